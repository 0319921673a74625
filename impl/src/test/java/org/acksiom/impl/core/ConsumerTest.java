package org.acksiom.impl.core;

import static org.acksiom.impl.core.Stage.ACKS_1;
import static org.acksiom.impl.core.Stage.broker;
import static org.acksiom.impl.core.Stage.entries;
import static org.acksiom.impl.core.Stage.fetch;
import static org.acksiom.impl.core.Stage.partition;
import static org.acksiom.impl.core.Stage.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.acksiom.impl.core.Consumer.Read;
import org.junit.jupiter.api.Test;

/** A consumer reads in order and never past the high watermark, and goes back with the log. */
class ConsumerTest {
  private static final PartitionState TWO_IN_SYNC = partition(1, 4, 1, 2);

  private final Broker leader = broker(1, ACKS_1, TWO_IN_SYNC);
  private final Consumer consumer = new Consumer();

  @Test
  void readsNothingThatTheIsrDoesNotHave() {
    leader.handle(request(1));

    assertThat(consumer.canRead(leader)).isFalse();
  }

  @Test
  void readsInOrderUpToTheHighWatermark() {
    leader.handle(request(7));
    leader.handle(request(5));
    leader.handle(request(6));
    leader.answerFetch(fetch(2, 4, 2, 4));

    consumer.read(leader);

    assertThat(consumer.reads()).containsExactly(new Read(0, 4, 7), new Read(1, 4, 5));
    assertThat(consumer.readFrom()).isEqualTo(4);
    assertThat(consumer.canRead(leader)).as("it has all").isFalse();
  }

  @Test
  void theNextReadBeginsWhereTheLastOneEnded() {
    leader.handle(request(1));
    leader.answerFetch(fetch(2, 4, 1, 4));
    consumer.read(leader);

    leader.handle(request(2));
    leader.answerFetch(fetch(2, 4, 2, 4));
    consumer.read(leader);

    assertThat(consumer.reads()).containsExactly(new Read(0, 4, 1), new Read(1, 4, 2));
  }

  @Test
  void readsFromNobodyWhoDoesNotLead() {
    Broker follower = broker(2, ACKS_1, TWO_IN_SYNC);
    follower.receive(new FetchResponse.Records(entries(4), 1));

    assertThat(consumer.canRead(follower)).isFalse();
  }

  @Test
  void readsFromAZombieUntilItHasReadFromALaterLeader() {
    Broker zombie = showing(1, 4, 1, 4, 4);
    Broker later = showing(2, 5, 2, 4);
    assertThat(consumer.canRead(zombie)).isTrue();

    consumer.read(later);

    assertThat(consumer.readFrom()).isEqualTo(5);
    assertThat(consumer.canRead(zombie)).isFalse();
  }

  @Test
  void goesBackToWhereTheLogsPart() {
    consumer.read(showing(1, 4, 1, 3, 4, 4));
    Broker later = showing(2, 6, 2, 3, 6);

    assertThat(consumer.canRead(later)).isTrue();
    consumer.read(later);

    assertThat(consumer.reads())
        .containsExactly(
            new Read(0, 3, 1), new Read(1, 4, 2), new Read(2, 4, 3), new Read(1, 6, 2));
  }

  @Test
  void doesNotNoticeWhatWasTruncatedBeforeTheEpochOfItsLastRecord() {
    consumer.read(showing(1, 4, 1, 4));

    assertThat(consumer.canRead(showing(2, 6, 2, 4))).as("the same record").isFalse();
  }

  @Test
  void aCopyGoesItsOwnWay() {
    Consumer copy = consumer.copy();
    assertThat(copy).isEqualTo(consumer).hasSameHashCodeAs(consumer);

    copy.read(showing(1, 4, 1, 4));

    assertThat(consumer).isEqualTo(new Consumer()).isNotEqualTo(copy);
  }

  /** A leader that is alone in the ISR and shows all of its log. */
  private static Broker showing(int id, int leaderEpoch, int member, int... leaderEpochs) {
    Broker broker = broker(id, Stage.ACKS_0, partition(id, leaderEpoch, member), leaderEpochs);
    broker.receive(new FetchResponse.Records(List.of(), leaderEpochs.length));
    return broker;
  }
}
