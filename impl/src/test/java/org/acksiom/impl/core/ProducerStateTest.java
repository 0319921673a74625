package org.acksiom.impl.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a log says of an idempotent producer. */
class ProducerStateTest {

  @Test
  void aCachedBatchIsRecognisedAtItsOffset() {
    ProducerState state = ProducerState.of(log(at(0, 0), at(0, 1)));

    assertThat(state.offsetOfDuplicate(request(0, 0))).isZero();
    assertThat(state.offsetOfDuplicate(request(0, 1))).isEqualTo(1);
  }

  @Test
  void anotherSequenceOrEpochIsNoDuplicate() {
    ProducerState state = ProducerState.of(log(at(1, 0)));

    assertThat(state.offsetOfDuplicate(request(1, 1))).isEqualTo(ProduceResponse.NO_OFFSET);
    assertThat(state.offsetOfDuplicate(request(0, 0))).isEqualTo(ProduceResponse.NO_OFFSET);
    assertThat(state.offsetOfDuplicate(request(2, 0))).isEqualTo(ProduceResponse.NO_OFFSET);
  }

  @Test
  void theNextSequenceMayFollow() {
    assertThat(ProducerState.of(log(at(0, 0), at(0, 1))).check(request(0, 2)))
        .isEqualTo(ErrorCode.NONE);
  }

  @Test
  void afterTheLargestSequenceComesZero() {
    ProducerState state = ProducerState.of(log(at(0, Integer.MAX_VALUE)));

    assertThat(state.check(request(0, 0))).isEqualTo(ErrorCode.NONE);
    assertThat(state.check(request(0, 1))).isEqualTo(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
  }

  @Test
  void aGapIsRefused() {
    assertThat(ProducerState.of(log(at(0, 0))).check(request(0, 2)))
        .isEqualTo(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
  }

  @Test
  void aSequenceThatIsTooOldToBeRecognisedIsRefused() {
    assertThat(ProducerState.of(log(at(0, 3))).check(request(0, 2)))
        .isEqualTo(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
  }

  @Test
  void anOldEpochIsRefusedEvenWithTheSequenceThatWouldFollow() {
    assertThat(ProducerState.of(log(at(1, 0))).check(request(0, 1)))
        .isEqualTo(ErrorCode.INVALID_PRODUCER_EPOCH);
  }

  @Test
  void aNewEpochBeginsAtZero() {
    ProducerState state = ProducerState.of(log(at(0, 0)));

    assertThat(state.check(request(1, 0))).isEqualTo(ErrorCode.NONE);
    assertThat(state.check(request(1, 1))).isEqualTo(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
  }

  @Test
  @Tag("C7")
  void aProducerThatTheLogDoesNotKnowMayBeginAtAnySequence() {
    assertThat(ProducerState.of(log()).check(request(0, 4))).isEqualTo(ErrorCode.NONE);
    assertThat(ProducerState.of(log(new Entry(1, 0, 0, Entry.NO_SEQUENCE))).check(request(0, 4)))
        .isEqualTo(ErrorCode.NONE);
  }

  @Test
  void theFifthBatchFromTheEndIsRecognisedAndTheSixthIsNot() {
    ProducerState state =
        ProducerState.of(log(at(0, 0), at(0, 1), at(0, 2), at(0, 3), at(0, 4), at(0, 5)));

    assertThat(state.offsetOfDuplicate(request(0, 1))).isEqualTo(1);
    assertThat(state.offsetOfDuplicate(request(0, 0))).isEqualTo(ProduceResponse.NO_OFFSET);
    assertThat(state.check(request(0, 0))).isEqualTo(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
  }

  @Test
  void batchesOfAnOlderEpochAreForgotten() {
    ProducerState state = ProducerState.of(log(at(0, 0), at(0, 1), at(1, 0)));

    assertThat(state.offsetOfDuplicate(request(0, 1))).isEqualTo(ProduceResponse.NO_OFFSET);
    assertThat(state.offsetOfDuplicate(request(1, 0))).isEqualTo(2);
  }

  @Test
  void entriesOfOtherProducersAreNotCounted() {
    Entry other = new Entry(9, 0, 0, Entry.NO_SEQUENCE);
    ProducerState state = ProducerState.of(log(at(0, 0), other, other, other, other, at(0, 1)));

    assertThat(state.offsetOfDuplicate(request(0, 0))).isZero();
    assertThat(state.check(request(0, 2))).isEqualTo(ErrorCode.NONE);
  }

  @Test
  void ofTwoCopiesTheFirstIsRecognised() {
    assertThat(ProducerState.of(log(at(0, 0), at(0, 0))).offsetOfDuplicate(request(0, 0))).isZero();
  }

  private static Log log(Entry... entries) {
    return MemoryLog.empty().appendAll(List.of(entries));
  }

  private static Entry at(int producerEpoch, int sequence) {
    return new Entry(1, 0, producerEpoch, sequence);
  }

  private static ProduceRequest request(int producerEpoch, int sequence) {
    return new ProduceRequest(1, producerEpoch, sequence);
  }
}
