package org.acksiom.linearizability.delivery;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.acksiom.linearizability.delivery.Facts.ReadFact;
import org.acksiom.linearizability.delivery.Facts.Result;
import org.acksiom.linearizability.delivery.Facts.Seen;
import org.acksiom.linearizability.delivery.Facts.SendFact;
import org.acksiom.specs.Anomaly;

/** The definitions once more, word by word, each by looking through everything. */
final class NaiveJudge {
  private final Facts facts;
  private final Map<Anomaly, List<String>> found = new EnumMap<>(Anomaly.class);

  private NaiveJudge(Facts facts) {
    this.facts = facts;
  }

  /** Per anomaly the findings as {@code partition:record}, sorted. */
  static Map<Anomaly, List<String>> judge(Facts facts) {
    NaiveJudge judge = new NaiveJudge(facts);
    for (SendFact r : facts.sends) {
      judge.judge(r);
    }
    judge.divergentOffsets();
    judge.rolledBackReads();
    judge.steps();
    judge.found.values().forEach(records -> records.sort(null));
    return judge.found;
  }

  private void judge(SendFact r) {
    boolean missing = missing(r);
    when(missing && r.result == Result.ACKED, Anomaly.ACKED_LOSS, r.partition, r.record);
    when(missing && r.result == Result.COMPLETED, Anomaly.SILENT_LOSS, r.partition, r.record);
    when(missing && r.result == Result.FAILED, Anomaly.REPORTED_LOSS, r.partition, r.record);
    when(copies(r) >= 2, Anomaly.DUPLICATE, r.partition, r.record);
    when(copies(r) >= 1 && r.result == Result.FAILED, Anomaly.PHANTOM, r.partition, r.record);
    boolean overtaken = false;
    boolean gap = false;
    for (SendFact s : facts.sends) {
      boolean after =
          facts.sends.indexOf(s) > facts.sends.indexOf(r)
              && s.producer.equals(r.producer)
              && s.partition == r.partition;
      if (after && copies(s) > 0) {
        overtaken |= copies(r) > 0 && firstCopy(s) < firstCopy(r);
        gap |= missing && r.result != Result.FAILED;
      }
    }
    when(overtaken, Anomaly.REORDER, r.partition, r.record);
    when(gap, Anomaly.GAP, r.partition, r.record);
    boolean read =
        facts.reads.stream()
                .anyMatch(f -> f.partition() == r.partition && f.place().record().equals(r.record))
            || facts.finalReads.getOrDefault(r.partition, List.of()).stream()
                .anyMatch(place -> place.record().equals(r.record));
    when(
        r.result == Result.ACKED && !read && facts.finalReads.containsKey(r.partition),
        Anomaly.UNSEEN,
        r.partition,
        r.record);
  }

  private void divergentOffsets() {
    TreeSet<String> diverged = new TreeSet<>();
    for (int j = 0; j < facts.seen.size(); j++) {
      Seen later = facts.seen.get(j);
      boolean disagrees = false;
      for (Seen earlier : facts.seen.subList(0, j)) {
        disagrees |=
            earlier.partition() == later.partition()
                && earlier.place().offset() == later.place().offset()
                && !earlier.place().record().equals(later.place().record());
      }
      String offset = later.partition() + "@" + later.place().offset();
      when(
          disagrees && diverged.add(offset),
          Anomaly.DIVERGENT_OFFSET,
          later.partition(),
          later.place().record());
    }
  }

  private void rolledBackReads() {
    facts.reads.stream()
        .filter(read -> facts.finalReads.containsKey(read.partition()))
        .filter(read -> !facts.finalReads.get(read.partition()).contains(read.place()))
        .map(read -> new Seen(read.partition(), read.place()))
        .distinct()
        .forEach(
            read -> when(true, Anomaly.ROLLED_BACK_READ, read.partition(), read.place().record()));
  }

  private void steps() {
    for (int j = 0; j < facts.reads.size(); j++) {
      for (int i = j - 1; i >= 0; i--) {
        ReadFact from = facts.reads.get(i);
        ReadFact to = facts.reads.get(j);
        if (from.consumer() == to.consumer() && from.partition() == to.partition()) {
          if (from.seeks() == to.seeks()) {
            step(from, to);
          }
          break;
        }
      }
    }
  }

  private void step(ReadFact from, ReadFact to) {
    when(
        to.place().offset() <= from.place().offset(),
        Anomaly.NONMONOTONIC_READ,
        to.partition(),
        to.place().record());
    for (long o = from.place().offset() + 1; o < to.place().offset(); o++) {
      for (Seen seen : facts.seen) {
        if (seen.partition() == to.partition()
            && seen.place().offset() == o
            && finalLog(to.partition()).contains(seen.place())) {
          when(true, Anomaly.SKIPPED_READ, to.partition(), seen.place().record());
          return;
        }
      }
    }
  }

  private boolean missing(SendFact r) {
    if (copies(r) > 0) {
      return false;
    }
    return facts.finalReads.containsKey(r.partition)
        || (r.result == Result.ACKED
            && finalLog(r.partition).stream().anyMatch(place -> place.offset() >= r.offset));
  }

  private long copies(SendFact r) {
    return finalLog(r.partition).stream()
        .filter(place -> place.record().equals(r.record))
        .map(Stored::offset)
        .distinct()
        .count();
  }

  private long firstCopy(SendFact r) {
    return finalLog(r.partition).stream()
        .filter(place -> place.record().equals(r.record))
        .mapToLong(Stored::offset)
        .min()
        .orElseThrow();
  }

  private List<Stored> finalLog(long partition) {
    return facts.finalReads.containsKey(partition)
        ? facts.finalReads.get(partition)
        : facts.reads.stream()
            .filter(read -> read.partition() == partition)
            .map(ReadFact::place)
            .toList();
  }

  private void when(boolean holds, Anomaly anomaly, long partition, Object record) {
    if (holds) {
      found.computeIfAbsent(anomaly, a -> new ArrayList<>()).add(partition + ":" + record);
    }
  }
}
