package org.acksiom.impl.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.acksiom.impl.core.Broker;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.core.EpochEnd;
import org.acksiom.impl.core.ErrorCode;
import org.acksiom.impl.core.FetchRequest;
import org.acksiom.impl.core.FetchResponse;
import org.acksiom.impl.core.MemoryLog;
import org.acksiom.impl.core.PartitionState;
import org.acksiom.impl.core.ProduceRequest;
import org.acksiom.impl.core.ProduceResponse;
import org.acksiom.impl.core.ReplicaSet;
import org.acksiom.impl.storage.crash.Fault;
import org.acksiom.impl.storage.crash.SimulatedDisk;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

/** The core's broker on a log on a disk, through crashes. */
class BrokerOnDiskTest {
  private static final DeliverySettings LEADER_ACK = Preset.LEADER_ACK.settings();
  private static final DeliverySettings AT_LEAST_ONCE = Preset.AT_LEAST_ONCE.settings();
  private static final int BROKER_EPOCH = 1;
  private static final ProduceRequest RECORD_1 = new ProduceRequest(1, 0, Entry.NO_SEQUENCE);
  private static final ProduceResponse ACKED = new ProduceResponse(1, ErrorCode.NONE, 0);

  private SimulatedDisk disk = new SimulatedDisk(512);
  private SimulatedDisk other = new SimulatedDisk(512);

  @Test
  void flushedLazilyARecordThatTheLeaderAcknowledgedIsLostWithItsPower() {
    Broker leader = running(1, LEADER_ACK, disk, FlushPolicy.WHEN_ASKED);
    assertThat(leader.handle(RECORD_1)).contains(ACKED);
    assertThat(leader.unflushed()).isEqualTo(1);

    disk = disk.afterPowerLoss(() -> false);

    leader = running(1, LEADER_ACK, disk, FlushPolicy.WHEN_ASKED);
    assertThat(leader.log().endOffset()).isZero();
  }

  @Test
  void flushedLazilyItIsNotLostWithItsProcess() {
    Broker leader = running(1, LEADER_ACK, disk, FlushPolicy.WHEN_ASKED);
    assertThat(leader.handle(RECORD_1)).contains(ACKED);

    disk = disk.afterKill();

    leader = running(1, LEADER_ACK, disk, FlushPolicy.WHEN_ASKED);
    assertThat(leader.log().entry(0).record()).isEqualTo(1);
  }

  @Test
  void flushedAtEachAppendItIsNotLostWithItsPowerEither() {
    Broker leader = running(1, LEADER_ACK, disk, FlushPolicy.EACH_APPEND);
    assertThat(leader.handle(RECORD_1)).contains(ACKED);
    assertThat(leader.unflushed()).isZero();

    disk = disk.afterPowerLoss(() -> false);

    leader = running(1, LEADER_ACK, disk, FlushPolicy.EACH_APPEND);
    assertThat(leader.log().entry(0).record()).isEqualTo(1);
  }

  @Test
  void whatCanNotBeFlushedIsNotAcknowledgedNorIsAnythingAfterIt() {
    Broker leader = running(1, LEADER_ACK, disk, FlushPolicy.EACH_APPEND);
    disk.failWith(new Fault(Fault.Kind.ERROR, 1, 0));

    assertThatThrownBy(() -> leader.handle(RECORD_1)).isInstanceOf(StorageException.class);
    assertThatThrownBy(() -> leader.handle(RECORD_1)).isInstanceOf(StorageException.class);
  }

  @Test
  void aFollowerThatCanNotFlushDoesNotFetchAsIfItHad() {
    Broker leader = running(1, AT_LEAST_ONCE, disk, FlushPolicy.EACH_APPEND);
    Broker follower = running(2, AT_LEAST_ONCE, other, FlushPolicy.EACH_APPEND);
    leader.handle(RECORD_1);
    FetchResponse records = leader.answerFetch(fetch(follower)).orElseThrow();
    other.failWith(new Fault(Fault.Kind.ERROR, 1, 0));

    assertThatThrownBy(() -> follower.receive(records)).isInstanceOf(StorageException.class);

    assertThatThrownBy(() -> fetch(follower)).isInstanceOf(StorageException.class);
    assertThat(leader.canAcknowledge()).isFalse();
  }

  @Test
  void flushedLazilyACommittedRecordIsLostIfAllLosePower() {
    assertThat(recordsLeftAfterAllLosePower(FlushPolicy.WHEN_ASKED)).isEmpty();
  }

  @Test
  void flushedAtEachAppendACommittedRecordOutlivesAllLosingPower() {
    assertThat(recordsLeftAfterAllLosePower(FlushPolicy.EACH_APPEND)).contains(1);
  }

  /** What the leader has after a record was acknowledged by all, and all lost their power. */
  private Optional<Integer> recordsLeftAfterAllLosePower(FlushPolicy policy) {
    Broker leader = running(1, AT_LEAST_ONCE, disk, policy);
    Broker follower = running(2, AT_LEAST_ONCE, other, policy);
    assertThat(leader.handle(RECORD_1)).isEmpty();
    follower.receive(leader.answerFetch(fetch(follower)).orElseThrow());
    leader.answerFetch(fetch(follower));
    assertThat(leader.acknowledge()).isEqualTo(ACKED);

    disk = disk.afterPowerLoss(() -> false);
    other = other.afterPowerLoss(() -> false);

    leader = running(1, AT_LEAST_ONCE, disk, policy);
    follower = running(2, AT_LEAST_ONCE, other, policy);
    assertThat(follower.log().from(0)).isEqualTo(leader.log().from(0));
    return leader.log().from(0).stream().map(Entry::record).findFirst();
  }

  @Test
  void whatAFollowerTruncatedDoesNotComeBackWithItsPower() {
    Broker follower = running(2, LEADER_ACK, disk, FlushPolicy.WHEN_ASKED);
    Entry kept = new Entry(1, 0, 0, Entry.NO_SEQUENCE);
    Entry cut = new Entry(2, 0, 0, Entry.NO_SEQUENCE);
    follower.receive(new FetchResponse.Records(List.of(kept, cut), 0));
    follower.receive(new FetchResponse.Diverging(new EpochEnd(0, 1)));

    disk = disk.afterPowerLoss(() -> false);

    assertThat(running(2, LEADER_ACK, disk, FlushPolicy.WHEN_ASKED).log().from(0))
        .containsExactly(kept);
  }

  @Test
  void aBrokerAnswersAlikeOnADiskAndInMemory() {
    DeliverySettings idempotent = Preset.IDEMPOTENT.settings();
    Broker onDisk = running(1, idempotent, disk, FlushPolicy.EACH_APPEND);
    Broker inMemory = Broker.recovered(1, idempotent, 2, MemoryLog.empty(), 0);
    inMemory.restart(partition());

    for (ProduceRequest request :
        List.of(
            new ProduceRequest(1, 0, 0),
            new ProduceRequest(1, 0, 0),
            new ProduceRequest(3, 0, 2),
            new ProduceRequest(2, 0, 1),
            new ProduceRequest(2, 1, 0),
            new ProduceRequest(3, 0, 2))) {
      assertThat(onDisk.handling(request)).isEqualTo(inMemory.handling(request));
      assertThat(onDisk.handle(request)).isEqualTo(inMemory.handle(request));
      assertThat(onDisk.log().from(0)).isEqualTo(inMemory.log().from(0));
    }
  }

  private static FetchRequest fetch(Broker follower) {
    return follower.fetchRequest(BROKER_EPOCH).orElseThrow();
  }

  /** One of two brokers, recovered from its disk; broker 1 leads. */
  private static Broker running(
      int id, DeliverySettings settings, SimulatedDisk disk, FlushPolicy policy) {
    Broker broker = Broker.recovered(id, settings, 2, SegmentedLog.open(disk, 4_096, policy), 0);
    broker.restart(partition());
    return broker;
  }

  private static PartitionState partition() {
    return new PartitionState(1, 0, ReplicaSet.none().with(1).with(2), 0);
  }
}
