package org.acksiom.linearizability.model;

import java.util.Objects;
import org.acksiom.linearizability.history.Operation;

/** What the completion of a {@code cas} says. */
enum CasOutcome {
  /** If it took effect, it found what it asked for; it did if it is {@code ok}. */
  MAY_REPLACE,
  /** It took no effect because it found another value. */
  FOUND_ANOTHER,
  /** It took no effect, for a reason that says nothing about the value. */
  NEVER_HAPPENED;

  /**
   * That of an operation.
   *
   * @param result its result, without what else its completion says
   */
  static CasOutcome of(Operation operation, Object result, Dialect dialect) {
    return switch (operation.outcome()) {
      case OK -> Boolean.FALSE.equals(result) ? FOUND_ANOTHER : MAY_REPLACE;
      case FAIL ->
          dialect.failedCasIsObserved() && Objects.equals(operation.argument(), operation.result())
              ? FOUND_ANOTHER
              : NEVER_HAPPENED;
      default -> MAY_REPLACE;
    };
  }
}
