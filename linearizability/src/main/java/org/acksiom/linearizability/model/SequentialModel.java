package org.acksiom.linearizability.model;

import java.util.Optional;
import org.acksiom.linearizability.history.Operation;

/**
 * What an object does when one operation follows another, with calls of its own kind.
 *
 * <p>{@link Model} is the smaller interface, for an object whose operations are told by their
 * names, arguments and results. This one is for those that read more of an operation, or whose
 * calls are worth a type.
 *
 * @param <S> its states: immutable, with {@code equals}, {@code hashCode} and a {@code toString}
 *     fit for people
 * @param <C> its calls, immutable and with {@code equals} and {@code hashCode}: operations that are
 *     equal calls are interchangeable to the model
 */
public interface SequentialModel<S, C> {

  /** The state before anything happened. */
  S initialState();

  /**
   * What an operation asks of the object and heard of it.
   *
   * <p>Of an operation whose outcome is {@code info} this is what happens if it takes effect. Of a
   * completed one it is what must have happened, in the time between.
   *
   * @param operation of a history, whatever became of it
   * @return empty if the operation had no effect and tells nothing, such as a read that never
   *     returned
   * @throws IllegalOperationException if the model has no such operation
   */
  Optional<C> call(Operation operation);

  /**
   * What a call does in a state.
   *
   * @param state where the object is
   * @param call what follows
   */
  Step<S> step(S state, C call);

  /**
   * The part of the object that a call concerns, if the parts are independent: a history is
   * linearizable if the calls of each part are. One part, by default.
   *
   * @param call of a history
   */
  default Optional<Object> partition(C call) {
    return Optional.empty();
  }

  /**
   * Whether a call changes no state that it can follow, as a read: that spares the checker choices.
   * None, by default.
   *
   * @param call of a history
   */
  default boolean isObservation(C call) {
    return false;
  }

  /**
   * Looks ahead: whether what was heard later is out of reach. None, by default: then the checker
   * tries and sees.
   */
  default Optional<Feasibility<S, C>> feasibility() {
    return Optional.empty();
  }

  /**
   * The kind of object that this is, if it is of one for which no search is needed; where the model
   * has independent parts, the kind of each part. None, by default.
   */
  default Optional<Shape<C>> shape() {
    return Optional.empty();
  }

  /**
   * About how many bytes a state takes in memory.
   *
   * @param state one of the model
   */
  default long bytes(S state) {
    return 64;
  }
}
