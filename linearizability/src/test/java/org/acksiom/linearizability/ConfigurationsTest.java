package org.acksiom.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Of configurations that differ only in crashed operations those count that used fewest. */
class ConfigurationsTest {
  private static final long[] KEY = {1, 0};

  private final CrashCounts counts = new CrashCounts(new int[][] {{0, 1, 2}, {3, 4}});
  private final Configurations met;

  ConfigurationsTest() throws MemoryExhausted {
    met = new Configurations(KEY.length, counts, new Memory(1 << 20));
  }

  private int add(int first, int second) throws MemoryExhausted {
    long[] crashed = new long[counts.words()];
    counts.add(crashed, 0, first);
    counts.add(crashed, 1, second);
    assertThat(counts.total(crashed)).isEqualTo(first + second);
    return met.add(KEY, crashed, 0);
  }

  @Test
  void whoUsedMoreIsPointless() throws MemoryExhausted {
    int few = add(1, 1);
    assertThat(add(1, 1)).isEqualTo(~few);
    assertThat(add(2, 1)).isEqualTo(~few);
    assertThat(met.isOutdone(few)).isFalse();
  }

  @Test
  void whoUsedFewerOutdoesOthers() throws MemoryExhausted {
    int many = add(2, 2);
    int few = add(2, 1);
    assertThat(few).isNotNegative();
    assertThat(met.isOutdone(many)).isTrue();
    assertThat(add(2, 2)).isEqualTo(~few);
  }

  @Test
  void whoUsedOthersStays() throws MemoryExhausted {
    int first = add(2, 0);
    int second = add(0, 1);
    int third = add(1, 0);
    assertThat(met.isOutdone(first)).isTrue();
    assertThat(met.isOutdone(second)).isFalse();
    assertThat(add(0, 2)).isEqualTo(~second);
    assertThat(add(3, 0)).isEqualTo(~third);
    assertThat(met.size()).isEqualTo(3);
  }
}
