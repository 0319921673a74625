package org.acksiom.impl.storage.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Every flipped bit, every cut and every misplaced frame of small logs. */
class DamageExplorerTest {
  private static final long DAMAGES_MIN = 10_000;

  @Test
  void noDamageIsServedOrPassedOverInSilenceWhereTheFilesTellOfIt() throws Violation {
    assertThat(DamageExplorer.exploreAll()).isGreaterThan(DAMAGES_MIN);
  }
}
