package org.acksiom.impl.core;

import static org.acksiom.impl.core.Stage.ACKS_1;
import static org.acksiom.impl.core.Stage.broker;
import static org.acksiom.impl.core.Stage.partition;
import static org.acksiom.impl.core.Stage.request;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A consumer reads in order and never past the high watermark. */
class ConsumerTest {
  private final Broker leader = broker(1, ACKS_1, partition(1, 0, 1, 2));
  private final Consumer consumer = new Consumer();

  @Test
  void readsNothingThatTheIsrDoesNotHave() {
    leader.handle(request(1));

    assertThat(consumer.poll(leader)).isEmpty();
    assertThat(consumer.position()).isZero();
  }

  @Test
  void readsInOrderUpToTheHighWatermark() {
    leader.handle(request(7));
    leader.handle(request(5));
    leader.handle(request(6));
    leader.onFetchRequest(new FetchRequest(2, 0, 2, 0));

    assertThat(consumer.poll(leader)).containsExactly(7, 5);
    assertThat(consumer.position()).isEqualTo(2);
  }

  @Test
  void theNextPollBeginsWhereTheLastOneEnded() {
    leader.handle(request(1));
    leader.onFetchRequest(new FetchRequest(2, 0, 1, 0));
    consumer.poll(leader);
    assertThat(consumer.poll(leader)).isEmpty();

    leader.handle(request(2));
    leader.onFetchRequest(new FetchRequest(2, 0, 2, 0));

    assertThat(consumer.poll(leader)).containsExactly(2);
  }
}
