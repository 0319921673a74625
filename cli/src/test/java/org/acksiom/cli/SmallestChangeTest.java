package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.acksiom.cli.Remedy.Change;
import org.acksiom.cli.Remedy.Search;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.Preset;

/** The search against predictors that answer at random, and against a search of everything. */
class SmallestChangeTest {
  private static final List<Anomaly> ANOMALIES =
      List.of(Anomaly.ACKED_LOSS, Anomaly.DUPLICATE, Anomaly.REORDER);

  @Property(tries = 300)
  void whatItReturnsRulesTheAnomalyOutAndNothingNearerDoes(
      @ForAll long seed, @ForAll Preset preset, @ForAll @IntRange(max = 60) int limit) {
    World world = new World(seed, preset.settings(), limit, 0.02);
    for (Anomaly anomaly : world.possible()) {
      Remedy remedy = world.search.against(anomaly);
      List<DeliverySettings> cures = world.all(is(Prediction.Impossible.class, anomaly, world));
      if (remedy.search() == Search.FOUND) {
        int fewest = remedy.changes().get(0).settings().size();
        assertThat(remedy.changes()).allSatisfy(change -> world.assertCures(change, anomaly));
        assertThat(cures)
            .allSatisfy(cure -> assertThat(world.distance(cure)).isGreaterThanOrEqualTo(fewest));
      } else {
        assertThat(remedy.changes()).isEmpty();
      }
      if (remedy.search() == Search.NONE) {
        assertThat(world.all(is(Prediction.Possible.class, anomaly, world))).hasSize(world.size());
      }
    }
    assertThat(world.asked).hasSizeLessThanOrEqualTo(limit).doesNotContain(preset.settings());
  }

  @Property(tries = 300)
  void withoutALimitItIsUndecidedOnlyIfSettingsThatAreAsNearAreUndecided(
      @ForAll long seed, @ForAll Preset preset) {
    World world = new World(seed, preset.settings(), Integer.MAX_VALUE, 0.02);
    for (Anomaly anomaly : world.possible()) {
      Remedy remedy = world.search.against(anomaly);
      int cure = world.nearest(is(Prediction.Impossible.class, anomaly, world));
      int doubt = world.nearest(is(Prediction.Undecided.class, anomaly, world));
      boolean nobodyKnows = doubt < cure;
      assertThat(remedy.search())
          .isEqualTo(
              nobodyKnows
                  ? Search.UNDECIDED
                  : cure == Integer.MAX_VALUE ? Search.NONE : Search.FOUND);
    }
  }

  @Property(tries = 300)
  void theLeastCostlyComeFirstAndAFreeOneIsLookedForFartherAway(
      @ForAll long seed, @ForAll Preset preset) {
    World world = new World(seed, preset.settings(), Integer.MAX_VALUE, 0);
    for (Anomaly anomaly : world.possible()) {
      List<Change> changes = world.search.against(anomaly).changes();
      if (changes.isEmpty()) {
        continue;
      }
      int fewest = changes.get(0).settings().size();
      List<Change> smallest =
          changes.stream().filter(change -> change.settings().size() == fewest).toList();
      assertThat(smallest).hasSizeBetween(1, Remedy.MOST_SMALLEST);
      // of two with the same cost, the one that rules out more comes first
      assertThat(
              smallest.stream()
                  .map(change -> 10 * change.makesPossible().size() - change.rulesOut().size()))
          .isSorted();
      boolean free = smallest.get(0).makesPossible().isEmpty();
      if (free) {
        assertThat(changes).isEqualTo(smallest);
      } else {
        int nearestFree =
            world.nearest(
                other ->
                    is(Prediction.Impossible.class, anomaly, world).test(other)
                        && world.becomesPossible(other).isEmpty());
        assertThat(nearestFree).isGreaterThan(fewest);
        assertThat(changes.size() - smallest.size())
            .isEqualTo(nearestFree == Integer.MAX_VALUE ? 0 : 1);
        if (changes.size() > smallest.size()) {
          assertThat(changes.get(changes.size() - 1).settings()).hasSize(nearestFree);
          assertThat(changes.get(changes.size() - 1).makesPossible()).isEmpty();
        }
      }
    }
  }

  private static Predicate<DeliverySettings> is(
      Class<? extends Prediction> verdict, Anomaly anomaly, World world) {
    return settings -> verdict.isInstance(world.truth.apply(settings).get(anomaly));
  }

  /** Settings with what is true of them, drawn at random. */
  private static final class World {
    private final Set<DeliverySettings> asked = new HashSet<>();
    private final Map<DeliverySettings, Map<Anomaly, Prediction>> drawn = new LinkedHashMap<>();
    private final Function<DeliverySettings, Map<Anomaly, Prediction>> truth;
    private final DeliverySettings current;
    private final SmallestChange search;

    World(long seed, DeliverySettings current, int limit, double undecided) {
      Random random = new Random(seed);
      double possible = 0.5 + 0.5 * random.nextDouble(); // remedies rare enough to lie far away
      this.current = current;
      for (DeliverySettings settings : everything(current)) {
        Map<Anomaly, Prediction> predictions = new EnumMap<>(Anomaly.class);
        for (Anomaly anomaly : ANOMALIES) {
          predictions.put(
              anomaly,
              random.nextDouble() < undecided
                  ? new Prediction.Undecided("drawn", true)
                  : random.nextDouble() < possible
                      ? new Prediction.Possible(List.of())
                      : new Prediction.Impossible(1, 1));
        }
        drawn.put(settings, predictions);
      }
      truth = drawn::get;
      search =
          new SmallestChange(
              current,
              truth.apply(current),
              SettingsLattice.around(current, 2),
              settings -> {
                assertThat(asked.add(settings)).as("asked once").isTrue();
                return truth.apply(settings);
              },
              limit);
    }

    private static List<DeliverySettings> everything(DeliverySettings current) {
      List<DeliverySettings> all =
          new ArrayList<>(
              SettingsLattice.around(current, 2).stream().flatMap(List::stream).toList());
      all.add(current);
      return all;
    }

    List<Anomaly> possible() {
      return ANOMALIES.stream()
          .filter(anomaly -> drawn.get(current).get(anomaly) instanceof Prediction.Possible)
          .toList();
    }

    List<DeliverySettings> all(Predicate<DeliverySettings> wanted) {
      return drawn.keySet().stream()
          .filter(other -> !other.equals(current))
          .filter(wanted)
          .toList();
    }

    int size() {
      return drawn.size() - 1;
    }

    int distance(DeliverySettings other) {
      return SettingsLattice.changes(current, other).size();
    }

    int nearest(Predicate<DeliverySettings> wanted) {
      return all(wanted).stream().mapToInt(this::distance).min().orElse(Integer.MAX_VALUE);
    }

    Set<Anomaly> becomesPossible(DeliverySettings other) {
      return differing(other, Prediction.Impossible.class, Prediction.Possible.class);
    }

    private Set<Anomaly> differing(
        DeliverySettings other,
        Class<? extends Prediction> before,
        Class<? extends Prediction> after) {
      Set<Anomaly> differing = new HashSet<>(ANOMALIES);
      differing.removeIf(
          anomaly ->
              !before.isInstance(drawn.get(current).get(anomaly))
                  || !after.isInstance(drawn.get(other).get(anomaly)));
      return differing;
    }

    void assertCures(Change change, Anomaly anomaly) {
      Map<String, String> named = SettingsLattice.named(current);
      named.putAll(change.settings());
      DeliverySettings changed =
          drawn.keySet().stream()
              .filter(settings -> SettingsLattice.named(settings).equals(named))
              .findFirst()
              .orElseThrow();
      assertThat(drawn.get(changed).get(anomaly)).isInstanceOf(Prediction.Impossible.class);
      assertThat(change.makesPossible()).isEqualTo(becomesPossible(changed));
      Set<Anomaly> ruledOut =
          differing(changed, Prediction.Possible.class, Prediction.Impossible.class);
      ruledOut.remove(anomaly);
      assertThat(change.rulesOut()).isEqualTo(ruledOut);
    }
  }
}
