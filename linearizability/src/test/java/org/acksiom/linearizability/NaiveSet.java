package org.acksiom.linearizability;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** A set of numbers; a read is told a list. */
final class NaiveSet implements NaiveObject {
  private final Set<Long> values = new TreeSet<>();

  @Override
  public Call someCall(Random random) {
    long value = random.nextInt(3);
    return switch (random.nextInt(5)) {
      case 0, 1 -> new Call("add", value);
      case 2 -> new Call("remove", value);
      case 3 -> new Call("contains", value);
      default -> new Call("read", null);
    };
  }

  @Override
  public Answer run(Call call) {
    return new Answer(
        switch (call.function()) {
          case "add" -> values.add((Long) call.argument());
          case "remove" -> values.remove(call.argument());
          case "contains" -> values.contains(call.argument());
          default -> List.copyOf(values);
        });
  }

  @Override
  public NaiveObject copy() {
    NaiveSet copy = new NaiveSet();
    copy.values.addAll(values);
    return copy;
  }

  @Override
  public Object state() {
    return Set.copyOf(values);
  }

  @Override
  public boolean isHeard(String function) {
    return true;
  }

  @Override
  public boolean mayEcho(String function) {
    return function.equals("add") || function.equals("remove");
  }
}
