package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.acksiom.linearizability.UniqueObject.Answer;
import org.acksiom.linearizability.UniqueObject.Call;
import org.acksiom.linearizability.UniqueObject.Values;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.History;

/**
 * Random histories of a {@link UniqueObject}. Its calls follow one another; each seems to have been
 * under way at some time about then, so that any number may overlap. Some end in {@code info} or
 * never. In some histories a few are under way at another time, answer as if the last ones had not
 * happened, have no effect, or hear what another one heard.
 */
final class UniqueHistory {

  private final Random random;
  private final Supplier<UniqueObject> fresh;
  private final Values values;

  /** How many calls may be under way at a time, about. */
  private final double width;

  /** One in so many calls is wrong, and of one in so many nobody hears. */
  private final int wrong;

  private final int unheard;

  private final List<Call> effective = new ArrayList<>();
  private final TreeMap<Double, Event> events = new TreeMap<>();

  private UniqueHistory(int operations, Random random, Supplier<UniqueObject> fresh) {
    this.random = random;
    this.fresh = fresh;
    this.values = new Values(random.nextInt(4) == 0 ? 8 : Integer.MAX_VALUE);
    this.width = random.nextInt(1, 6);
    this.wrong = random.nextBoolean() ? Math.max(4, operations / 2) : Integer.MAX_VALUE;
    this.unheard = Math.max(6, operations / 4);
  }

  /** A history of so many operations, made with the given randomness alone. */
  static History of(int operations, Random random, Supplier<UniqueObject> fresh) {
    UniqueHistory history = new UniqueHistory(operations, random, fresh);
    for (int i = 0; i < operations; i++) {
      history.call(i);
    }
    List<Event> events = new ArrayList<>(history.events.values());
    if (history.isWrong()) {
      history.swap(events);
    }
    return History.of(events);
  }

  private boolean isWrong() {
    return random.nextInt(wrong) == 0;
  }

  private void call(int process) {
    int known = isWrong() ? random.nextInt(effective.size() + 1) : effective.size();
    UniqueObject object = fresh.get();
    effective.subList(0, known).forEach(object::run);
    Call call = object.someCall(values, random);
    Answer answer = object.run(call);
    if (answer != null && !isWrong()) {
      effective.add(call);
    }
    double seen = process + (isWrong() ? 4 * random.nextDouble() - 2 : 0);
    double invoked = seen - random.nextDouble() * width;
    double completed = seen + random.nextDouble() * width;
    say(invoked, process, Event.Type.INVOKE, call, call.argument(), call.attributes());
    if (answer == null) {
      say(completed, process, Event.Type.FAIL, call, call.argument(), Map.of());
    } else if (random.nextInt(unheard) > 0) {
      say(completed, process, Event.Type.OK, call, answer.value(), answer.attributes());
    } else if (random.nextBoolean()) {
      say(completed, process, Event.Type.INFO, call, null, Map.of());
    }
  }

  private void say(
      double at,
      int process,
      Event.Type type,
      Call call,
      Object value,
      Map<String, Object> attributes) {
    events.put(at, new Event(process, type, call.function(), value, attributes));
  }

  /** Tells two operations what the other one was told. */
  private void swap(List<Event> said) {
    int a = random.nextInt(said.size());
    int b = random.nextInt(said.size());
    Event one = said.get(a);
    Event other = said.get(b);
    if (one.type() == Event.Type.OK
        && other.type() == Event.Type.OK
        && one.function().equals(other.function())) {
      said.set(a, as(other, one));
      said.set(b, as(one, other));
    }
  }

  private static Event as(Event said, Event by) {
    return new Event(by.process(), by.type(), by.function(), said.value(), said.attributes());
  }
}
