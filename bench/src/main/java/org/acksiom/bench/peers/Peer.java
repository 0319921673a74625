package org.acksiom.bench.peers;

import java.util.function.Function;
import org.acksiom.linearizability.Budget;
import org.acksiom.linearizability.LinearizabilityChecker;
import org.acksiom.linearizability.Verdict;
import org.acksiom.linearizability.model.SequentialModel;

/** Who checks. */
public enum Peer {
  /** This project's checker, on one thread. */
  ACKSIOM("Acksiom", task -> acksiom(task, task.model())),
  /** The same with a {@link UserRegister} in place of the built-in model. */
  ACKSIOM_USER_MODEL("Acksiom, user's model", task -> acksiom(task, new UserRegister())),
  /** Elasticsearch's {@code LinearizabilityChecker}. */
  ELASTICSEARCH("Elasticsearch", ElasticsearchCheck::of),
  /** Lincheck's {@code LinearizabilityVerifier}. */
  LINCHECK("Lincheck", LincheckCheck::of);

  private static final long MEMORY_BYTES = 1L << 30;

  private final String title;
  private final Function<Task, Check> readied;

  Peer(String title, Function<Task, Check> readied) {
    this.title = title;
    this.readied = readied;
  }

  /** What people call it. */
  public String title() {
    return title;
  }

  /** Readies the check of a history. */
  Check ready(Task task) {
    return readied.apply(task);
  }

  private static Check acksiom(Task task, SequentialModel<?, ?> model) {
    return limit -> {
      LinearizabilityChecker checker =
          new LinearizabilityChecker(new Budget(limit.left(), MEMORY_BYTES), System::nanoTime);
      return task.isWhole()
          ? checker.checkWhole(model, task.history()).verdict()
          : checker.check(model, task.history()).verdict();
    };
  }

  /** One history, in a peer's own form. */
  @FunctionalInterface
  interface Check {
    /** The peer's verdict, {@link Verdict#UNKNOWN} if the limit is over first. */
    Verdict verdict(Limit limit);
  }
}
