package org.acksiom.linearizability.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Keyword;
import org.acksiom.linearizability.history.Operation;

/**
 * The model {@code bank}: accounts, between which money is transferred, and whose balances are read
 * all at once. It is Jepsen's bank workload.
 *
 * <table>
 * <caption>Operations</caption>
 * <tr><th>function</th><th>argument</th><th>{@code ok} with</th><th>otherwise</th></tr>
 * <tr><td>{@code transfer}</td><td>{@code {:from account :to account :amount n}}, n from 0</td>
 *     <td>anything: the money was there, and was moved</td>
 *     <td>{@code info}: may happen; {@code fail}: never happened</td></tr>
 * <tr><td>{@code read}</td><td></td><td>the balances by account; of {@code nil} see {@link Dialect}
 *     </td><td>tells nothing</td></tr>
 * </table>
 *
 * <p>Accounts are numbers or names. In JSON, whose keys are strings, {@code "7"} is the account 7;
 * and a keyword is the account of its name.
 */
public final class Bank implements SequentialModel<Bank.Balances, Bank.Call> {

  /** The balances, in the order of the accounts. */
  static final class Balances {
    private final Bank bank;
    private final long[] amounts;
    private final int hash;

    private Balances(Bank bank, long[] amounts) {
      this.bank = bank;
      this.amounts = amounts;
      long sum = 0;
      for (long amount : amounts) {
        sum = (sum + amount) * 0x9E3779B97F4A7C15L;
      }
      this.hash = Long.hashCode(sum);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Balances that
          && hash == that.hash
          && Arrays.equals(amounts, that.amounts);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public String toString() {
      Map<Object, Object> balances = new LinkedHashMap<>();
      bank.places.forEach((account, place) -> balances.put(account, amounts[place]));
      return Edn.print(balances);
    }
  }

  sealed interface Call {}

  /** Between two accounts, told by their places. */
  record Transfer(int from, int to, long amount) implements Call {}

  /** A read; without amounts if those are not the bank's accounts, or no numbers. */
  record Read(List<Long> amounts, Map<?, ?> told) implements Call {}

  private final Dialect dialect;
  private final Map<Object, Integer> places = new LinkedHashMap<>();
  private final List<Object> accounts = new ArrayList<>();
  private final Balances start;
  private final boolean mayBeNegative;

  /**
   * A bank whose balances may not be negative, for what a {@link Dialect#RECORDED} history says of
   * it.
   *
   * @param balances what each account has at first
   */
  public Bank(Map<?, ?> balances) {
    this(Dialect.RECORDED, balances, false);
  }

  /**
   * A bank.
   *
   * @param dialect what the words of the history mean
   * @param balances what each account has at first: integers, at least one
   * @param mayBeNegative whether a transfer may take more than its account has, as with Jepsen's
   *     {@code :negative-balances?}; if not, such a transfer cannot have taken effect
   * @throws IllegalArgumentException if the balances are not that
   */
  public Bank(Dialect dialect, Map<?, ?> balances, boolean mayBeNegative) {
    this.dialect = Objects.requireNonNull(dialect, "dialect");
    this.mayBeNegative = mayBeNegative;
    long[] amounts = new long[balances.size()];
    for (Map.Entry<?, ?> entry : balances.entrySet()) {
      boolean isInteger = entry.getValue() instanceof Long || entry.getValue() instanceof Integer;
      Object account = account(entry.getKey());
      if (!isInteger || places.putIfAbsent(account, accounts.size()) != null) {
        throw new IllegalArgumentException(
            "expected one integer for each account, found " + Edn.print(balances));
      }
      amounts[accounts.size()] = ((Number) entry.getValue()).longValue();
      accounts.add(account);
    }
    if (accounts.isEmpty()) {
      throw new IllegalArgumentException("expected the balances of some accounts, found none");
    }
    this.start = new Balances(this, amounts);
  }

  /** What an account is called, in whichever form. */
  private static Object account(Object name) {
    String text = name instanceof Keyword keyword ? keyword.name() : null;
    if (name instanceof String string) {
      text = string;
    }
    if (text == null) {
      return name instanceof Integer number ? (Object) number.longValue() : name;
    }
    try {
      long number = Long.parseLong(text);
      return Long.toString(number).equals(text) ? (Object) number : text;
    } catch (NumberFormatException e) {
      return text;
    }
  }

  @Override
  public Balances initialState() {
    return start;
  }

  @Override
  public Optional<Call> call(Operation operation) {
    return switch (operation.function()) {
      case "transfer" -> {
        Call transfer = transfer(operation);
        yield operation.outcome() == Event.Type.FAIL ? Optional.empty() : Optional.of(transfer);
      }
      case "read" ->
          CasRegister.isRead(operation, operation.result(), dialect)
              ? Optional.of(read(operation))
              : Optional.empty();
      default -> throw IllegalOperationException.unknown(operation, ":transfer or :read");
    };
  }

  private Transfer transfer(Operation operation) {
    if (operation.argument() instanceof Map<?, ?> fields
        && field(fields, "amount") instanceof Long amount
        && amount >= 0) {
      return new Transfer(
          place(operation, field(fields, "from")), place(operation, field(fields, "to")), amount);
    }
    throw IllegalOperationException.invoked(
        operation, "{:from account :to account :amount n} as :value", operation.argument());
  }

  private static Object field(Map<?, ?> fields, String name) {
    Object value = fields.get(new Keyword(name));
    return value == null ? fields.get(name) : value;
  }

  private int place(Operation operation, Object name) {
    Integer place = places.get(account(name));
    if (place == null) {
      throw IllegalOperationException.invoked(
          operation, "an account of " + Edn.print(accounts), name);
    }
    return place;
  }

  private Read read(Operation operation) {
    if (!(operation.result() instanceof Map<?, ?> told)) {
      throw IllegalOperationException.completed(
          operation, "a map of balances as :value of an :ok :read", operation.result());
    }
    Long[] amounts = new Long[accounts.size()];
    boolean complete = told.size() == amounts.length;
    for (Map.Entry<?, ?> entry : told.entrySet()) {
      Integer place = places.get(account(entry.getKey()));
      if (place != null && entry.getValue() instanceof Long amount) {
        amounts[place] = amount;
      } else {
        complete = false;
      }
    }
    complete &= !Arrays.asList(amounts).contains(null);
    return new Read(complete ? List.of(amounts) : List.of(), told);
  }

  @Override
  public boolean isObservation(Call call) {
    return !(call instanceof Transfer transfer)
        || transfer.from == transfer.to
        || transfer.amount == 0;
  }

  @Override
  public Step<Balances> step(Balances state, Call call) {
    if (call instanceof Read read) {
      return isTold(state, read)
          ? Step.to(state)
          : Step.rejected(
              () -> "it reads " + Edn.print(read.told) + ", but the balances are " + state);
    }
    Transfer transfer = (Transfer) call;
    if (!mayBeNegative && state.amounts[transfer.from] < transfer.amount) {
      return Step.rejected(
          () ->
              String.format(
                  "it transfers %d from %s, which has %d",
                  transfer.amount,
                  Edn.print(accounts.get(transfer.from)),
                  state.amounts[transfer.from]));
    }
    long[] amounts = state.amounts.clone();
    amounts[transfer.from] -= transfer.amount;
    amounts[transfer.to] += transfer.amount;
    return Step.to(new Balances(this, amounts));
  }

  private static boolean isTold(Balances state, Read read) {
    boolean same = read.amounts.size() == state.amounts.length;
    for (int i = 0; same && i < state.amounts.length; i++) {
      same = read.amounts.get(i) == state.amounts[i];
    }
    return same;
  }

  @Override
  public long bytes(Balances state) {
    return 48 + 8L * state.amounts.length;
  }
}
