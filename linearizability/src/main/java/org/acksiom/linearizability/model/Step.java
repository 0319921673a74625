package org.acksiom.linearizability.model;

import java.util.function.Supplier;

/**
 * What a call does in a state.
 *
 * @param <S> the model's states
 */
public sealed interface Step<S> {

  /**
   * It can follow, and leads to that state.
   *
   * @param <S> the model's states
   * @param state the state after it
   */
  static <S> Step<S> to(S state) {
    return new Next<>(state);
  }

  /**
   * It cannot follow, for a reason such as {@code it reads 3, but the register holds 4}.
   *
   * @param <S> the model's states
   * @param reason as a clause
   */
  static <S> Step<S> rejected(String reason) {
    return new Rejected<>(() -> reason);
  }

  /**
   * The same where the reason is dear to put into words.
   *
   * @param <S> the model's states
   * @param reason makes the clause; asked only for an explanation
   */
  static <S> Step<S> rejected(Supplier<String> reason) {
    return new Rejected<>(reason);
  }

  /**
   * It can follow on a condition.
   *
   * @param <S> the model's states
   * @param follows whether it can
   * @param state what it leads to then
   * @param reason why it cannot otherwise
   */
  static <S> Step<S> when(boolean follows, S state, Supplier<String> reason) {
    return follows ? to(state) : rejected(reason);
  }

  /**
   * It can follow.
   *
   * @param <S> the model's states
   * @param state the state after it
   */
  record Next<S>(S state) implements Step<S> {}

  /**
   * It cannot have happened in this state.
   *
   * @param <S> the model's states
   * @param reason why, as a clause such as {@code it reads 3, but the register holds 4}; a search
   *     rejects far more often than it explains
   */
  record Rejected<S>(Supplier<String> reason) implements Step<S> {}
}
