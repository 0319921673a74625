package org.acksiom.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.acksiom.cli.Remedy.Change;
import org.acksiom.conformance.Verdict;
import org.acksiom.kafka.settings.Setting;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;

/**
 * The anomalies that the user forbids, held against a forecast.
 *
 * @param forecast with a remedy for each that is possible, under the strongest fault model
 * @param anomalies the forbidden ones
 * @param undecidable whether fault models that are not decided count as undecided: where the user
 *     asked about them by name
 */
record Forbidding(Forecast forecast, Set<Anomaly> anomalies, boolean undecidable) {

  /** The anomalies that the user is told of in full: the forbidden, or the gravest if none is. */
  Set<Anomaly> concern() {
    return anomalies.isEmpty()
        ? Set.copyOf(PlainWords.grave(forecast.settings().delivery().acks()))
        : anomalies;
  }

  /** The forbidden anomalies that are possible, the gravest first. */
  List<Anomaly> possible() {
    return PlainWords.BY_GRAVITY.stream()
        .filter(anomalies::contains)
        .filter(anomaly -> !forecast.possibleUnder(anomaly).isEmpty())
        .toList();
  }

  /** The forbidden anomalies that nobody knows to be impossible, the gravest first. */
  List<Anomaly> undecided() {
    return PlainWords.BY_GRAVITY.stream()
        .filter(anomalies::contains)
        .filter(anomaly -> forecast.possibleUnder(anomaly).isEmpty())
        .filter(anomaly -> !undecidedUnder(anomaly).isEmpty())
        .toList();
  }

  /** The fault models under which it is undecided. */
  List<FaultModel> undecidedUnder(Anomaly anomaly) {
    return (undecidable ? forecast.faults() : forecast.decided())
        .stream().filter(model -> forecast.verdict(model, anomaly) == Verdict.UNDECIDED).toList();
  }

  ExitCode exitCode() {
    if (!possible().isEmpty()) {
      return ExitCode.VIOLATED;
    }
    return undecided().isEmpty() ? ExitCode.HOLDS : ExitCode.UNDECIDED;
  }

  /** The remedy against one that is possible, under the strongest fault model where it is. */
  Remedy remedy(Anomaly anomaly) {
    List<FaultModel> under = forecast.possibleUnder(anomaly);
    return forecast.remedy(under.get(under.size() - 1), anomaly).orElseThrow();
  }

  /**
   * The settings that are responsible: those that the smallest changes change, each as it is now;
   * none where no change is known.
   */
  List<Setting> responsible(Anomaly anomaly) {
    Set<String> names =
        remedy(anomaly).changes().stream()
            .flatMap(change -> change.settings().keySet().stream())
            .collect(Collectors.toSet());
    return forecast.settings().settings().stream()
        .filter(setting -> names.contains(setting.name()))
        .toList();
  }

  /** What rules it out, as half a sentence. */
  String ruledOutBy(Anomaly anomaly) {
    Remedy remedy = remedy(anomaly);
    return switch (remedy.search()) {
      case NONE -> "no change of settings rules it out";
      case UNDECIDED ->
          "undecided what rules it out: not all of the nearest settings were decided (see --search-limit)";
      case FOUND ->
          remedy.changes().stream()
                  .map(Forbidding::assignments)
                  .collect(Collectors.joining(", or "))
              + " rules it out"
              + madePossible(remedy)
                  .map(others -> ", but makes " + others + " possible")
                  .orElse("");
    };
  }

  private static String assignments(Change change) {
    List<String> assignments = new ArrayList<>();
    change.settings().forEach((name, value) -> assignments.add(name + "=" + value));
    return String.join(" with ", assignments);
  }

  private static Optional<String> madePossible(Remedy remedy) {
    Set<Anomaly> made = EnumSet.noneOf(Anomaly.class);
    remedy.changes().forEach(change -> made.addAll(change.makesPossible()));
    return made.isEmpty()
        ? Optional.empty()
        : Optional.of(made.stream().map(Anomaly::name).collect(Collectors.joining(", ")));
  }
}
