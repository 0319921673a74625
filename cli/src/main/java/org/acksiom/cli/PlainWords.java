package org.acksiom.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.acksiom.conformance.Prediction;
import org.acksiom.conformance.Verdict;
import org.acksiom.kafka.replay.Story;
import org.acksiom.specs.Acks;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;

/** A forecast in the words of somebody who runs Kafka and has read nothing of Acksiom. */
final class PlainWords {
  /** Every anomaly, the gravest first. */
  static final List<Anomaly> BY_GRAVITY =
      List.of(
          Anomaly.ACKED_LOSS,
          Anomaly.SILENT_LOSS,
          Anomaly.DUPLICATE,
          Anomaly.REORDER,
          Anomaly.GAP,
          Anomaly.PHANTOM,
          Anomaly.REPORTED_LOSS,
          Anomaly.UNSEEN,
          Anomaly.ROLLED_BACK_READ,
          Anomaly.DIVERGENT_OFFSET,
          Anomaly.NONMONOTONIC_READ,
          Anomaly.SKIPPED_READ);

  private PlainWords() {}

  /**
   * The anomalies that break what a user was promised, the gravest first: loss that nobody was told
   * of, duplicates, disorder. What a failed send leaves behind was told, and is not among them.
   */
  static List<Anomaly> grave(Acks acks) {
    return List.of(
        acks == Acks.NONE ? Anomaly.SILENT_LOSS : Anomaly.ACKED_LOSS,
        Anomaly.DUPLICATE,
        Anomaly.REORDER);
  }

  /** What happens, as a short sentence. */
  static String sentence(Anomaly anomaly) {
    return switch (anomaly) {
      case ACKED_LOSS -> "an acknowledged record is lost";
      case SILENT_LOSS -> "a record is lost without a word";
      case REPORTED_LOSS -> "a failed send's record is lost";
      case DUPLICATE -> "a record is stored twice";
      case PHANTOM -> "a failed send's record is stored";
      case REORDER -> "records are stored out of order";
      case GAP -> "a record is missing before a later one";
      case ROLLED_BACK_READ -> "a record that was read is gone";
      case DIVERGENT_OFFSET -> "two records are seen at one offset";
      case NONMONOTONIC_READ -> "a consumer goes back by itself";
      case SKIPPED_READ -> "a consumer passes over a record";
      case UNSEEN -> "an acknowledged record is never read";
    };
  }

  /** What settings can do, after "can" or "cannot". */
  private static String can(Anomaly anomaly) {
    return switch (anomaly) {
      case ACKED_LOSS -> "lose an acknowledged record";
      case SILENT_LOSS -> "lose a record without a word";
      case DUPLICATE -> "store a record twice";
      case REORDER -> "store records out of order";
      default -> "let it happen that " + sentence(anomaly);
    };
  }

  /**
   * When it can happen. Only if the forecast has all weaker fault models, these faults are to blame
   * for it.
   *
   * @param faults the weakest that are asked about and under which it can happen
   */
  static String condition(Forecast forecast, FaultModel faults) {
    boolean blamed =
        Arrays.stream(FaultModel.values())
            .filter(weaker -> weaker.compareTo(faults) < 0)
            .allMatch(forecast.decided()::contains);
    return blamed ? condition(faults) : "with faults up to " + faults.id();
  }

  private static String condition(FaultModel faults) {
    return switch (faults) {
      case NONE -> "though nothing fails";
      case NETWORK -> "if a request or an answer is lost or late";
      case CRASH -> "if a broker stops and comes back with its log";
      case PARTITION -> "if a broker is cut off";
      case DISK -> "if a broker crashes before its disk has everything";
    };
  }

  private static String whatever(FaultModel faults) {
    return switch (faults) {
      case NONE -> "as long as nothing fails";
      case NETWORK -> "even if requests and answers are lost or late";
      default -> "even " + condition(faults);
    };
  }

  /**
   * The answer: what the settings can do to a record, the gravest first, then what they can't
   * within the bounds, what they can beyond, and what was not asked.
   *
   * @param forecast in which at least one fault model is asked about
   */
  static String answer(Forecast forecast) {
    List<Anomaly> grave = grave(forecast.settings().delivery().acks());
    List<FaultModel> decided = forecast.decided();
    if (decided.isEmpty()) {
      return "Undecided: " + forecast.doubt(forecast.faults().get(0), grave.get(0)) + ".";
    }
    FaultModel strongest = decided.get(decided.size() - 1);
    Map<FaultModel, List<String>> possible = new LinkedHashMap<>();
    List<String> impossible = new ArrayList<>();
    List<String> undecided = new ArrayList<>();
    Map<Story, List<Anomaly>> beyond = new LinkedHashMap<>();
    for (Anomaly anomaly : grave) {
      List<FaultModel> under = forecast.possibleUnder(anomaly);
      if (!under.isEmpty()) {
        possible.computeIfAbsent(under.get(0), weakest -> new ArrayList<>()).add(can(anomaly));
      } else if (forecast.verdict(strongest, anomaly) == Verdict.UNDECIDED) {
        undecided.add(can(anomaly));
      } else {
        impossible.add(can(anomaly));
        forecast
            .beyond(anomaly)
            .ifPresent(
                story -> beyond.computeIfAbsent(story, one -> new ArrayList<>()).add(anomaly));
      }
    }
    List<String> sentences = new ArrayList<>();
    if (!possible.isEmpty()) {
      sentences.add(
          "These settings can "
              + possible.entrySet().stream()
                  .map(
                      cell ->
                          alternatives(cell.getValue()) + " " + condition(forecast, cell.getKey()))
                  .collect(Collectors.joining(", and "))
              + ".");
    }
    if (!impossible.isEmpty()) {
      sentences.add(
          within(forecast)
              + (possible.isEmpty() ? " these settings cannot " : " they cannot ")
              + alternatives(impossible)
              + ", "
              + whatever(strongest)
              + ".");
    }
    beyond.forEach((story, anomalies) -> sentences.add(beyond(story, anomalies)));
    if (!undecided.isEmpty()) {
      sentences.add(
          "Whether they can " + alternatives(undecided) + " is undecided: the budget ran out.");
    }
    if (!decided.contains(FaultModel.DISK)) {
      sentences.add(
          "What a broker that "
              + (decided.contains(FaultModel.CRASH) ? "is cut off" : "stops or is cut off")
              + ", or a disk that loses data, does is not asked here.");
    }
    return String.join(" ", sentences);
  }

  private static String beyond(Story story, List<Anomaly> anomalies) {
    return "Beyond these bounds they can "
        + alternatives(anomalies.stream().map(PlainWords::can).toList())
        + ", "
        + condition(story.setup().faults())
        + ": "
        + shownBy(story)
        + ".";
  }

  /** How to see a story that goes beyond the bounds. */
  static String shownBy(Story story) {
    return "./acksiom replay --story " + story.id() + " --kafka shows it";
  }

  /** How far the models went, as the beginning of a sentence about what is impossible. */
  static String within(Forecast forecast) {
    Bounds bounds = forecast.bounds();
    return String.format(
        Locale.ROOT,
        "Within %d records, %d retry and %d faults",
        bounds.records(),
        bounds.retries(),
        bounds.faults());
  }

  /** The same in the middle of a sentence. */
  static String bounded(Forecast forecast) {
    return within(forecast).replace("Within", "within");
  }

  /** How it was decided: by how many states, and how large the model is. */
  static String bounds(Forecast forecast) {
    List<FaultModel> decided = forecast.decided();
    if (decided.isEmpty()) {
      return "Nothing was decided.";
    }
    FaultModel strongest = decided.get(decided.size() - 1);
    Bounds bounds = forecast.bounds();
    int replicas = forecast.settings().replicationFactor();
    return String.format(
        Locale.ROOT,
        "Decided by TLC, which visited %s (%,d under %s) of a model with %d of %d replicas,"
            + " min.insync.replicas %d, %d records, %d retry and %d faults.",
        forecast.budgetRanOut() ? "no more states than its budget allowed" : "every state",
        forecast.predictions().get(strongest).values().stream()
            .mapToLong(Prediction::distinctStates)
            .max()
            .orElse(0),
        strongest.id(),
        bounds.replicas(),
        replicas,
        ModelSize.of(replicas).modelled(forecast.settings().delivery()).minInsyncReplicas(),
        bounds.records(),
        bounds.retries(),
        bounds.faults());
  }

  private static String alternatives(List<String> phrases) {
    int last = phrases.size() - 1;
    return last == 0
        ? phrases.get(0)
        : String.join(", ", phrases.subList(0, last)) + " or " + phrases.get(last);
  }
}
