package org.acksiom.linearizability.delivery;

import static org.acksiom.specs.Anomaly.ACKED_LOSS;
import static org.acksiom.specs.Anomaly.DIVERGENT_OFFSET;
import static org.acksiom.specs.Anomaly.DUPLICATE;
import static org.acksiom.specs.Anomaly.GAP;
import static org.acksiom.specs.Anomaly.NONMONOTONIC_READ;
import static org.acksiom.specs.Anomaly.PHANTOM;
import static org.acksiom.specs.Anomaly.REORDER;
import static org.acksiom.specs.Anomaly.REPORTED_LOSS;
import static org.acksiom.specs.Anomaly.ROLLED_BACK_READ;
import static org.acksiom.specs.Anomaly.SILENT_LOSS;
import static org.acksiom.specs.Anomaly.SKIPPED_READ;
import static org.acksiom.specs.Anomaly.UNSEEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acksiom.specs.Anomaly;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * For each anomaly a story that has it and nothing else that it need not have, and stories that
 * come close.
 */
class AnomalyStoriesTest {

  private static Story story() {
    return new Story();
  }

  private static void assertFinding(
      Story story, Anomaly anomaly, String record, String explanation, Integer... events) {
    assertThat(story.finding(anomaly))
        .isEqualTo(
            new Finding(
                Story.PARTITION,
                record,
                explanation,
                Optional.ofNullable(anomaly.jepsenName()),
                List.of(events)));
  }

  @Test
  void aPerfectLogHasNoAnomaly() {
    Story story =
        story().acked("a", 0).acked("b", 1).assigned().polled("0:a", "1:b").finalRead("0:a", "1:b");
    assertThat(story.report())
        .isEqualTo(new DeliveryReport(Map.of(), Map.of(), 5, 1, 0, Optional.empty()));
  }

  @Test
  void aLogThatWasNeverUsedHasNoAnomaly() {
    assertThat(story().finalRead().anomalies()).isEmpty();
    assertThat(story().anomalies()).isEmpty();
  }

  @Nested
  class Loss {
    @Test
    @Tag("ACKED_LOSS")
    @Tag("UNSEEN")
    void anAckedRecordThatIsNotInTheFinalLogIsAnAckedLossAndUnseen() {
      Story story = story().acked("a", 0).finalRead();
      assertThat(story.anomalies()).containsExactly(ACKED_LOSS, UNSEEN);
      assertFinding(
          story,
          ACKED_LOSS,
          "a",
          "\"a\" was acked at offset 0, and the final log does not have it",
          0,
          1,
          3);
      assertFinding(
          story,
          UNSEEN,
          "a",
          "\"a\" was acked at offset 0, and no consumer ever read it, nor did the final read",
          0,
          1,
          3);
    }

    @Test
    void anAckedRecordThatWasReadBeforeItWasLostIsNotUnseen() {
      assertThat(story().acked("a", 0).polled("0:a").finalRead().anomalies())
          .containsExactly(ACKED_LOSS, ROLLED_BACK_READ);
    }

    @Test
    void anAckedRecordThatOnlyTheFinalReadSawIsNotUnseen() {
      assertThat(story().acked("a", 0).finalRead("0:a").anomalies()).isEmpty();
    }

    @Test
    void anAckedRecordAtAnotherOffsetThanAckedIsNotLost() {
      assertThat(story().acked("a", 0).finalRead("4:a").anomalies()).isEmpty();
    }

    @Test
    void withoutAFinalReadAnAckedRecordBelowTheHighestOffsetReadIsLost() {
      Story story = story().acked("a", 0).ackedOf("other", "b", 1).polled("1:b");
      assertThat(story.anomalies()).containsExactly(ACKED_LOSS);
      assertFinding(
          story,
          ACKED_LOSS,
          "a",
          "\"a\" was acked at offset 0, and the log as it was read does not have it",
          0,
          1,
          5);
    }

    @Test
    void withoutAFinalReadAnAckedRecordAboveTheHighestOffsetReadMayYetBeRead() {
      assertThat(story().acked("a", 0).acked("b", 1).polled("0:a").anomalies()).isEmpty();
      assertThat(story().acked("a", 0).anomalies()).isEmpty();
    }

    @Test
    void withoutAFinalReadAnAckedRecordIsLostIfAnotherIsReadInItsPlace() {
      assertThat(story().acked("a", 0).ackedOf("other", "b", 0).polled("0:b").anomalies())
          .containsExactly(ACKED_LOSS, DIVERGENT_OFFSET);
    }

    @Test
    @Tag("SILENT_LOSS")
    void aRecordCompletedWithoutABrokersWordIsASilentLoss() {
      Story story = story().completed("a").finalRead();
      assertThat(story.anomalies()).containsExactly(SILENT_LOSS);
      assertFinding(
          story,
          SILENT_LOSS,
          "a",
          "\"a\" was completed without a broker's word, and the final log does not have it",
          0,
          1,
          3);
    }

    @Test
    void aCompletedRecordThatIsInTheFinalLogIsNoLoss() {
      assertThat(story().completed("a").finalRead("0:a").anomalies()).isEmpty();
    }

    @Test
    void withoutAFinalReadOnlyAnAckTellsWhereARecordShouldBe() {
      assertThat(story().completed("a").failed("b").acked("c", 2).polled("2:c").anomalies())
          .isEmpty();
    }

    @Test
    @Tag("REPORTED_LOSS")
    void aFailedRecordThatIsNotInTheFinalLogIsAReportedLoss() {
      Story story = story().failed("a").finalRead();
      assertThat(story.anomalies()).containsExactly(REPORTED_LOSS);
      assertFinding(
          story,
          REPORTED_LOSS,
          "a",
          "\"a\" was reported as failed, and the final log does not have it",
          0,
          1,
          3);
    }

    @Test
    void aRecordOfUnknownResultMayBeMissing() {
      assertThat(story().unknown("a").pending("b").finalRead().anomalies()).isEmpty();
    }
  }

  @Nested
  class Copies {
    @Test
    @Tag("DUPLICATE")
    void aRecordAtTwoOffsetsIsADuplicate() {
      Story story = story().acked("a", 1).finalRead("0:a", "1:a");
      assertThat(story.anomalies()).containsExactly(DUPLICATE);
      assertFinding(
          story,
          DUPLICATE,
          "a",
          "\"a\" stands 2 times in the final log, first at offsets 0 and 1",
          0,
          3);
    }

    @Test
    void manyCopiesAreOneFinding() {
      assertFinding(
          story().acked("a", 1).finalRead("0:a", "1:a", "2:a"),
          DUPLICATE,
          "a",
          "\"a\" stands 3 times in the final log, first at offsets 0 and 1",
          0,
          3);
    }

    @Test
    void aDuplicateIsFoundWhateverTheResult() {
      assertThat(story().unknown("a").finalRead("0:a", "1:a").anomalies())
          .containsExactly(DUPLICATE);
      assertThat(story().failed("a").finalRead("0:a", "1:a").anomalies())
          .containsExactly(DUPLICATE, PHANTOM);
    }

    @Test
    void aRecordReadTwiceAtOneOffsetIsNoDuplicate() {
      assertThat(story().acked("a", 0).polled("0:a").polledBy(2, "0:a").anomalies()).isEmpty();
    }

    @Test
    void withoutAFinalReadADuplicateIsSeenByDifferentConsumers() {
      assertThat(story().acked("a", 0).polled("0:a").polledBy(2, "1:a").anomalies())
          .containsExactly(DUPLICATE);
    }

    @Test
    void aCopyThatWasRolledBackIsNoDuplicate() {
      assertThat(story().acked("a", 1).polled("0:a").finalRead("1:a").anomalies())
          .containsExactly(ROLLED_BACK_READ);
    }

    @Test
    @Tag("PHANTOM")
    void aFailedRecordInTheFinalLogIsAPhantom() {
      Story story = story().failed("a").finalRead("3:a");
      assertThat(story.anomalies()).containsExactly(PHANTOM);
      assertFinding(
          story,
          PHANTOM,
          "a",
          "\"a\" was reported as failed, and the final log has it at offset 3",
          0,
          1,
          3);
    }

    @Test
    void withoutAFinalReadAFailedRecordThatWasReadIsAPhantom() {
      assertThat(story().failed("a").polled("3:a").anomalies()).containsExactly(PHANTOM);
    }

    @Test
    void aRecordOfUnknownResultInTheFinalLogIsNoPhantom() {
      assertThat(story().unknown("a").pending("b").finalRead("0:a", "1:b").anomalies()).isEmpty();
    }
  }

  @Nested
  class Order {
    @Test
    @Tag("REORDER")
    void aLaterSendThatIsStoredFirstIsAReorder() {
      Story story = story().acked("a", 1).acked("b", 0).finalRead("0:b", "1:a");
      assertThat(story.anomalies()).containsExactly(REORDER);
      assertFinding(
          story,
          REORDER,
          "a",
          "\"a\" was sent before \"b\" by producer \"producer\", and the final log has it behind,"
              + " at offset 1 after 0",
          0,
          2,
          5);
    }

    @Test
    void sendsOfDifferentProducersHaveNoOrder() {
      assertThat(story().acked("a", 1).ackedOf("other", "b", 0).finalRead("0:b", "1:a").anomalies())
          .isEmpty();
    }

    @Test
    void onlyTheFirstCopiesAreCompared() {
      assertThat(story().acked("a", 0).acked("b", 1).finalRead("0:a", "1:b", "2:a").anomalies())
          .containsExactly(DUPLICATE);
    }

    @Test
    void aRecordThatWasReportedAsFailedCanBeReorderedToo() {
      assertThat(story().failed("a").acked("b", 0).finalRead("0:b", "1:a").anomalies())
          .containsExactly(PHANTOM, REORDER);
    }

    @Test
    void eachOvertakenRecordIsOneFinding() {
      Story story =
          story().acked("a", 2).acked("b", 1).acked("c", 0).finalRead("0:c", "1:b", "2:a");
      assertThat(story.report().counts()).containsExactly(Map.entry(REORDER, 2L));
    }

    @Test
    void aRecordCanBeOvertakenByOneThatIsNotTheNext() {
      Story story =
          story().acked("a", 1).acked("b", 2).acked("c", 0).finalRead("0:c", "1:a", "2:b");
      assertThat(story.report().counts()).containsExactly(Map.entry(REORDER, 2L));
    }

    @Test
    @Tag("GAP")
    void aRecordMissingBeforeALaterOneIsAGap() {
      Story story = story().acked("a", 0).acked("b", 0).finalRead("0:b");
      assertThat(story.anomalies()).containsExactly(ACKED_LOSS, GAP, DIVERGENT_OFFSET, UNSEEN);
      assertFinding(
          story,
          GAP,
          "a",
          "\"a\" was sent before \"b\" by producer \"producer\" and not reported as failed, and the"
              + " final log has only the latter, at offset 0",
          0,
          2,
          5);
    }

    @Test
    void aFailedRecordLeavesNoGap() {
      assertThat(story().failed("a").acked("b", 0).finalRead("0:b").anomalies())
          .containsExactly(REPORTED_LOSS);
    }

    @Test
    void anUnknownResultDoesNotExcuseAGap() {
      assertThat(story().unknown("a").acked("b", 0).finalRead("0:b").anomalies())
          .containsExactly(GAP);
      assertThat(story().pending("a").acked("b", 0).finalRead("0:b").anomalies())
          .containsExactly(GAP);
    }

    @Test
    void aMissingRecordAtTheEndIsNoGap() {
      assertThat(story().acked("a", 0).unknown("b").finalRead("0:a").anomalies()).isEmpty();
    }

    @Test
    void aMissingRecordOfAnotherProducerIsNoGap() {
      assertThat(story().unknown("a").ackedOf("other", "b", 0).finalRead("0:b").anomalies())
          .isEmpty();
    }

    @Test
    void withoutAFinalReadAGapNeedsAnAck() {
      assertThat(story().unknown("a").acked("b", 1).polled("1:b").anomalies()).isEmpty();
      assertThat(story().acked("a", 0).acked("b", 1).polled("1:b").anomalies())
          .containsExactly(ACKED_LOSS, GAP);
    }
  }

  @Nested
  class Reads {
    @Test
    @Tag("ROLLED_BACK_READ")
    void aReadWhereTheFinalLogHasNothingIsRolledBack() {
      Story story = story().unknown("a").polled("0:a").finalRead();
      assertThat(story.anomalies()).containsExactly(ROLLED_BACK_READ);
      assertFinding(
          story,
          ROLLED_BACK_READ,
          "a",
          "\"a\" was read at offset 0, where the final log has nothing",
          3,
          5);
    }

    @Test
    void aReadWhereTheFinalLogHasSomethingElseIsRolledBackAndDivergent() {
      Story story = story().unknown("a").ackedOf("other", "b", 0).polled("0:a").finalRead("0:b");
      assertThat(story.anomalies()).containsExactly(ROLLED_BACK_READ, DIVERGENT_OFFSET);
      assertFinding(
          story,
          ROLLED_BACK_READ,
          "a",
          "\"a\" was read at offset 0, where the final log has \"b\"",
          5,
          7);
    }

    @Test
    void theSameReadByTwoConsumersIsRolledBackOnce() {
      Story story = story().unknown("a").polled("0:a").polledBy(2, "0:a").finalRead();
      assertThat(story.report().counts()).containsExactly(Map.entry(ROLLED_BACK_READ, 1L));
      assertThat(story.finding(ROLLED_BACK_READ).events()).containsExactly(3, 7);
    }

    @Test
    void anEarlierFinalReadIsARead() {
      assertThat(story().unknown("a").finalRead("0:a").finalRead().anomalies())
          .containsExactly(ROLLED_BACK_READ);
    }

    @Test
    void anAckThatTheFinalLogContradictsWasNotRead() {
      assertThat(story().acked("a", 0).finalRead().anomalies()).doesNotContain(ROLLED_BACK_READ);
    }

    @Test
    void withoutAFinalReadNothingIsKnownToBeRolledBack() {
      assertThat(story().unknown("a").unknown("b").polled("0:a").polledBy(2, "0:b").anomalies())
          .containsExactly(DIVERGENT_OFFSET);
    }

    @Test
    @Tag("DIVERGENT_OFFSET")
    void twoReadsThatDisagreeOnAnOffsetDiverge() {
      Story story = story().unknown("a").unknown("b").polled("0:a").polledBy(2, "0:b");
      assertFinding(
          story, DIVERGENT_OFFSET, "b", "offset 0 was seen to have \"a\", and later \"b\"", 5, 7);
    }

    @Test
    void anOffsetDivergesOnce() {
      Story story = story().acked("a", 0).acked("b", 0).acked("c", 0);
      assertThat(story.report().counts()).containsExactly(Map.entry(DIVERGENT_OFFSET, 1L));
    }

    @Test
    void twoAcksThatDisagreeOnAnOffsetDiverge() {
      assertThat(story().acked("a", 0).acked("b", 0).anomalies()).containsExactly(DIVERGENT_OFFSET);
    }

    @Test
    void anAckAndAReadThatAgreeOnAnOffsetDoNotDiverge() {
      assertThat(story().acked("a", 0).polled("0:a").anomalies()).isEmpty();
    }

    @Test
    void aRecordAtAnotherOffsetThanAckedIsNoDivergence() {
      assertThat(story().acked("a", 0).polled("1:a").anomalies()).doesNotContain(DIVERGENT_OFFSET);
    }
  }

  @Nested
  class Steps {
    private Story twoStored() {
      return story().acked("a", 0).acked("b", 1).acked("c", 2);
    }

    @Test
    @Tag("NONMONOTONIC_READ")
    void aConsumerThatReadsALowerOffsetIsNonmonotonic() {
      Story story = twoStored().polled("0:a", "1:b").polled("0:a");
      assertThat(story.anomalies()).containsExactly(NONMONOTONIC_READ);
      assertFinding(
          story,
          NONMONOTONIC_READ,
          "a",
          "consumer 1 read offset 1 and then, without a seek, offset 0",
          7,
          9);
    }

    @Test
    void aConsumerThatReadsTheSameOffsetAgainIsNonmonotonic() {
      assertThat(twoStored().polled("0:a").polled("0:a").anomalies())
          .containsExactly(NONMONOTONIC_READ);
    }

    @Test
    void aPollIsSteppedThroughToo() {
      Story story = twoStored().polled("0:a", "1:b", "0:a");
      assertThat(story.anomalies()).containsExactly(NONMONOTONIC_READ);
      assertThat(story.finding(NONMONOTONIC_READ).events()).containsExactly(7);
    }

    @Test
    void aConsumerWhosePositionIsChosenAnewMayGoBack() {
      assertThat(twoStored().polled("0:a", "1:b").assigned().polled("0:a").anomalies()).isEmpty();
    }

    @Test
    void anotherConsumerReadsFromTheStart() {
      assertThat(twoStored().polled("0:a", "1:b").polledBy(2, "0:a").anomalies()).isEmpty();
    }

    @Test
    void aFinalReadIsNoStepOfItsConsumer() {
      assertThat(twoStored().polled("0:a", "1:b", "2:c").finalRead("0:a", "1:b", "2:c").anomalies())
          .isEmpty();
    }

    @Test
    @Tag("SKIPPED_READ")
    void aConsumerThatPassesOverARecordSkipsIt() {
      Story story = twoStored().polled("0:a").polled("2:c").finalRead("0:a", "1:b", "2:c");
      assertThat(story.anomalies()).containsExactly(SKIPPED_READ);
      assertFinding(
          story,
          SKIPPED_READ,
          "b",
          "consumer 1 read offset 0 and then offset 2, and passed over \"b\", which the final log"
              + " has at offset 1",
          7,
          9,
          11);
    }

    @Test
    void withoutAFinalReadWhatAnotherConsumerReadIsSkipped() {
      assertThat(twoStored().polled("0:a", "2:c").polledBy(2, "1:b").anomalies())
          .containsExactly(SKIPPED_READ);
    }

    @Test
    void anOffsetWithoutARecordIsNotSkipped() {
      assertThat(
              story()
                  .acked("a", 0)
                  .acked("b", 2)
                  .polled("0:a", "2:b")
                  .finalRead("0:a", "2:b")
                  .anomalies())
          .isEmpty();
    }

    @Test
    void aRecordThatWasRolledBackIsNotSkipped() {
      assertThat(
              twoStored()
                  .polledBy(2, "1:b")
                  .polled("0:a", "2:c")
                  .finalRead("0:a", "2:c")
                  .anomalies())
          .doesNotContain(SKIPPED_READ);
    }

    @Test
    void aConsumerMayBeginAnywhere() {
      assertThat(twoStored().polled("2:c").finalRead("0:a", "1:b", "2:c").anomalies()).isEmpty();
    }

    @Test
    void aConsumerWhosePositionIsChosenAnewMayGoAhead() {
      assertThat(
              twoStored()
                  .polled("0:a")
                  .assigned()
                  .polled("2:c")
                  .finalRead("0:a", "1:b", "2:c")
                  .anomalies())
          .isEmpty();
    }
  }
}
