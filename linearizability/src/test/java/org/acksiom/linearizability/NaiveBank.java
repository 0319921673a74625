package org.acksiom.linearizability;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.acksiom.linearizability.history.Keyword;

/** Three accounts; a transfer of what is not there is refused, unless balances may be negative. */
final class NaiveBank implements NaiveObject {
  private final boolean mayBeNegative;
  private final Map<Object, Long> balances;

  NaiveBank(Map<Object, Long> balances, boolean mayBeNegative) {
    this.balances = new TreeMap<>(balances);
    this.mayBeNegative = mayBeNegative;
  }

  @Override
  public Call someCall(Random random) {
    return random.nextInt(3) == 0
        ? new Call("read", null)
        : new Call(
            "transfer",
            Map.of(
                new Keyword("from"), (long) random.nextInt(3),
                new Keyword("to"), (long) random.nextInt(3),
                new Keyword("amount"), (long) random.nextInt(3)));
  }

  @Override
  public Answer run(Call call) {
    if (call.function().equals("read")) {
      return new Answer(Map.copyOf(balances));
    }
    Map<?, ?> asked = (Map<?, ?>) call.argument();
    long amount = (Long) asked.get(new Keyword("amount"));
    Object from = asked.get(new Keyword("from"));
    if (!mayBeNegative && balances.get(from) < amount) {
      return null;
    }
    balances.merge(from, -amount, Long::sum);
    balances.merge(asked.get(new Keyword("to")), amount, Long::sum);
    return new Answer(call.argument());
  }

  @Override
  public NaiveObject copy() {
    return new NaiveBank(balances, mayBeNegative);
  }

  @Override
  public Object state() {
    return Map.copyOf(balances);
  }

  @Override
  public boolean isHeard(String function) {
    return function.equals("read");
  }
}
