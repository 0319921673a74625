package org.acksiom.linearizability.model;

import java.util.List;
import java.util.Map;

/** The models that come with the checker, by name. */
public final class Models {

  private static final List<String> NAMES =
      List.of(
          "register",
          "cas-register",
          "multi-register",
          "mutex",
          "kv",
          "queue",
          "fifo-queue",
          "set",
          "counter",
          "bank",
          "log");

  private Models() {}

  /**
   * The names: {@code register}, {@code cas-register}, {@code multi-register}, {@code mutex}, ….
   */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * The model of that name, starting as the dialect has it.
   *
   * @param name one of {@link #names}
   * @param dialect what the words of the history mean
   * @throws IllegalArgumentException if there is none, or it has to be told with what to start:
   *     {@code bank}
   */
  public static SequentialModel<?, ?> named(String name, Dialect dialect) {
    return switch (name) {
      case "register", "cas-register", "multi-register" ->
          named(name, dialect, dialect.registerStart());
      case "kv" -> named(name, dialect, dialect.keyStart());
      case "counter" -> named(name, dialect, 0L);
      case "bank" -> named(name, dialect, null);
      case "mutex" -> new Mutex();
      case "queue" -> new UnorderedQueue();
      case "fifo-queue" -> new FifoQueue();
      case "set" -> new ValueSet(dialect);
      case "log" -> new AppendOnlyLog(dialect);
      default ->
          throw new IllegalArgumentException(
              "expected a model of " + String.join(", ", NAMES) + ", found " + name);
    };
  }

  /**
   * The model of that name, starting with a given value: of the register, of each register, of each
   * key or of the counter; or with the balances of the bank's accounts, which may not become
   * negative.
   *
   * @param name one of {@link #names}
   * @param dialect what the words of the history mean
   * @param start plain data; {@code null} for nothing
   * @throws IllegalArgumentException if there is none, or it does not start with a value of that
   *     kind
   */
  public static SequentialModel<?, ?> named(String name, Dialect dialect, Object start) {
    return switch (name) {
      case "register" -> new Register(dialect, start);
      case "cas-register" -> new CasRegister(dialect, start);
      case "multi-register" -> new MultiRegister(dialect, start);
      case "kv" -> new KeyValueStore(dialect, start);
      case "counter" -> {
        if (start instanceof Long number) {
          yield new Counter(dialect, number);
        }
        throw new IllegalArgumentException(
            "expected an integer as the model counter's initial value");
      }
      case "bank" -> {
        if (start instanceof Map<?, ?> balances) {
          yield new Bank(dialect, balances, false);
        }
        throw new IllegalArgumentException(
            "expected the balances by account as the model bank's initial value, such as {0 10, 1"
                + " 10}");
      }
      default -> {
        named(name, dialect);
        throw new IllegalArgumentException(
            "expected no initial value for the model " + name + ", which starts free or empty");
      }
    };
  }
}
