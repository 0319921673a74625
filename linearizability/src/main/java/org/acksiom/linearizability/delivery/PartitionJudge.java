package org.acksiom.linearizability.delivery;

import static org.acksiom.linearizability.delivery.PartitionHistory.NEVER;
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

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.acksiom.linearizability.delivery.PartitionHistory.Result;
import org.acksiom.specs.Anomaly;

/** Holds what a history says of one partition against its final log. */
final class PartitionJudge {
  private static final int NONE = -1;

  private final PartitionHistory partition;
  private final IntFunction<Object> producers;
  private final FinalLog log;
  private final Findings findings;

  /** For each send where the final log has its first copy, by index, or {@link #NONE}. */
  private final int[] first;

  /** Once some send has several copies: for each where its second is, or {@link #NONE}. */
  private int[] second;

  /** And for each of those how many it has. */
  private int[] copies;

  /** Of those that the producer sent later, the next one in the final log, or {@link #NONE}. */
  private final int[] nextAfter;

  /** Of those, the one whose first copy is lowest. */
  private final int[] lowestAfter;

  private PartitionJudge(
      PartitionHistory partition, IntFunction<Object> producers, Findings findings) {
    this.partition = partition;
    this.producers = producers;
    this.log = partition.finalLog();
    this.findings = findings;
    this.first = new int[partition.sends()];
    this.nextAfter = new int[partition.sends()];
    this.lowestAfter = new int[partition.sends()];
  }

  /**
   * Adds the partition's findings; to be called once for a partition.
   *
   * @param producers the producers by their numbers in the history
   * @return whether the final log was reconstructed
   */
  static boolean judge(
      PartitionHistory partition, IntFunction<Object> producers, Findings findings) {
    PartitionJudge judge = new PartitionJudge(partition, producers, findings);
    judge.countCopies();
    judge.lookAhead();
    judge.judgeRecords();
    judge.judgeOffsets();
    judge.judgeSteps();
    return !judge.log.complete();
  }

  private void countCopies() {
    Arrays.fill(first, NONE);
    for (int i = 0; i < log.size(); i++) {
      int r = partition.send(log.place(i));
      if (first[r] == NONE) {
        first[r] = i;
      } else {
        countAgain(r, i);
      }
    }
  }

  /** The offset of the first copy of a record that the log has. */
  private long offset(int r) {
    return log.offset(first[r]);
  }

  private void countAgain(int r, int index) {
    if (second == null) {
      second = new int[partition.sends()];
      copies = new int[partition.sends()];
      Arrays.fill(second, NONE);
    }
    if (second[r] == NONE) {
      second[r] = index;
      copies[r] = 1;
    }
    copies[r]++;
  }

  /**
   * Walks each producer's sends backwards, so that what was sent after a record is known when it is
   * met.
   */
  private void lookAhead() {
    int[] next = new int[partition.producers()];
    int[] lowest = new int[partition.producers()];
    Arrays.fill(next, NONE);
    Arrays.fill(lowest, NONE);
    for (int r = partition.sends() - 1; r >= 0; r--) {
      int producer = partition.producer(r);
      nextAfter[r] = next[producer];
      lowestAfter[r] = lowest[producer];
      if (first[r] != NONE) {
        next[producer] = r;
        if (lowest[producer] == NONE || offset(lowest[producer]) >= offset(r)) {
          lowest[producer] = r;
        }
      }
    }
  }

  private void judgeRecords() {
    for (int r = 0; r < partition.sends(); r++) {
      Result result = partition.result(r);
      if (first[r] != NONE) {
        judgeStored(r, result);
      } else if (misses(r, result)) {
        judgeMissing(r, result);
      }
    }
  }

  /** Whether a record without a copy is known not to be in the log. */
  private boolean misses(int r, Result result) {
    return log.complete()
        || (result == Result.ACKED && partition.ackedOffset(r) <= log.highestOffset());
  }

  private void judgeStored(int r, Result result) {
    if (second != null && second[r] != NONE) {
      find(DUPLICATE, () -> duplicate(r));
    }
    if (result == Result.FAILED) {
      find(PHANTOM, () -> phantom(r));
    }
    if (lowestAfter[r] != NONE && offset(lowestAfter[r]) < offset(r)) {
      find(REORDER, () -> reorder(r, lowestAfter[r]));
    }
  }

  private void judgeMissing(int r, Result result) {
    switch (result) {
      case ACKED -> {
        find(
            ACKED_LOSS,
            () ->
                missing(
                    ACKED_LOSS,
                    r,
                    "%s was acked at offset %d, and %s does not have it",
                    partition.record(r),
                    partition.ackedOffset(r),
                    log.name()));
        if (log.complete() && !partition.everRead(r)) {
          find(
              UNSEEN,
              () ->
                  missing(
                      UNSEEN,
                      r,
                      "%s was acked at offset %d, and no consumer ever read it, nor did the final"
                          + " read",
                      partition.record(r),
                      partition.ackedOffset(r)));
        }
      }
      case COMPLETED ->
          find(
              SILENT_LOSS,
              () ->
                  missing(
                      SILENT_LOSS,
                      r,
                      "%s was completed without a broker's word, and %s does not have it",
                      partition.record(r),
                      log.name()));
      case FAILED ->
          find(
              REPORTED_LOSS,
              () ->
                  missing(
                      REPORTED_LOSS,
                      r,
                      "%s was reported as failed, and %s does not have it",
                      partition.record(r),
                      log.name()));
      case UNKNOWN -> {}
    }
    if (nextAfter[r] != NONE && result != Result.FAILED) {
      find(GAP, () -> gap(r, nextAfter[r]));
    }
  }

  private Finding missing(Anomaly anomaly, int r, String sentence, Object... parts) {
    return finding(
        anomaly.jepsenName(),
        r,
        events(partition.invoked(r), partition.told(r), log.event()),
        sentence,
        parts);
  }

  private Finding duplicate(int r) {
    return finding(
        DUPLICATE.jepsenName(),
        r,
        events(partition.invoked(r), read(first[r]), read(second[r]), log.event()),
        "%s stands %d times in %s, first at offsets %d and %d",
        partition.record(r),
        copies[r],
        log.name(),
        offset(r),
        log.offset(second[r]));
  }

  private Finding phantom(int r) {
    return finding(
        PHANTOM.jepsenName(),
        r,
        events(partition.invoked(r), partition.told(r), read(first[r])),
        "%s was reported as failed, and %s has it at offset %d",
        partition.record(r),
        log.name(),
        offset(r));
  }

  private Finding reorder(int r, int s) {
    return finding(
        within(REORDER, partition.invoked(r), partition.invoked(s)),
        r,
        events(partition.invoked(r), partition.invoked(s), read(first[r]), read(first[s])),
        "%s was sent before %s by producer %s, and %s has it behind, at offset %d after %d",
        partition.record(r),
        partition.record(s),
        producer(r),
        log.name(),
        offset(r),
        offset(s));
  }

  private Finding gap(int r, int s) {
    return finding(
        GAP.jepsenName(),
        r,
        events(partition.invoked(r), partition.invoked(s), read(first[s]), log.event()),
        "%s was sent before %s by producer %s and not reported as failed, and %s has only the"
            + " latter, at offset %d",
        partition.record(r),
        partition.record(s),
        producer(r),
        log.name(),
        offset(s));
  }

  /**
   * Only places that the log does not have, or has beside another at the same offset, can be in
   * dispute.
   */
  private void judgeOffsets() {
    IntList disputed = new IntList();
    for (int place = -partition.otherPlaces(); place < partition.sends(); place++) {
      if (partition.isPlace(place) && !partition.kept(place)) {
        disputed.add(place);
      }
    }
    if (log.complete()) {
      disputed.sort(partition::compareShown);
      for (int i = 0; i < disputed.size(); i++) {
        int place = disputed.get(i);
        if (partition.read(place) != NEVER) {
          find(ROLLED_BACK_READ, () -> rolledBack(place));
        }
      }
    }
    addDisputedInLog(disputed);
    if (disputed.size() > 0) {
      judgeDivergence(disputed);
    }
  }

  /** Adds what the log has at the offsets in dispute, or has twice. */
  private void addDisputedInLog(IntList disputed) {
    IntList kept = new IntList();
    for (int i = 0; i < disputed.size(); i++) {
      int index = log.from(partition.offset(disputed.get(i)));
      if (index != FinalLog.NONE && log.offset(index) == partition.offset(disputed.get(i))) {
        kept.add(log.place(index));
      }
    }
    for (int i = 0; !log.complete() && i < log.size(); i++) {
      if ((i > 0 && log.offset(i - 1) == log.offset(i))
          || (i + 1 < log.size() && log.offset(i + 1) == log.offset(i))) {
        kept.add(log.place(i));
      }
    }
    for (int i = 0; i < kept.size(); i++) {
      disputed.add(kept.get(i));
    }
  }

  /**
   * Finds the offsets at which these places are of two records.
   *
   * @param disputed places, among them all that are at the same offset as another
   */
  private void judgeDivergence(IntList disputed) {
    disputed.sort(partition::compareOffsets);
    IntList firsts = new IntList();
    IntList seconds = new IntList();
    IntList order = new IntList();
    int i = 0;
    while (i < disputed.size()) {
      int first = disputed.get(i);
      int second = first;
      for (; i < disputed.size() && isAt(disputed.get(i), first); i++) {
        if (second == first) {
          second = disputed.get(i);
        }
      }
      if (second != first) {
        order.add(order.size());
        firsts.add(first);
        seconds.add(second);
      }
    }
    order.sort((a, b) -> partition.compareShown(seconds.get(a), seconds.get(b)));
    for (int j = 0; j < order.size(); j++) {
      int pair = order.get(j);
      find(DIVERGENT_OFFSET, () -> divergent(firsts.get(pair), seconds.get(pair)));
    }
  }

  private boolean isAt(int place, int other) {
    return partition.offset(place) == partition.offset(other);
  }

  private Finding divergent(int first, int second) {
    return finding(
        DIVERGENT_OFFSET.jepsenName(),
        partition.send(second),
        events(partition.shown(first), partition.shown(second)),
        "offset %d was seen to have %s, and later %s",
        partition.offset(second),
        partition.record(partition.send(first)),
        partition.record(partition.send(second)));
  }

  private Finding rolledBack(int place) {
    int r = partition.send(place);
    int index = log.from(partition.offset(place));
    return finding(
        partition.result(r) == Result.FAILED ? PHANTOM.jepsenName() : null,
        r,
        events(partition.read(place), log.event()),
        "%s was read at offset %d, where the final log has %s",
        partition.record(r),
        partition.offset(place),
        index != FinalLog.NONE && log.offset(index) == partition.offset(place)
            ? partition.record(partition.send(log.place(index)))
            : "nothing");
  }

  private void judgeSteps() {
    for (int i = 0; i < partition.steps(); i++) {
      int step = i;
      long from = partition.stepFrom(step);
      long to = partition.offset(partition.stepTo(step));
      if (to <= from) {
        find(NONMONOTONIC_READ, () -> nonmonotonic(step));
      } else {
        int skipped = log.from(from + 1);
        if (skipped != FinalLog.NONE && log.offset(skipped) < to) {
          find(SKIPPED_READ, () -> skipped(step, skipped));
        }
      }
    }
  }

  private Finding nonmonotonic(int step) {
    int to = partition.stepTo(step);
    return finding(
        within(NONMONOTONIC_READ, partition.stepFromEvent(step), partition.stepToEvent(step)),
        partition.send(to),
        events(partition.stepFromEvent(step), partition.stepToEvent(step)),
        "consumer %d read offset %d and then, without a seek, offset %d",
        partition.stepConsumer(step),
        partition.stepFrom(step),
        partition.offset(to));
  }

  private Finding skipped(int step, int index) {
    int r = partition.send(log.place(index));
    return finding(
        within(SKIPPED_READ, partition.stepFromEvent(step), partition.stepToEvent(step)),
        r,
        events(partition.stepFromEvent(step), partition.stepToEvent(step), read(index)),
        "consumer %d read offset %d and then offset %d, and passed over %s, which %s has at"
            + " offset %d",
        partition.stepConsumer(step),
        partition.stepFrom(step),
        partition.offset(partition.stepTo(step)),
        partition.record(r),
        log.name(),
        log.offset(index));
  }

  /** The event that first read what the log has at an index. */
  private int read(int index) {
    return partition.read(log.place(index));
  }

  private String producer(int r) {
    return PlainText.of(producers.apply(partition.producerInHistory(r)));
  }

  /** Jepsen's word, which is another one if a single operation shows the anomaly. */
  private static String within(Anomaly anomaly, int event, int other) {
    return event == other ? "int-" + anomaly.jepsenName() : anomaly.jepsenName();
  }

  private static int[] events(int... events) {
    return events;
  }

  private void find(Anomaly anomaly, Supplier<Finding> finding) {
    if (findings.count(anomaly)) {
      findings.list(anomaly, finding.get());
    }
  }

  /**
   * A finding.
   *
   * @param r the send of the record that it is about
   * @param events the evidence, in any order; the same event may be named twice
   * @param sentence the explanation, a format of its {@code parts}
   */
  private Finding finding(
      String jepsenName, int r, int[] events, String sentence, Object... parts) {
    return new Finding(
        partition.key(),
        partition.recordOf(r),
        String.format(Locale.ROOT, sentence, parts),
        Optional.ofNullable(jepsenName),
        IntStream.of(events).sorted().distinct().boxed().toList());
  }
}
