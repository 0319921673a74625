package org.acksiom.linearizability.model;

/**
 * A hint with which a checker looks ahead: from some states what was heard later cannot be reached,
 * whatever happens until then.
 *
 * @param <S> the model's states
 * @param <C> its calls
 */
public interface Feasibility<S, C> {

  /**
   * Whether an observation can follow, after some of the calls in between, each at most once and in
   * any order. {@code true} promises nothing; {@code false} must be right.
   *
   * @param state where the object is
   * @param observation a call that changes no state
   * @param between what may take effect before it; none of these calls overwrites
   */
  boolean isFeasible(S state, C observation, Iterable<C> between);

  /**
   * What a call that is no observation does to the state. Nothing is known of it, by default.
   *
   * @param call no observation
   */
  default Effect effect(C call) {
    return Effect.ANY;
  }

  /**
   * Whether every {@link Effect#UPDATE} can follow in a state. In all states, by default.
   *
   * @param state where the object is
   */
  default boolean isUpdatable(S state) {
    return true;
  }

  /** What is known of what a call does to the state. */
  enum Effect {
    /** Nothing. */
    ANY,
    /** It can follow in every updatable state, and leads to one. */
    UPDATE,
    /** It can follow in every state, and always leads to the same one of its partition. */
    OVERWRITE
  }
}
