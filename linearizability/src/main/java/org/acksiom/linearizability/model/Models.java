package org.acksiom.linearizability.model;

import java.util.List;

/** The models that come with the checker, by name. */
public final class Models {

  private static final List<String> NAMES =
      List.of("register", "cas-register", "multi-register", "mutex", "kv", "queue", "log");

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
   * @throws IllegalArgumentException if there is none
   */
  public static SequentialModel<?, ?> named(String name, Dialect dialect) {
    return switch (name) {
      case "register", "cas-register", "multi-register" ->
          named(name, dialect, dialect.registerStart());
      case "kv" -> named(name, dialect, "");
      case "mutex" -> new Mutex();
      case "queue" -> new FifoQueue();
      case "log" -> new AppendOnlyLog(dialect);
      default ->
          throw new IllegalArgumentException(
              "expected a model of " + String.join(", ", NAMES) + ", found " + name);
    };
  }

  /**
   * The model of that name, starting with a given value: of the register, of each register, or of
   * each key.
   *
   * @throws IllegalArgumentException if there is none, or it does not start with a value of that
   *     kind
   */
  public static SequentialModel<?, ?> named(String name, Dialect dialect, Object start) {
    return switch (name) {
      case "register" -> new Register(dialect, start, false);
      case "cas-register" -> new Register(dialect, start, true);
      case "multi-register" -> new MultiRegister(dialect, start);
      case "kv" -> {
        if (start instanceof String string) {
          yield new KeyValueStore(dialect, string);
        }
        throw new IllegalArgumentException("expected a string as the model kv's initial value");
      }
      default -> {
        named(name, dialect);
        throw new IllegalArgumentException(
            "expected no initial value for the model " + name + ", which starts free or empty");
      }
    };
  }
}
