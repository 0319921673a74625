package org.acksiom.linearizability.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Pairs each invocation with its completion, event by event, and refuses what no client can have
 * seen.
 */
final class Pairing {

  /** Why an event cannot be the next one. */
  static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1L;

    private final String expected;
    private final String found;

    Mismatch(String expected, String found) {
      super(expected);
      this.expected = expected;
      this.found = found;
    }

    String expected() {
      return expected;
    }

    String found() {
      return found;
    }
  }

  private final List<Event> events = new ArrayList<>();
  private final ProcessStates states = new ProcessStates();
  private int operations;

  /** For each event its operation's completion or invocation; -1 while it has none. */
  private int[] partners = new int[16];

  int size() {
    return events.size();
  }

  void add(Event event) throws Mismatch {
    int index = events.size();
    int partner = event.type() == Event.Type.INVOKE ? invoked(event, index) : completed(event);
    if (index == partners.length) {
      partners = Arrays.copyOf(partners, 2 * index);
    }
    partners[index] = partner;
    if (partner >= 0) {
      partners[partner] = index;
    } else {
      operations++;
    }
    events.add(event);
  }

  private int invoked(Event event, int index) throws Mismatch {
    long process = event.process();
    int before = states.get(process);
    if (before == ProcessStates.CRASHED) {
      throw new Mismatch("no more of process " + process + " after its :info", "an :invoke");
    }
    if (before != ProcessStates.IDLE) {
      throw new Mismatch(
          "process " + process + " to complete its :" + events.get(before).function() + " first",
          "another :invoke");
    }
    states.set(process, index);
    return -1;
  }

  private int completed(Event event) throws Mismatch {
    long process = event.process();
    int invocation = states.get(process);
    if (invocation < 0) {
      throw new Mismatch(
          "an :invoke by process " + process + " before its :" + event.type().word(), "none");
    }
    String function = events.get(invocation).function();
    if (!function.equals(event.function())) {
      throw new Mismatch(
          "process " + process + " to complete its :" + function, ":" + event.function());
    }
    states.set(
        process, event.type() == Event.Type.INFO ? ProcessStates.CRASHED : ProcessStates.IDLE);
    return invocation;
  }

  /** The history of the events so far; nothing can be added after it. */
  History history() {
    List<Operation> paired = new ArrayList<>(operations);
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      if (event.type() == Event.Type.INVOKE) {
        int end = partners[i];
        paired.add(new Operation(paired.size(), event, end < 0 ? null : events.get(end), i, end));
      }
    }
    return new History(Collections.unmodifiableList(events), Collections.unmodifiableList(paired));
  }
}
