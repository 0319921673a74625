package org.acksiom.impl.storage.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.acksiom.impl.core.Broker;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.core.FetchResponse;
import org.acksiom.impl.core.MemoryLog;
import org.acksiom.impl.core.PartitionState;
import org.acksiom.impl.core.ReplicaSet;
import org.acksiom.impl.storage.FlushPolicy;
import org.acksiom.impl.storage.SegmentedLog;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

/**
 * What a crash leaves on a disk is what {@code BrokerCrashes(b, n)} leaves in the core, both ways:
 * for each {@code n} that the flush point allows there is a crash that loses just that, and no
 * crash leaves anything else.
 */
class BrokerCrashesTest {
  private static final int ENTRIES_MAX = 4;
  private static final int UNFLUSHED_MAX = 3;
  private static final int REPLICAS = 2;

  @Test
  void crashesOfTheDiskAreExactlyThoseOfTheSpecification() {
    for (int end = 0; end <= ENTRIES_MAX; end++) {
      for (int flushed = Math.max(0, end - UNFLUSHED_MAX); flushed <= end; flushed++) {
        SimulatedDisk disk = new SimulatedDisk(16);
        SegmentedLog log = open(disk);
        log.appendAll(entries(end).subList(0, flushed));
        log.flush();
        entries(end).subList(flushed, end).forEach(log::append);

        assertThat(left(disk))
            .as("%d entries, flushed to %d", end, log.flushPoint())
            .isEqualTo(leftByBrokerCrashes(end, end - log.flushPoint()));
      }
    }
  }

  /** Whatever part of what was not forced reaches the disk. */
  private static Set<List<Entry>> left(SimulatedDisk disk) {
    Set<List<Entry>> left = new HashSet<>();
    int exhaustive = disk.unforced();
    for (Keeping kept : Keeping.choices(disk.unforced(), exhaustive, new SplittableRandom(1))) {
      left.add(open(disk.afterPowerLoss(kept.reached())).from(0));
    }
    return left;
  }

  private static Set<List<Entry>> leftByBrokerCrashes(int end, int lostMax) {
    Set<List<Entry>> left = new HashSet<>();
    for (int lost = 0; lost <= lostMax; lost++) {
      Broker broker = running(end);
      broker.crash(lost);
      left.add(broker.log().from(0));
    }
    return left;
  }

  @Test
  void aBrokerIsRecoveredInTheStateThatItsCrashLeftIt() {
    for (int lost = 0; lost <= ENTRIES_MAX; lost++) {
      Broker crashed = running(ENTRIES_MAX);
      crashed.receive(new FetchResponse.Records(List.of(), 3));
      int checkpoint = crashed.highWatermark();
      assertThat(checkpoint).isEqualTo(3);

      crashed.crash(lost);

      assertThat(
              Broker.recovered(
                  2,
                  Preset.LEADER_ACK.settings(),
                  REPLICAS,
                  MemoryLog.empty().appendAll(entries(ENTRIES_MAX - lost)),
                  checkpoint))
          .isEqualTo(crashed);
    }
  }

  @Test
  void aCrashLosesNoMoreThanIsUnflushed() {
    SegmentedLog log = open(new SimulatedDisk(16));
    log.appendAll(entries(1));
    log.flush();
    log.appendAll(entries(2));

    assertThat(Broker.recovered(1, Preset.LEADER_ACK.settings(), REPLICAS, log, 0).unflushed())
        .isEqualTo(2);
    assertThat(running(3).unflushed()).as("a log in memory promises nothing").isEqualTo(3);
  }

  private static Broker running(int entries) {
    PartitionState partition = new PartitionState(1, 0, ReplicaSet.none().with(1).with(2), 0);
    Broker broker = new Broker(2, Preset.LEADER_ACK.settings(), partition, REPLICAS);
    broker.receive(new FetchResponse.Records(entries(entries), 0));
    return broker;
  }

  private static SegmentedLog open(SimulatedDisk disk) {
    return SegmentedLog.open(disk, 4_096, FlushPolicy.WHEN_ASKED);
  }

  private static List<Entry> entries(int count) {
    List<Entry> entries = new ArrayList<>();
    for (int record = 1; record <= count; record++) {
      entries.add(new Entry(record, 0, 0, record - 1));
    }
    return entries;
  }
}
