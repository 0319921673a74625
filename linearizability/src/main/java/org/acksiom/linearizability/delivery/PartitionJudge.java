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

import java.util.HashMap;
import java.util.Map;
import org.acksiom.specs.Anomaly;

/** Holds what a history says of one partition against its final log. */
final class PartitionJudge {
  private final PartitionHistory partition;
  private final FinalLog log;
  private final Findings findings;

  private PartitionJudge(PartitionHistory partition, Findings findings) {
    this.partition = partition;
    this.log = partition.finalLog();
    this.findings = findings;
  }

  /**
   * Adds the partition's findings; to be called once for a partition.
   *
   * @return whether the final log was reconstructed
   */
  static boolean judge(PartitionHistory partition, Findings findings) {
    PartitionJudge judge = new PartitionJudge(partition, findings);
    judge.countCopies();
    judge.lookAhead();
    judge.judgeRecords();
    judge.judgeOffsets();
    judge.judgeSteps();
    return !judge.log.complete();
  }

  private void countCopies() {
    for (Observation place : log.places()) {
      place.kept = true;
      place.sent.stored(place);
    }
  }

  /**
   * Walks each producer's sends backwards, so that what was sent after a record is known when it is
   * met.
   */
  private void lookAhead() {
    for (Sent latest : partition.latestSends()) {
      Sent next = null;
      Sent lowest = null;
      for (Sent r = latest; r != null; r = r.before) {
        r.nextAfter = next;
        r.lowestAfter = lowest;
        if (r.copies > 0) {
          next = r;
          lowest = lowest != null && lowest.first.offset < r.first.offset ? lowest : r;
        }
      }
    }
  }

  private void judgeRecords() {
    for (Sent r : partition.sends()) {
      if (log.misses(r)) {
        judgeMissing(r);
        if (r.nextAfter != null && r.result != Sent.Result.FAILED) {
          gap(r, r.nextAfter);
        }
      }
      if (r.copies >= 2) {
        find(
            DUPLICATE,
            r,
            events(r.invoked, r.first.read, r.second.read, log.event()),
            "%s stands %d times in %s, first at offsets %d and %d",
            r,
            r.copies,
            log.name(),
            r.first.offset,
            r.second.offset);
      }
      if (r.result == Sent.Result.FAILED && r.copies >= 1) {
        find(
            PHANTOM,
            r,
            events(r.invoked, r.told, r.first.read),
            "%s was reported as failed, and %s has it at offset %d",
            r,
            log.name(),
            r.first.offset);
      }
      if (r.copies >= 1 && r.lowestAfter != null && r.lowestAfter.first.offset < r.first.offset) {
        reordered(r, r.lowestAfter);
      }
    }
  }

  private void judgeMissing(Sent r) {
    int[] events = events(r.invoked, r.told, log.event());
    switch (r.result) {
      case ACKED -> {
        find(
            ACKED_LOSS,
            r,
            events,
            "%s was acked at offset %d, and %s does not have it",
            r,
            r.acked,
            log.name());
        if (log.complete() && !r.read) {
          find(
              UNSEEN,
              r,
              events,
              "%s was acked at offset %d, and no consumer ever read it, nor did the final read",
              r,
              r.acked);
        }
      }
      case COMPLETED ->
          find(
              SILENT_LOSS,
              r,
              events,
              "%s was completed without a broker's word, and %s does not have it",
              r,
              log.name());
      case FAILED ->
          find(
              REPORTED_LOSS,
              r,
              events,
              "%s was reported as failed, and %s does not have it",
              r,
              log.name());
      case UNKNOWN -> {}
    }
  }

  private void reordered(Sent r, Sent s) {
    find(
        REORDER,
        r,
        events(r.invoked, s.invoked, r.first.read, s.first.read),
        "%s was sent before %s by producer %s, and %s has it behind, at offset %d after %d",
        r,
        s,
        PlainText.of(r.producer),
        log.name(),
        r.first.offset,
        s.first.offset);
  }

  private void gap(Sent r, Sent s) {
    find(
        GAP,
        r,
        events(r.invoked, s.invoked, s.first.read, log.event()),
        "%s was sent before %s by producer %s and not reported as failed, and %s has only the"
            + " latter, at offset %d",
        r,
        s,
        PlainText.of(r.producer),
        log.name(),
        s.first.offset);
  }

  private void judgeOffsets() {
    Map<Long, Observation> firsts = new HashMap<>();
    Map<Long, Observation> seconds = new HashMap<>();
    for (Observation place : partition.observations()) {
      Observation first = firsts.putIfAbsent(place.offset, place);
      if (first != null && seconds.putIfAbsent(place.offset, place) == null) {
        find(
            DIVERGENT_OFFSET,
            place.sent,
            events(first.event, place.event),
            "offset %d was seen to have %s, and later %s",
            place.offset,
            first.sent,
            place.sent);
      }
      if (log.complete() && place.read != Observation.NEVER && !place.kept) {
        Observation there = log.from(place.offset);
        find(
            ROLLED_BACK_READ,
            place.sent,
            events(place.read, log.event()),
            "%s was read at offset %d, where the final log has %s",
            place.sent,
            place.offset,
            there != null && there.offset == place.offset ? there.sent : "nothing");
      }
    }
  }

  private void judgeSteps() {
    for (Step step : partition.steps()) {
      if (step.to().offset <= step.from()) {
        find(
            NONMONOTONIC_READ,
            step.to().sent,
            events(step.fromEvent(), step.toEvent()),
            "consumer %d read offset %d and then, without a seek, offset %d",
            step.consumer(),
            step.from(),
            step.to().offset);
        continue;
      }
      Observation skipped = log.from(step.from() + 1);
      if (skipped != null && skipped.offset < step.to().offset) {
        find(
            SKIPPED_READ,
            skipped.sent,
            events(step.fromEvent(), step.toEvent(), skipped.read),
            "consumer %d read offset %d and then offset %d, and passed over %s, which %s has at"
                + " offset %d",
            step.consumer(),
            step.from(),
            step.to().offset,
            skipped.sent,
            log.name(),
            skipped.offset);
      }
    }
  }

  private static int[] events(int... events) {
    return events;
  }

  private void find(Anomaly anomaly, Sent sent, int[] events, String sentence, Object... parts) {
    findings.add(anomaly, partition, sent, events, sentence, parts);
  }
}
