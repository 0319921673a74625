package org.acksiom.impl.simulator;

import java.util.function.LongSupplier;

/**
 * How much a search may use. Reaching a limit makes it undecided, never wrong.
 *
 * @param states distinct states at most; at small bounds a state costs about 400 bytes while it
 *     waits, and up to 50 after
 * @param deadlineNanos the clock's time at which it stops
 * @param clockNanos a clock that never goes back, in nanoseconds
 */
public record Budget(long states, long deadlineNanos, LongSupplier clockNanos) {

  /** A budget of states alone: the outcome does not depend on the machine. */
  public static Budget ofStates(long states) {
    return new Budget(states, Long.MAX_VALUE, () -> 0L);
  }

  /** Whether so many states, or the time by now, are more than there is. */
  public boolean isSpent(long statesUsed) {
    return statesUsed >= states || clockNanos.getAsLong() - deadlineNanos >= 0;
  }
}
