package org.acksiom.kafka.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.core.EpochEnd;
import org.acksiom.impl.core.ProduceRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is particular to Kafka's log, and decides what an idempotent producer can rely on. */
class KafkaLogTest {
  private static final int LEADER_EPOCH = 3;

  private Bench bench;
  private KafkaLog log;

  @BeforeEach
  void leadANewLog() throws IOException {
    bench = new Bench();
    log = bench.kafkas.create(BackgroundWork.AT_ONCE);
    log.lead(LEADER_EPOCH);
  }

  @AfterEach
  void close() throws IOException {
    log.close();
    bench.close();
  }

  @Test
  void aLeaderRemembersFiveBatches() throws IOException {
    send(0, 6);

    assertThat(log.remembered()).containsExactly(1, 2, 3, 4, 5);
    assertThat(answer(1)).isEqualTo(new Answer("NONE", 1));
    assertThat(answer(0)).isEqualTo(Answer.refused("OUT_OF_ORDER_SEQUENCE_NUMBER"));
  }

  @Test
  void afterARestartItRemembersTheNewestAlone() throws IOException {
    send(0, 2);
    log.restart();

    assertThat(log.remembered()).containsExactly(1);
    assertThat(answer(0)).isEqualTo(Answer.refused("OUT_OF_ORDER_SEQUENCE_NUMBER"));
    assertThat(answer(1)).isEqualTo(new Answer("NONE", 1));
  }

  @Test
  void afterAKillToo() throws IOException {
    send(0, 2);
    log.kill();

    assertThat(log.remembered()).containsExactly(1);
  }

  @Test
  void evenIfItHasToReadTheWholeLog() throws IOException {
    send(0, 5);
    log.killLosingSnapshots();

    assertThat(log.remembered()).containsExactly(4);
  }

  @Test
  void afterATruncationItRemembersTheNewestBeforeASnapshotAndThoseBehindIt() throws IOException {
    send(0, 6);
    log.truncateTo(5);

    assertThat(log.newestSnapshot(5)).isEqualTo(5);
    assertThat(log.newestSnapshot(4)).isEqualTo(3);
    assertThat(log.remembered()).containsExactly(2, 3, 4);
  }

  @Test
  void aProducerThatHasExpiredMayRepeatABatch() throws IOException {
    send(0, 2);
    log.letProducerExpire();

    assertThat(log.remembered()).isEmpty();
    assertThat(answer(1)).isEqualTo(new Answer("NONE", 2));
  }

  @Test
  void anOldProducerEpochThatIsReadAtOnceWithTheNextIsOverlooked() {
    log.replicate(List.of(at(1, 0), at(1, 1), at(1, 2)), LEADER_EPOCH);
    log.replicate(List.of(at(0, 3)), LEADER_EPOCH);
    log.replicate(List.of(at(1, 0)), LEADER_EPOCH);
    log.replicate(List.of(at(1, 1)), LEADER_EPOCH);

    assertThat(log.remembered()).containsExactly(4, 5);
    log.truncateTo(5);
    assertThat(log.remembered()).containsExactly(2, 4);
  }

  @Test
  void aLeaderEpochWithoutARecordIsKnownUntilTheLogIsTruncatedOrOpenedAgain() throws IOException {
    send(0, 1);
    log.lead(LEADER_EPOCH + 2);

    assertThat(log.lastEpoch()).isEqualTo(LEADER_EPOCH + 2);
    assertThat(log.endOfEpoch(LEADER_EPOCH + 1))
        .isEqualTo(Optional.of(new EpochEnd(LEADER_EPOCH, 1)));
    log.restart();
    assertThat(log.lastEpoch()).isEqualTo(LEADER_EPOCH);
    assertThat(log.endOfEpoch(LEADER_EPOCH + 1)).isEmpty();
  }

  @Test
  void anEpochBelowAllIsGivenBackWithTheStartOfTheLog() throws IOException {
    send(0, 1);

    assertThat(log.endOfEpoch(1)).isEqualTo(Optional.of(new EpochEnd(1, 0)));
  }

  private static Entry at(int producerEpoch, int sequence) {
    return new Entry(0, LEADER_EPOCH, producerEpoch, sequence);
  }

  private void send(int from, int to) throws IOException {
    for (int sequence = from; sequence < to; sequence++) {
      assertThat(answer(sequence)).isEqualTo(new Answer("NONE", sequence));
    }
  }

  private Answer answer(int sequence) throws IOException {
    return log.append(new ProduceRequest(sequence, 0, sequence), LEADER_EPOCH);
  }
}
