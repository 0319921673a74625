package org.acksiom.linearizability;

import java.util.List;
import java.util.Optional;
import org.acksiom.linearizability.history.Operation;

/**
 * Where explanations of a history end: up to just before some operation's completion the model
 * explains all that was heard, and with that completion nothing does. Of an operation under way
 * then, what it was told later counts.
 *
 * @param partition the part of the object that it concerns, if the history was checked in parts
 * @param prefix operations in an order in which they may have taken effect: among the longest
 *     explanations of what was heard before {@code stuck} completed
 * @param stuck the operation that no explanation has room for
 * @param states the states in which the explanations of what was heard before leave the object, no
 *     two of them equal
 * @param complete whether these are all of them: they are if there are not too many, or too many
 *     explanations, to look at
 */
public record Counterexample(
    Optional<Object> partition,
    List<Operation> prefix,
    Operation stuck,
    List<Possible> states,
    boolean complete) {

  /** More states than this are not told. */
  public static final int STATES_MAX = 100;

  /**
   * A state in which the object may have been.
   *
   * @param state as the model prints it
   * @param reason why {@code stuck} cannot follow in it
   */
  public record Possible(String state, String reason) {}
}
