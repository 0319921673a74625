package org.acksiom.impl.core;

import static org.acksiom.impl.core.Stage.ACKS_0;
import static org.acksiom.impl.core.Stage.ACKS_1;
import static org.acksiom.impl.core.Stage.ACKS_ALL;
import static org.acksiom.impl.core.Stage.IDEMPOTENT;
import static org.acksiom.impl.core.Stage.broker;
import static org.acksiom.impl.core.Stage.entry;
import static org.acksiom.impl.core.Stage.fetch;
import static org.acksiom.impl.core.Stage.partition;
import static org.acksiom.impl.core.Stage.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a broker does with produce requests: acks, purgatory, the ISR's least size, duplicates. */
class LeaderAndClientsTest {
  private static final PartitionState TWO_IN_SYNC = partition(1, 4, 1, 2);
  private static final PartitionState ALONE_IN_SYNC = partition(1, 4, 1);

  // ---- acks

  @Test
  void withAcks0TheLeaderAppendsAndAnswersNothing() {
    Broker leader = broker(1, ACKS_0, TWO_IN_SYNC);

    assertThat(leader.handle(request(1))).isEmpty();

    assertThat(leader.log().from(0)).containsExactly(entry(1, 4));
    assertThat(leader.waiting()).isEmpty();
  }

  @Test
  @Tag("C2")
  void withAcks1TheLeaderAnswersBeforeAnyFollowerHasTheRecord() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 0);

    assertThat(leader.handle(request(2))).contains(success(2, 1));

    assertThat(leader.log().endOffset()).isEqualTo(2);
    assertThat(leader.highWatermark()).isZero();
    assertThat(leader.waiting()).isEmpty();
  }

  @Test
  @Tag("C5")
  void withAcksAllTheRecordWaitsUntilEveryMemberOfTheIsrHasIt() {
    Broker leader = broker(1, ACKS_ALL, partition(1, 4, 1, 2, 3));

    assertThat(leader.handle(request(1))).isEmpty();
    assertThat(leader.waiting()).contains(new Broker.Waiting(1, 0));
    assertThat(leader.canAcknowledge()).as("nobody has it").isFalse();

    leader.answerFetch(fetch(2, 4, 1, 4));
    assertThat(leader.canAcknowledge()).as("one of two followers has it").isFalse();

    leader.answerFetch(fetch(3, 4, 1, 4));
    assertThat(leader.canAcknowledge()).isTrue();
    assertThat(leader.acknowledge()).isEqualTo(success(1, 0));
    assertThat(leader.waiting()).isEmpty();
    assertThat(leader.canAcknowledge()).as("it is answered").isFalse();
  }

  @Test
  void aLeaderAloneInTheIsrCanAcknowledgeAtOnce() {
    Broker leader = broker(1, IDEMPOTENT, ALONE_IN_SYNC);

    leader.handle(new ProduceRequest(1, 0, 0));

    assertThat(leader.canAcknowledge()).isTrue();
  }

  @Test
  void theEntryHasTheLeadersEpochAndTheProducersEpochAndSequence() {
    Broker leader = broker(1, IDEMPOTENT, TWO_IN_SYNC);

    leader.handle(new ProduceRequest(3, 2, 0));

    assertThat(leader.log().from(0)).containsExactly(new Entry(3, 4, 2, 0));
  }

  // ---- min.insync.replicas

  @Test
  void anIsrThatIsTooSmallRefusesTheRecordBeforeItIsAppended() {
    Broker leader = broker(1, ACKS_ALL, ALONE_IN_SYNC);
    assertThat(leader.handling(request(1))).isEqualTo(Broker.Handling.REJECT);

    assertThat(leader.handle(request(1))).contains(failure(1, ErrorCode.NOT_ENOUGH_REPLICAS));

    assertThat(leader.log().endOffset()).isZero();
    assertThat(leader.waiting()).isEmpty();
  }

  @Test
  void anIsrOfJustTheLeastSizeIsEnough() {
    Broker leader = broker(1, ACKS_ALL, TWO_IN_SYNC);
    assertThat(leader.handling(request(1))).isEqualTo(Broker.Handling.APPEND);

    leader.handle(request(1));
    leader.answerFetch(fetch(2, 4, 1, 4));

    assertThat(leader.acknowledge()).isEqualTo(success(1, 0));
  }

  @Test
  void theLeastSizeOfTheIsrMeansNothingWithoutAcksAll() {
    assertThat(broker(1, ACKS_1, ALONE_IN_SYNC).handling(request(1)))
        .isEqualTo(Broker.Handling.APPEND);
  }

  @Test
  void anIsrThatShrinksAfterTheAppendMakesTheAnswerAnErrorAndTheRecordStays() {
    Broker leader = broker(1, ACKS_ALL, TWO_IN_SYNC);
    leader.handle(request(1));
    leader.answerFetch(fetch(2, 4, 1, 4));

    leader.learn(ALONE_IN_SYNC);

    assertThat(leader.canAcknowledge()).isTrue();
    assertThat(leader.acknowledge())
        .isEqualTo(failure(1, ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND));
    assertThat(leader.log().endOffset()).isEqualTo(1);
  }

  @Test
  void aRecordThatTheIsrDidNotHaveBeforeItShrankIsNotAnsweredYet() {
    Broker leader = broker(1, ACKS_ALL, TWO_IN_SYNC);
    leader.handle(request(1));

    leader.learn(ALONE_IN_SYNC);

    assertThat(leader.canAcknowledge()).isFalse();
  }

  // ---- who leads

  @Test
  void aBrokerThatDoesNotLeadRefuses() {
    Broker follower = broker(2, ACKS_1, TWO_IN_SYNC);
    assertThat(follower.handling(request(1))).isEqualTo(Broker.Handling.REJECT);

    assertThat(follower.handle(request(1))).contains(failure(1, ErrorCode.NOT_LEADER_OR_FOLLOWER));

    assertThat(follower.log().endOffset()).isZero();
  }

  @Test
  void withAcks0NobodyIsToldOfARefusal() {
    Broker follower = broker(2, ACKS_0, TWO_IN_SYNC);

    assertThat(follower.handle(request(1))).isEmpty();

    assertThat(follower.log().endOffset()).isZero();
  }

  @Test
  void aLeaderThatIsDownDoesNotLead() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC);

    leader.crash(0);

    assertThat(leader.leads()).isFalse();
    assertThat(leader.up()).isFalse();
  }

  @Test
  void aLeaderThatHasBeenReplacedRefusesWhatWaits() {
    Broker leader = broker(1, ACKS_ALL, TWO_IN_SYNC);
    leader.handle(request(1));
    leader.answerFetch(fetch(2, 4, 1, 4));
    assertThat(leader.canAcknowledge()).isTrue();

    assertThat(leader.learn(partition(2, 5, 1, 2)))
        .contains(failure(1, ErrorCode.NOT_LEADER_OR_FOLLOWER));

    assertThat(leader.canAcknowledge()).isFalse();
    assertThat(leader.waiting()).isEmpty();
  }

  @Test
  void aLeaderThatStaysSaysNothingYetToWhatWaits() {
    Broker leader = broker(1, ACKS_ALL, TWO_IN_SYNC);
    leader.handle(request(1));

    assertThat(leader.learn(partition(1, 6, 1, 2))).isEmpty();

    assertThat(leader.waiting()).isPresent();
  }

  // ---- connections

  @Test
  @Tag("C1")
  void aClosedConnectionLeavesTheRecordAndNobodyToAnswer() {
    Broker leader = broker(1, ACKS_ALL, TWO_IN_SYNC);
    leader.handle(request(1));

    leader.connectionClosed();

    assertThat(leader.waiting()).isEmpty();
    assertThat(leader.canAcknowledge()).isFalse();
    assertThat(leader.log().endOffset()).isEqualTo(1);
  }

  @Test
  void aRequestWhoseConnectionIsGoneIsAppendedAndNothingWaits() {
    Broker leader = broker(1, ACKS_ALL, TWO_IN_SYNC);

    leader.handleUnanswered(request(1));

    assertThat(leader.log().from(0)).containsExactly(entry(1, 4));
    assertThat(leader.waiting()).isEmpty();
  }

  @Test
  void aRequestWhoseConnectionIsGoneIsRefusedAsAnyOther() {
    Broker follower = broker(2, ACKS_ALL, TWO_IN_SYNC);
    Broker alone = broker(1, ACKS_ALL, ALONE_IN_SYNC);

    follower.handleUnanswered(request(1));
    alone.handleUnanswered(request(1));

    assertThat(follower.log().endOffset()).isZero();
    assertThat(alone.log().endOffset()).isZero();
  }

  // ---- duplicates

  @Test
  @Tag("C4")
  void withoutIdempotenceTheSameRequestIsAppendedAgain() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC);
    leader.handle(request(1));

    assertThat(leader.handling(request(1))).isEqualTo(Broker.Handling.APPEND);
    assertThat(leader.handle(request(1))).contains(success(1, 1));

    assertThat(leader.log().endOffset()).isEqualTo(2);
  }

  @Test
  @Tag("C7")
  void withIdempotenceARetryIsRecognisedAndAnsweredWithTheFirstCopysOffset() {
    Broker leader = broker(1, IDEMPOTENT, TWO_IN_SYNC);
    ProduceRequest request = new ProduceRequest(1, 0, 0);
    leader.handle(request);
    leader.connectionClosed();
    leader.handle(new ProduceRequest(2, 0, 1));
    leader.connectionClosed();

    assertThat(leader.handling(request)).isEqualTo(Broker.Handling.RECOGNISE_DUPLICATE);
    assertThat(leader.handle(request)).isEmpty();

    assertThat(leader.log().endOffset()).isEqualTo(2);
    assertThat(leader.waiting()).contains(new Broker.Waiting(1, 0));
    assertThat(leader.canAcknowledge()).as("the ISR does not have it yet").isFalse();
  }

  @Test
  void aRetryOnAClosedConnectionIsNotAppendedAgain() {
    Broker leader = broker(1, IDEMPOTENT, TWO_IN_SYNC);
    leader.handleUnanswered(new ProduceRequest(1, 0, 0));

    leader.handleUnanswered(new ProduceRequest(1, 0, 0));

    assertThat(leader.log().endOffset()).isEqualTo(1);
  }

  @Test
  void aRetryIsRecognisedAlthoughALaterSequenceIsExpected() {
    Broker leader = broker(1, IDEMPOTENT, ALONE_IN_SYNC);
    leader.handleUnanswered(new ProduceRequest(1, 0, 0));
    leader.handleUnanswered(new ProduceRequest(2, 0, 1));

    assertThat(leader.handling(new ProduceRequest(1, 0, 0)))
        .isEqualTo(Broker.Handling.RECOGNISE_DUPLICATE);
  }

  @Test
  void anIsrThatIsTooSmallRefusesEvenADuplicate() {
    Broker leader = broker(1, Preset.IDEMPOTENT_DURABLE.settings(), TWO_IN_SYNC);
    ProduceRequest request = new ProduceRequest(1, 0, 0);
    leader.handleUnanswered(request);

    leader.learn(ALONE_IN_SYNC);

    assertThat(leader.handle(request)).contains(failure(1, ErrorCode.NOT_ENOUGH_REPLICAS));
  }

  @Test
  void withIdempotenceAGapIsRefused() {
    Broker leader = broker(1, IDEMPOTENT, TWO_IN_SYNC);
    leader.handleUnanswered(new ProduceRequest(1, 0, 0));
    ProduceRequest gap = new ProduceRequest(3, 0, 2);
    assertThat(leader.handling(gap)).isEqualTo(Broker.Handling.REJECT);

    assertThat(leader.handle(gap)).contains(failure(3, ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER));

    assertThat(leader.log().endOffset()).isEqualTo(1);
  }

  @Test
  void aNewLeaderKnowsTheProducerFromItsOwnLog() {
    Broker leader = new Broker(2, IDEMPOTENT, TWO_IN_SYNC, 3);
    leader.receive(new FetchResponse.Records(List.of(new Entry(1, 4, 0, 0)), 0));

    leader.learn(partition(2, 5, 2));

    assertThat(leader.handling(new ProduceRequest(1, 0, 0)))
        .isEqualTo(Broker.Handling.RECOGNISE_DUPLICATE);
  }

  @Test
  void askingWhatWouldHappenChangesNothing() {
    Broker leader = broker(1, ACKS_ALL, TWO_IN_SYNC);
    Broker before = leader.copy();

    leader.handling(request(1));

    assertThat(leader).isEqualTo(before);
  }

  private static ProduceResponse success(int record, int offset) {
    return new ProduceResponse(record, ErrorCode.NONE, offset);
  }

  private static ProduceResponse failure(int record, ErrorCode error) {
    return new ProduceResponse(record, error, ProduceResponse.NO_OFFSET);
  }
}
