package org.acksiom.linearizability.model;

import java.util.function.Supplier;

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
   * @param reason why, as a clause such as {@code it reads 3, but the register holds 4}; a search
   *     rejects far more often than it explains
   */
  record Rejected<S>(Supplier<String> reason) implements Step<S> {}
}
