package org.acksiom.linearizability.history;

import java.util.List;

/**
 * What clients did and were told, in the order in which it happened: events, and the operations
 * that they pair up to.
 *
 * <p>A history is refused if no client can have seen it: a completion of nothing, a process that
 * invokes before its last operation completed, a completion of another function than the invoked
 * one, and an invocation by a process after its own {@code info}. The last is Jepsen's rule: a
 * process whose operation may still take effect has crashed, and whoever takes its place has a new
 * name.
 */
public final class History {

  private final List<Event> events;
  private final List<Operation> operations;

  History(List<Event> events, List<Operation> operations) {
    this.events = events;
    this.operations = operations;
  }

  /**
   * The history of the given events, in O(events).
   *
   * @param events in the order in which they happened
   * @throws IllegalArgumentException if no client can have seen it; the message names the event by
   *     its index
   */
  public static History of(List<Event> events) {
    Pairing pairing = new Pairing();
    for (Event event : events) {
      try {
        pairing.add(event);
      } catch (Pairing.Mismatch e) {
        throw new IllegalArgumentException(
            "event " + pairing.size() + ": expected " + e.expected() + ", found " + e.found());
      }
    }
    return pairing.history();
  }

  /** The events, in order; unmodifiable. */
  public List<Event> events() {
    return events;
  }

  /** The operations, in the order of their invocations; unmodifiable. */
  public List<Operation> operations() {
    return operations;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof History that && events.equals(that.events);
  }

  @Override
  public int hashCode() {
    return events.hashCode();
  }

  @Override
  public String toString() {
    return "History of " + operations.size() + " operations";
  }
}
