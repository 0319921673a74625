package org.acksiom.kafka.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.core.EpochEnd;
import org.acksiom.impl.core.FetchResponse.Diverging;
import org.acksiom.impl.core.FetchResponse.Records;
import org.acksiom.kafka.replay.FetchAnswer.Kind;
import org.junit.jupiter.api.Test;

/** What the simulated leader answers is looked for in what Kafka's answers. */
class FetchAnswerTest {
  @Test
  void anAnswerOfTheSimulatedLeaderIsOneOfKafkasKinds() {
    Entry entry = new Entry(1, 1, 0, 0);
    assertThat(FetchAnswer.of(Optional.empty())).isEqualTo(new FetchAnswer(Kind.EMPTY, 0));
    assertThat(FetchAnswer.of(Optional.of(new Records(List.of(), 1))))
        .isEqualTo(new FetchAnswer(Kind.EMPTY, 0));
    assertThat(FetchAnswer.of(Optional.of(new Records(List.of(entry, entry), 1))))
        .isEqualTo(new FetchAnswer(Kind.RECORDS, 2));
    assertThat(FetchAnswer.of(Optional.of(new Diverging(new EpochEnd(1, 1)))))
        .isEqualTo(new FetchAnswer(Kind.DIVERGING, 0));
  }
}
