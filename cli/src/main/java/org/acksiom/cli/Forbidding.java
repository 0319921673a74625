package org.acksiom.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.acksiom.cli.Remedy.Change;
import org.acksiom.conformance.Verdict;
import org.acksiom.kafka.replay.Story;
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

  /** The forbidden anomalies that are possible, if only beyond the bounds; the gravest first. */
  List<Anomaly> possible() {
    return PlainWords.BY_GRAVITY.stream()
        .filter(anomalies::contains)
        .filter(this::isPossible)
        .toList();
  }

  /** The forbidden anomalies that nobody knows to be impossible, the gravest first. */
  List<Anomaly> undecided() {
    return PlainWords.BY_GRAVITY.stream()
        .filter(anomalies::contains)
        .filter(anomaly -> !isPossible(anomaly))
        .filter(anomaly -> !undecidedUnder(anomaly).isEmpty())
        .toList();
  }

  private boolean isPossible(Anomaly anomaly) {
    return !forecast.possibleUnder(anomaly).isEmpty() || forecast.beyond(anomaly).isPresent();
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
  private Remedy remedy(Anomaly anomaly) {
    return forecast.remedy(strongest(anomaly), anomaly).orElseThrow();
  }

  private FaultModel strongest(Anomaly anomaly) {
    List<FaultModel> under = forecast.possibleUnder(anomaly);
    return under.get(under.size() - 1);
  }

  /**
   * The settings that are responsible: those that the smallest changes change, each as it is now;
   * none where no change is known.
   */
  List<Setting> responsible(Anomaly anomaly) {
    if (forecast.beyond(anomaly).isPresent()) {
      return List.of();
    }
    Set<String> names =
        remedy(anomaly).changes().stream()
            .flatMap(change -> change.settings().keySet().stream())
            .collect(Collectors.toSet());
    return forecast.settings().settings().stream()
        .filter(setting -> names.contains(setting.name()))
        .toList();
  }

  /** What rules it out, under which faults and within which bounds, as half a sentence. */
  String ruledOutBy(Anomaly anomaly) {
    Optional<Story> beyond = forecast.beyond(anomaly);
    if (beyond.isPresent()) {
      return "impossible "
          + PlainWords.bounded(forecast)
          + ", possible beyond: "
          + PlainWords.shownBy(beyond.get())
          + "; what rules it out there is not searched";
    }
    String under = " under " + strongest(anomaly).id();
    Remedy remedy = remedy(anomaly);
    return switch (remedy.search()) {
      case NONE -> "no change of " + Remedy.SEARCHED + " rules it out" + under;
      case UNDECIDED ->
          "undecided what rules it out"
              + under
              + ": not all of the nearest settings were decided (see --search-limit)";
      case FOUND ->
          remedy.changes().stream()
                  .map(Forbidding::assignments)
                  .collect(Collectors.joining(", or "))
              + " rules it out"
              + under
              + " "
              + PlainWords.bounded(forecast)
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
