package org.acksiom.impl.core;

import static org.acksiom.impl.core.Stage.ACKS_0;
import static org.acksiom.impl.core.Stage.ACKS_1;
import static org.acksiom.impl.core.Stage.IDEMPOTENT;
import static org.acksiom.impl.core.Stage.request;
import static org.assertj.core.api.Assertions.assertThat;

import org.acksiom.specs.Acks;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The producer's I/O thread: window, queue, retries, giving up and sequences. */
class ProducerTest {
  private static final int ATTEMPTS = 3;

  private final Producer plain = producer(ACKS_1, 3);
  private final Producer idempotent = producer(IDEMPOTENT, 4);

  // ---- sending

  @Test
  void sendsInTheOrderOfTheApplicationToTheLeaderThatItKnows() {
    assertThat(plain.queue()).containsExactly(1, 2, 3);

    assertThat(plain.send()).isEqualTo(request(1));
    assertThat(plain.send()).isEqualTo(request(2));

    assertThat(plain.queue()).containsExactly(3);
    assertThat(plain.inFlight(1)).containsExactly(1, 2);
    assertThat(plain.batch(1).attempts()).isEqualTo(1);
    assertThat(plain.result(1)).isEqualTo(Result.UNKNOWN);
  }

  @Test
  void anEmptyQueueHasNothingToSend() {
    Producer one = producer(ACKS_1, 1);
    one.send();

    assertThat(one.canSend()).isFalse();
  }

  @Test
  void withAcks0TheSendIsCompletedByBeingWritten() {
    Producer producer = producer(ACKS_0, 1);

    producer.send();

    assertThat(producer.result(1)).isEqualTo(Result.COMPLETED);
    assertThat(producer.inFlight(1)).isEmpty();
  }

  @Test
  void aFullWindowHoldsTheNextRecordBack() {
    Producer producer = producer(settings(2), 3);
    producer.send();
    assertThat(producer.canSend()).isTrue();

    producer.send();

    assertThat(producer.canSend()).isFalse();
  }

  @Test
  void theWindowIsOfOneConnection() {
    Producer producer = producer(settings(2), 3);
    producer.send();
    producer.send();

    producer.refreshMetadata(2);

    assertThat(producer.canSend()).isTrue();
  }

  @Test
  void oneInFlightMutesThePartitionWhateverBrokerIsAddressed() {
    Producer producer = producer(settings(1), 2);
    producer.send();

    producer.refreshMetadata(2);

    assertThat(producer.canSend()).isFalse();
  }

  @Test
  void aRecordThatHasUsedUpItsAttemptsIsNotSentAgain() {
    Producer producer = producer(ACKS_1, 1);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      assertThat(producer.canSend()).isTrue();
      producer.send();
      producer.onDisconnect(1);
    }

    assertThat(producer.canSend()).isFalse();
    assertThat(producer.result(1)).as("a bound never fails a send").isEqualTo(Result.UNKNOWN);
  }

  @Test
  void nextSendsGoToTheLeaderThatWasHeardOf() {
    plain.refreshMetadata(2);

    plain.send();

    assertThat(plain.metadata()).isEqualTo(2);
    assertThat(plain.inFlight(2)).containsExactly(1);
    assertThat(plain.inFlight(1)).isEmpty();
  }

  // ---- answers

  @Test
  void aSuccessCompletesTheOldestInFlight() {
    plain.send();
    plain.send();

    plain.onResponse(1, new ProduceResponse(1, ErrorCode.NONE, 7));

    assertThat(plain.result(1)).isEqualTo(Result.acked(7));
    assertThat(plain.result(2)).isEqualTo(Result.UNKNOWN);
    assertThat(plain.inFlight(1)).containsExactly(2);
  }

  @Test
  @Tag("C5")
  void withRetriesAnErrorPutsTheRecordAtTheFrontOfTheQueue() {
    plain.send();
    plain.send();

    plain.onResponse(1, error(1));

    assertThat(plain.queue()).containsExactly(1, 3);
    assertThat(plain.inFlight(1)).containsExactly(2);
    assertThat(plain.result(1)).isEqualTo(Result.UNKNOWN);
  }

  @Test
  @Tag("C6")
  void withoutRetriesTheFirstErrorFailsTheSend() {
    Producer producer = producer(Preset.AT_MOST_ONCE.settings(), 2);
    producer.send();

    producer.onResponse(1, error(1));

    assertThat(producer.result(1)).isEqualTo(Result.FAILED);
    assertThat(producer.queue()).containsExactly(2);
  }

  @Test
  void withoutRetriesABrokenConnectionFailsAllThatIsInFlight() {
    Producer producer = producer(new DeliverySettings(Acks.LEADER, false, false, 5, 1, false), 3);
    producer.send();
    producer.send();

    producer.onDisconnect(1);

    assertThat(producer.result(1)).isEqualTo(Result.FAILED);
    assertThat(producer.result(2)).isEqualTo(Result.FAILED);
    assertThat(producer.result(3)).isEqualTo(Result.UNKNOWN);
    assertThat(producer.inFlight(1)).isEmpty();
  }

  @Test
  void twoThatFailTogetherChangePlaces() {
    plain.send();
    plain.send();

    plain.onDisconnect(1);

    assertThat(plain.queue()).containsExactly(2, 1, 3);
  }

  @Test
  void aBrokenConnectionLeavesTheOthersAlone() {
    plain.send();
    plain.refreshMetadata(2);
    plain.send();

    plain.onDisconnect(1);

    assertThat(plain.inFlight(2)).containsExactly(2);
    assertThat(plain.queue()).containsExactly(1, 3);
  }

  @Test
  void withIdempotenceRetriesKeepTheOrderOfTheirSequences() {
    idempotent.send();
    idempotent.send();
    idempotent.send();

    idempotent.onDisconnect(1);

    assertThat(idempotent.queue()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void withIdempotenceALateRetryGoesToItsPlace() {
    idempotent.send();
    idempotent.refreshMetadata(2);
    idempotent.send();
    idempotent.onDisconnect(1);
    assertThat(idempotent.queue()).containsExactly(1, 3, 4);

    idempotent.onDisconnect(2);

    assertThat(idempotent.queue()).containsExactly(1, 2, 3, 4);
  }

  // ---- giving up

  @Test
  void onlyARecordThatWasSentAndWaitsAgainIsGivenUp() {
    assertThat(plain.canGiveUp(1, true)).as("never sent").isFalse();
    assertThat(plain.canGiveUp(1, false)).as("never sent, no leader to be reached").isTrue();

    plain.send();
    assertThat(plain.canGiveUp(1, true)).as("in flight").isFalse();

    plain.onDisconnect(1);
    assertThat(plain.canGiveUp(1, true)).isTrue();
    plain.giveUp(1);

    assertThat(plain.result(1)).isEqualTo(Result.FAILED);
    assertThat(plain.queue()).containsExactly(2, 3);
    assertThat(plain.canGiveUp(1, true)).as("given up").isFalse();
  }

  // ---- sequences

  @Test
  void sequencesCountFromZeroAndARetryKeepsItsOwn() {
    assertThat(idempotent.send()).isEqualTo(new ProduceRequest(1, 0, 0));
    assertThat(idempotent.send()).isEqualTo(new ProduceRequest(2, 0, 1));

    idempotent.onDisconnect(1);

    assertThat(idempotent.send()).isEqualTo(new ProduceRequest(1, 0, 0));
    assertThat(idempotent.batch(1)).isEqualTo(new Producer.Batch(2, 0, 0));
  }

  @Test
  void aRetryWaitsUntilItIsTheFirstUndecided() {
    idempotent.send();
    idempotent.send();
    idempotent.onResponse(1, error(1));
    idempotent.onDisconnect(1);
    idempotent.send();
    assertThat(idempotent.queue()).startsWith(2);
    assertThat(idempotent.canSend()).as("record 1 is undecided").isFalse();

    idempotent.onResponse(1, new ProduceResponse(1, ErrorCode.NONE, 0));

    assertThat(idempotent.canSend()).isTrue();
  }

  @Test
  void aNewRecordIsSentWhileEarlierOnesAreUndecided() {
    idempotent.send();

    assertThat(idempotent.canSend()).isTrue();
  }

  @Test
  void aNewRecordWaitsWhileAnEarlierFateIsUnresolvedAndOthersAreUnderWay() {
    idempotent.send();
    idempotent.send();
    idempotent.onDisconnect(1);
    idempotent.giveUp(1);
    idempotent.send();
    assertThat(idempotent.queue()).startsWith(3);

    assertThat(idempotent.canSend()).isFalse();
  }

  @Test
  void anUnresolvedFateBumpsTheEpochAndSequencesBeginAgain() {
    idempotent.send();
    idempotent.onDisconnect(1);
    idempotent.giveUp(1);
    assertThat(idempotent.canSend()).isTrue();

    assertThat(idempotent.send()).isEqualTo(new ProduceRequest(2, 1, 0));

    assertThat(idempotent.producerEpoch()).isEqualTo(1);
    assertThat(idempotent.send())
        .as("the new epoch goes on")
        .isEqualTo(new ProduceRequest(3, 1, 1));
  }

  @Test
  void aLaterAckResolvesTheFateOfARecordThatWasGivenUp() {
    idempotent.send();
    idempotent.send();
    idempotent.onDisconnect(1);
    idempotent.giveUp(1);
    idempotent.send();
    idempotent.onResponse(1, new ProduceResponse(2, ErrorCode.NONE, 1));

    assertThat(idempotent.send()).isEqualTo(new ProduceRequest(3, 0, 2));
    assertThat(idempotent.producerEpoch()).isZero();
  }

  @Test
  void anEarlierAckDoesNotResolveTheFateOfARecordThatWasGivenUp() {
    idempotent.send();
    idempotent.send();
    idempotent.onResponse(1, new ProduceResponse(1, ErrorCode.NONE, 0));
    idempotent.onDisconnect(1);
    idempotent.giveUp(2);

    assertThat(idempotent.send()).isEqualTo(new ProduceRequest(3, 1, 0));
  }

  @Test
  void withoutIdempotenceTheEpochNeverChanges() {
    plain.send();
    plain.onDisconnect(1);
    plain.giveUp(1);

    assertThat(plain.send()).isEqualTo(request(2));
    assertThat(plain.producerEpoch()).isZero();
  }

  // ---- copies

  @Test
  void aCopyGoesItsOwnWay() {
    plain.send();
    Producer before = plain.copy();
    assertThat(before).isEqualTo(plain).hasSameHashCodeAs(plain);

    Producer changed = plain.copy();
    changed.send();
    changed.onResponse(1, new ProduceResponse(1, ErrorCode.NONE, 0));
    changed.onDisconnect(1);
    changed.giveUp(2);
    changed.refreshMetadata(2);

    assertThat(plain).isEqualTo(before).isNotEqualTo(changed);
  }

  private static Producer producer(DeliverySettings settings, int records) {
    return new Producer(settings, 2, records, ATTEMPTS);
  }

  private static DeliverySettings settings(int maxInFlight) {
    return new DeliverySettings(Acks.LEADER, true, false, maxInFlight, 1, false);
  }

  private static ProduceResponse error(int record) {
    return new ProduceResponse(record, ErrorCode.NOT_LEADER_OR_FOLLOWER, ProduceResponse.NO_OFFSET);
  }
}
