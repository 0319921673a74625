package org.acksiom.linearizability;

import java.util.Random;

/** A number. */
final class NaiveCounter implements NaiveObject {
  private long number;

  NaiveCounter(long start) {
    this.number = start;
  }

  @Override
  public Call someCall(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> new Call("add", random.nextInt(4) - 1L);
      case 1 -> new Call("incr", random.nextBoolean() ? null : (Object) 2L);
      case 2 -> new Call("decr", random.nextBoolean() ? null : (Object) 1L);
      case 3 -> new Call("add-and-get", (long) random.nextInt(2));
      default -> new Call("read", null);
    };
  }

  @Override
  public Answer run(Call call) {
    long argument = call.argument() == null ? 1 : (Long) call.argument();
    switch (call.function()) {
      case "add", "incr", "add-and-get":
        number += argument;
        break;
      case "decr":
        number -= argument;
        break;
      default:
        break;
    }
    return new Answer(isHeard(call.function()) ? (Object) number : call.argument());
  }

  @Override
  public NaiveObject copy() {
    return new NaiveCounter(number);
  }

  @Override
  public Object state() {
    return number;
  }

  @Override
  public boolean isHeard(String function) {
    return function.equals("read") || function.equals("add-and-get");
  }
}
