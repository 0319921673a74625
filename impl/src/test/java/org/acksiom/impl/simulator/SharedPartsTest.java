package org.acksiom.impl.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

/** Of equal components the first is kept, and a state of shared components is the same state. */
class SharedPartsTest {

  @Property(tries = 200)
  void theFirstOfAFingerprintIsKept(
      @ForAll @Size(max = 5_000) List<@LongRange(min = 1, max = 3_000) Long> fingerprints) {
    SharedParts parts = new SharedParts();
    Map<Long, Object> first = new HashMap<>();
    for (long fingerprint : fingerprints) {
      Object part = new Object();
      Object kept = parts.first(fingerprint << 24, part);
      assertThat(kept).isSameAs(first.getOrDefault(fingerprint, part));
      first.putIfAbsent(fingerprint, part);
    }
  }

  @Test
  void twoWaysToAStateLeadToOneSetOfComponents() {
    Setup setup = new Setup(Preset.LEADER_ACK.settings(), FaultModel.NONE, Bounds.SMALL);
    SharedParts parts = new SharedParts();
    Cluster one = new Cluster(setup);
    Cluster other = new Cluster(setup);
    one.share(parts);
    other.share(parts);
    assertThat(other.producer()).isSameAs(one.producer());
    assertThat(other.broker(2)).isSameAs(one.broker(2));
    assertThat(other.broker(1)).isNotSameAs(other.broker(2));
    one.step(Event.of(Action.PRODUCER_SENDS));
    assertThat(other).isEqualTo(new Cluster(setup)).isNotEqualTo(one);
  }
}
