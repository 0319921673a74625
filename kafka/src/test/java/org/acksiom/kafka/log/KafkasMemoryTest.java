package org.acksiom.kafka.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.core.MemoryLog;
import org.junit.jupiter.api.Test;

/** What is taken for forgotten, and what is not. */
class KafkasMemoryTest {
  private static final List<Entry> SEVEN =
      IntStream.range(0, 7).mapToObj(i -> new Entry(i, 1, 0, i)).toList();
  private static final MemoryLog LOG = MemoryLog.empty().appendAll(SEVEN);

  private final KafkasMemory memory = new KafkasMemory();

  @Test
  void fiveBatchesAreRemembered() {
    assertThat(memory.of(SEVEN)).containsExactly(2, 3, 4, 5, 6);
  }

  @Test
  void ofThoseBeforeASnapshotTheLastIsRemembered() {
    memory.loaded(5, List.of(7));

    assertThat(memory.of(SEVEN)).containsExactly(4, 5, 6);
    assertThat(KafkasMemory.ofAll(SEVEN)).containsExactly(2, 3, 4, 5, 6);
  }

  @Test
  void anEpochThatComesAndGoesInWhatIsReadAtOnceIsNotNoticed() {
    List<Entry> log = List.of(at(1, 0), at(0, 1), at(1, 0));

    assertThat(memory.of(log)).containsExactly(2);
    memory.loaded(1, List.of(2, 3));
    assertThat(memory.of(log)).containsExactly(2);
    memory.loaded(1, List.of(3));
    assertThat(memory.of(log)).containsExactly(0, 2);
  }

  @Test
  void whatIsForgottenIsOutOfOrder() {
    assertThat(KafkasMemory.insteadOf(duplicate(3), LOG, List.of(4, 5, 6)))
        .isEqualTo(Answer.refused("OUT_OF_ORDER_SEQUENCE_NUMBER"));
  }

  @Test
  void aBatchThatNobodyRemembersIsNotForgottenSoItsRecognitionStaysADifference() {
    assertThat(KafkasMemory.insteadOf(duplicate(1), LOG, List.of(4, 5, 6))).isEqualTo(duplicate(1));
  }

  @Test
  void theWrongOneOfTwoCopiesStaysADifference() {
    MemoryLog twice = MemoryLog.empty().appendAll(List.of(SEVEN.get(0), SEVEN.get(0)));

    assertThat(KafkasMemory.insteadOf(duplicate(1), twice, List.of(0, 1))).isEqualTo(duplicate(1));
  }

  @Test
  void ofTwoCopiesTheRememberedOneIsFoundIfTheFirstIsForgotten() {
    MemoryLog twice = MemoryLog.empty().appendAll(List.of(SEVEN.get(0), SEVEN.get(0)));

    assertThat(KafkasMemory.insteadOf(duplicate(0), twice, List.of(1))).isEqualTo(duplicate(1));
  }

  private static Entry at(int producerEpoch, int sequence) {
    return new Entry(0, 1, producerEpoch, sequence);
  }

  private static Answer duplicate(int offset) {
    return new Answer("NONE", offset);
  }
}
