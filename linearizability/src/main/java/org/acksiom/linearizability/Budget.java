package org.acksiom.linearizability;

import java.time.Duration;

/**
 * How long a check may take, and how much it may remember. What runs out ends it as {@link
 * Verdict#UNKNOWN}.
 *
 * @param time not negative; looked at every few thousand steps, so that a check may last a moment
 *     longer
 * @param memoryBytes for what the search remembers, by a cautious estimate; not negative
 */
public record Budget(Duration time, long memoryBytes) {

  /** What a test may spend on a check: 30 s, and a quarter of the heap that Java may have. */
  public static Budget ofTests() {
    return new Budget(Duration.ofSeconds(30), Runtime.getRuntime().maxMemory() / 4);
  }

  /** Refuses negative budgets. */
  public Budget {
    if (time.isNegative() || memoryBytes < 0) {
      throw new IllegalArgumentException(
          "a budget cannot be negative: " + time + ", " + memoryBytes);
    }
  }
}
