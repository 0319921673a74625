package org.acksiom.impl.core;

import static org.acksiom.impl.core.Stage.entry;
import static org.acksiom.impl.core.Stage.logOfEpochs;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A log keeps entries by offset, and knows where its leader epochs end. */
class LogTest {

  @Test
  void emptyLogHasNoEpochAndEndsAtZero() {
    Log log = MemoryLog.empty();

    assertThat(log.endOffset()).isZero();
    assertThat(log.lastEpoch()).isEqualTo(-1);
    assertThat(log.endOfEpoch(7)).isEqualTo(new EpochEnd(-1, 0));
    assertThat(log.from(0)).isEmpty();
  }

  @Test
  void appendedEntryGetsTheEndOffset() {
    Log log = logOfEpochs(0, 0).append(entry(3, 1));

    assertThat(log.endOffset()).isEqualTo(3);
    assertThat(log.entry(2)).isEqualTo(entry(3, 1));
    assertThat(log.lastEpoch()).isEqualTo(1);
  }

  @Test
  void readsFromAnOffsetToTheEnd() {
    assertThat(logOfEpochs(0, 1, 1).from(1)).containsExactly(entry(2, 1), entry(3, 1));
    assertThat(logOfEpochs(0).from(1)).isEmpty();
  }

  @Test
  void anEpochEndsAfterItsLastEntry() {
    assertThat(logOfEpochs(0, 0, 2).endOfEpoch(0)).isEqualTo(new EpochEnd(0, 2));
    assertThat(logOfEpochs(0, 0, 2).endOfEpoch(2)).isEqualTo(new EpochEnd(2, 3));
  }

  @Test
  void anUnknownEpochIsAnsweredWithTheLargestBelowIt() {
    assertThat(logOfEpochs(0, 0, 2, 5).endOfEpoch(4)).isEqualTo(new EpochEnd(2, 3));
    assertThat(logOfEpochs(0, 0, 2, 5).endOfEpoch(9)).isEqualTo(new EpochEnd(5, 4));
  }

  @Test
  void anEpochBelowAllOthersEndsAtZero() {
    assertThat(logOfEpochs(3).endOfEpoch(2)).isEqualTo(new EpochEnd(-1, 0));
  }

  @Test
  void truncationKeepsWhatIsBelowTheOffset() {
    assertThat(logOfEpochs(0, 1, 2).truncatedTo(1)).isEqualTo(logOfEpochs(0));
    assertThat(logOfEpochs(0).truncatedTo(5)).isEqualTo(logOfEpochs(0));
  }

  @Test
  void aLogStaysAsItIsWhenAnotherIsMadeOfIt() {
    Log log = logOfEpochs(0, 1);

    assertThat(log.append(entry(3, 1))).isEqualTo(logOfEpochs(0, 1, 1)).isNotEqualTo(log);
    assertThat(log.appendAll(List.of())).isEqualTo(log);
    assertThat(log.truncatedTo(1)).isNotEqualTo(log);

    assertThat(log).isEqualTo(logOfEpochs(0, 1)).hasSameHashCodeAs(logOfEpochs(0, 1));
  }

  @Test
  void anEntryThatWasTruncatedMakesNoDifference() {
    Log log = logOfEpochs(0, 1).truncatedTo(1);

    assertThat(log).isEqualTo(logOfEpochs(0)).hasSameHashCodeAs(logOfEpochs(0));
    assertThat(log.toString()).isEqualTo(logOfEpochs(0).toString());
  }
}
