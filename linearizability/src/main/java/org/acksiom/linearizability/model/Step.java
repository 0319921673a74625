package org.acksiom.linearizability.model;

/**
 * What a call does in a state.
 *
 * @param <S> the model's states
 */
public sealed interface Step<S> {

  /**
   * It can follow.
   *
   * @param state the state after it
   */
  record Next<S>(S state) implements Step<S> {}

  /**
   * It cannot have happened in this state.
   *
   * @param reason why, as a clause such as {@code it reads 3, but the register holds 4}
   */
  record Rejected<S>(String reason) implements Step<S> {}
}
