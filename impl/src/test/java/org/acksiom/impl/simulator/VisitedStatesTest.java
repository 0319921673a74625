package org.acksiom.impl.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** A set of fingerprints is a set: compared with {@link HashSet}. */
class VisitedStatesTest {

  @Property(tries = 100)
  void addsWhatIsNewAndOnlyThat(@ForAll List<@LongRange(min = 1, max = 50) Long> fingerprints) {
    Set<Long> expected = new HashSet<>();
    VisitedStates visited = new VisitedStates();

    for (long fingerprint : fingerprints) {
      assertThat(visited.add(fingerprint)).isEqualTo(expected.add(fingerprint));
      assertThat(visited.size()).isEqualTo(expected.size());
    }
  }

  @Test
  void forgetsNothingWhenItGrows() {
    VisitedStates visited = new VisitedStates();
    long[] fingerprints = new Random(1).longs(100_000).distinct().toArray();

    for (long fingerprint : fingerprints) {
      assertThat(visited.add(fingerprint)).isTrue();
    }

    for (long fingerprint : fingerprints) {
      assertThat(visited.add(fingerprint)).isFalse();
    }
    assertThat(visited.size()).isEqualTo(fingerprints.length);
  }

  @Test
  void zeroIsAFingerprintToo() {
    VisitedStates visited = new VisitedStates();

    assertThat(visited.add(0)).isTrue();
    assertThat(visited.add(0)).isFalse();
  }
}
