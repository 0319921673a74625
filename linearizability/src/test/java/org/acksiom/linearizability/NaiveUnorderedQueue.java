package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Elements in a bag: a {@code dequeue} takes any; it is told {@code null} where there is nothing.
 */
final class NaiveUnorderedQueue implements NaiveObject {
  private final List<Object> elements = new ArrayList<>();

  @Override
  public Call someCall(Random random) {
    return random.nextBoolean()
        ? new Call("enqueue", (long) random.nextInt(3 + elements.size()))
        : new Call("dequeue", null);
  }

  @Override
  public Answer run(Call call) {
    return run(call, 0);
  }

  @Override
  public int ways(Call call) {
    return call.function().equals("enqueue") ? 1 : Math.max(1, different().size());
  }

  private List<Object> different() {
    return elements.stream().distinct().sorted().toList();
  }

  @Override
  public Answer run(Call call, int way) {
    if (call.function().equals("enqueue")) {
      elements.add(call.argument());
      return new Answer(call.argument());
    }
    if (elements.isEmpty()) {
      return new Answer(null);
    }
    Object taken = different().get(way);
    elements.remove(taken);
    return new Answer(taken);
  }

  @Override
  public NaiveObject copy() {
    NaiveUnorderedQueue copy = new NaiveUnorderedQueue();
    copy.elements.addAll(elements);
    return copy;
  }

  @Override
  public Object state() {
    return elements.stream().sorted().toList();
  }

  @Override
  public boolean isHeard(String function) {
    return function.equals("dequeue");
  }
}
