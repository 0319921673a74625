package org.acksiom.modelcheck;

import java.util.List;

/**
 * A property that does not hold, and a behaviour that shows it. From one worker the behaviour is a
 * shortest one, save for {@link Kind#TEMPORAL_PROPERTY}.
 *
 * @param kind what sort of property it is
 * @param name the property's name as the configuration has it. TLC names a part of a larger formula
 *     by its location, doesn't name temporal properties (empty), and gives the message of an
 *     assertion
 * @param printed what the specification printed with {@code PrintT} since TLC's last message of
 *     another kind, where it is TLA+ values: what an invariant says of itself
 * @param trace from an initial state to the state or the step that violates the property
 */
public record Violation(Kind kind, String name, List<TlaValue> printed, Trace trace) {

  /** The sorts of properties that TLC tells apart. */
  public enum Kind {
    /** A state predicate that must hold in each state. */
    INVARIANT,
    /** A part of a {@code PROPERTY} that must hold in the initial states. */
    INITIAL_PROPERTY,
    /** A part of a {@code PROPERTY} that must hold for each step, {@code [][A]_v}. */
    ACTION_PROPERTY,
    /** A part of a {@code PROPERTY} that must hold for each behaviour, such as liveness. */
    TEMPORAL_PROPERTY,
    /** That each state has a successor, which TLC demands unless told otherwise. */
    DEADLOCK,
    /** An {@code Assert} in an action. */
    ASSERTION
  }

  public Violation {
    printed = List.copyOf(printed);
  }
}
