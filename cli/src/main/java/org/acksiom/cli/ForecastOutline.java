package org.acksiom.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.acksiom.cli.Remedy.Change;
import org.acksiom.kafka.settings.Origin;
import org.acksiom.kafka.settings.Setting;
import org.acksiom.kafka.settings.SettingCost;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;

/**
 * What of a forecast a person is told, in which order: the same on a terminal and on a page.
 *
 * @param forbidding all that there is
 * @param all whether every story and every remedy is told, and not only those of what is forbidden,
 *     or of the gravest if nothing is
 */
record ForecastOutline(Forbidding forbidding, boolean all) {

  /**
   * A story that is told.
   *
   * @param anomaly which it is the shortest of
   * @param weakest the faults that it takes
   * @param story the story
   * @param when the faults in words
   * @param others which it shows, too
   */
  record Told(
      Anomaly anomaly, FaultModel weakest, String when, ShortestStory story, Set<Anomaly> others) {
    /** What happens, and when, in a line. */
    String headline() {
      return PlainWords.sentence(anomaly)
          + ", "
          + when
          + (others.isEmpty() ? "" : "; shows " + names(others) + ", too");
    }
  }

  /**
   * A change that is told.
   *
   * @param settings each as {@code name=value (now value, origin)}
   * @param rulesOut what it rules out, and under which faults
   * @param costs what it costs, in half a sentence each
   */
  record Fix(List<String> settings, String rulesOut, List<String> costs) {}

  private Forecast forecast() {
    return forbidding.forecast();
  }

  /**
   * The stories of the forbidden or the grave anomalies, the gravest first, save those that a story
   * before shows.
   */
  List<Told> stories() {
    List<Anomaly> possible = possible();
    Set<Anomaly> grave = forbidding.concern();
    Set<Anomaly> shown = EnumSet.noneOf(Anomaly.class);
    List<Told> stories = new ArrayList<>();
    for (Anomaly anomaly : possible) {
      if (all || (grave.contains(anomaly) && !shown.contains(anomaly))) {
        FaultModel weakest = forecast().possibleUnder(anomaly).get(0);
        ShortestStory story = forecast().stories().get(weakest).get(anomaly);
        Set<Anomaly> others = new LinkedHashSet<>(possible);
        others.retainAll(story.shows());
        others.remove(anomaly);
        stories.add(
            new Told(anomaly, weakest, PlainWords.condition(forecast(), weakest), story, others));
        shown.add(anomaly);
        shown.addAll(story.shows());
      }
    }
    return stories;
  }

  /** The possible anomalies that no told story shows. */
  Set<Anomaly> untold() {
    Set<Anomaly> untold = new LinkedHashSet<>(possible());
    for (Told told : stories()) {
      untold.remove(told.anomaly());
      untold.removeAll(told.story().shows());
    }
    return untold;
  }

  private List<Anomaly> possible() {
    return PlainWords.BY_GRAVITY.stream()
        .filter(anomaly -> !forecast().possibleUnder(anomaly).isEmpty())
        .toList();
  }

  /** The heading of the changes, which says how far the models of what they rule out went. */
  String fixHeading() {
    return "Fix, " + PlainWords.bounded(forecast());
  }

  /** Whether a change was searched against anything. */
  boolean searched() {
    return forecast().remedies().values().stream().anyMatch(found -> !found.isEmpty());
  }

  /**
   * The changes, those that make nothing possible and rule out the most first: the smallest against
   * each anomaly, and the one that rules out the most at once.
   */
  List<Fix> fixes() {
    Map<Change, Set<FaultModel>> changes = new LinkedHashMap<>();
    for (FaultModel faults : forecast().decided()) {
      for (Anomaly anomaly : PlainWords.BY_GRAVITY) {
        forecast().remedy(faults, anomaly).stream()
            .flatMap(remedy -> remedy.changes().stream().limit(all ? Remedy.MOST : 1))
            .forEach(change -> add(changes, change, faults));
      }
    }
    Map<FaultModel, Change> most = new EnumMap<>(FaultModel.class);
    most.putAll(forecast().mostAtOnce());
    forecast().decided().stream()
        .filter(most::containsKey)
        .reduce((weaker, stronger) -> stronger)
        .ifPresent(strongest -> add(changes, most.get(strongest), strongest));
    return changes.entrySet().stream()
        .sorted(
            Map.Entry.comparingByKey(
                Comparator.<Change>comparingInt(change -> change.makesPossible().size())
                    .thenComparingInt(change -> -change.rulesOut().size())))
        .map(entry -> fix(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static void add(Map<Change, Set<FaultModel>> changes, Change change, FaultModel faults) {
    changes.computeIfAbsent(change, same -> EnumSet.noneOf(FaultModel.class)).add(faults);
  }

  private Fix fix(Change change, Set<FaultModel> under) {
    Map<String, Setting> present =
        forecast().settings().settings().stream()
            .collect(Collectors.toMap(Setting::name, setting -> setting));
    List<String> settings = new ArrayList<>();
    List<String> costs = new ArrayList<>();
    change
        .settings()
        .forEach(
            (name, value) -> {
              Setting now = present.get(name);
              settings.add(
                  name + "=" + value + " (now " + now.value() + ", " + brief(now.origin()) + ")");
              SettingCost.of(name, value, forecast().settings().replicationFactor())
                  .ifPresent(costs::add);
            });
    if (!change.makesPossible().isEmpty()) {
      costs.add(names(change.makesPossible()) + " becomes possible");
    }
    return new Fix(
        settings,
        names(change.rulesOut())
            + " under "
            + under.stream().map(FaultModel::id).collect(Collectors.joining(", ")),
        costs);
  }

  /** What no change that was found rules out, a sentence each. */
  List<String> hopeless() {
    List<String> hopeless = new ArrayList<>();
    for (FaultModel faults : forecast().decided()) {
      for (Anomaly anomaly : PlainWords.BY_GRAVITY) {
        Optional<Remedy.Search> search = forecast().remedy(faults, anomaly).map(Remedy::search);
        if (search.equals(Optional.of(Remedy.Search.NONE))) {
          hopeless.add(
              "No change of "
                  + Remedy.SEARCHED
                  + " rules out "
                  + anomaly
                  + " under "
                  + faults.id()
                  + ".");
        } else if (search.equals(Optional.of(Remedy.Search.UNDECIDED))) {
          hopeless.add(
              "What rules out "
                  + anomaly
                  + " under "
                  + faults.id()
                  + " is undecided: not all of the nearest settings were decided (see --search-limit).");
        }
      }
    }
    return hopeless;
  }

  /** Without the history of a default and the place of a cause, which has a line of its own. */
  static String brief(Origin origin) {
    if (origin instanceof Origin.Default byDefault) {
      return "default of Kafka " + byDefault.version();
    }
    return origin instanceof Origin.Consequence
        ? origin.toString().replaceAll(" \\([^)]*\\)", "")
        : origin.toString();
  }

  private static String names(Set<Anomaly> anomalies) {
    return anomalies.stream().map(Anomaly::name).collect(Collectors.joining(", "));
  }
}
