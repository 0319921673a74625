package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.acksiom.cli.Remedy.Change;
import org.acksiom.cli.Remedy.Search;
import org.acksiom.conformance.Prediction;
import org.acksiom.conformance.Verdict;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.Preset;

/** The search against predictors that answer at random, and against a search of everything. */
class SmallestChangeTest {
  private static final List<Anomaly> ANOMALIES =
      List.of(Anomaly.ACKED_LOSS, Anomaly.DUPLICATE, Anomaly.REORDER);

  @Property(tries = 300)
  void whatItReturnsRulesTheAnomalyOutAndNothingNearerDoes(
      @ForAll long seed, @ForAll Preset preset, @ForAll @IntRange(max = 60) int limit)
      throws Exception {
    World world = new World(seed, preset.settings(), limit, 0.02, ANOMALIES);
    for (Anomaly anomaly : world.possible()) {
      Remedy remedy = world.search.against(anomaly);
      List<DeliverySettings> cures = world.all(is(Verdict.IMPOSSIBLE, anomaly, world));
      if (remedy.search() == Search.FOUND) {
        int fewest = remedy.changes().get(0).settings().size();
        assertThat(remedy.changes()).allSatisfy(change -> world.assertCures(change, anomaly));
        assertThat(cures)
            .allSatisfy(cure -> assertThat(world.distance(cure)).isGreaterThanOrEqualTo(fewest));
      } else {
        assertThat(remedy.changes()).isEmpty();
      }
      if (remedy.search() == Search.NONE) {
        assertThat(world.all(is(Verdict.POSSIBLE, anomaly, world))).hasSize(world.size());
      }
    }
    assertThat(world.asked).hasSizeLessThanOrEqualTo(limit).doesNotContain(preset.settings());
  }

  @Property(tries = 300)
  void withoutALimitItIsUndecidedOnlyIfSettingsThatAreAsNearAreUndecided(
      @ForAll long seed, @ForAll Preset preset) throws Exception {
    World world = new World(seed, preset.settings(), Integer.MAX_VALUE, 0.02, ANOMALIES);
    for (Anomaly anomaly : world.possible()) {
      Remedy remedy = world.search.against(anomaly);
      int cure = world.nearest(is(Verdict.IMPOSSIBLE, anomaly, world));
      int doubt = world.nearest(is(Verdict.UNDECIDED, anomaly, world));
      boolean nobodyKnows = doubt < cure;
      assertThat(remedy.search())
          .isEqualTo(
              nobodyKnows
                  ? Search.UNDECIDED
                  : cure == Integer.MAX_VALUE ? Search.NONE : Search.FOUND);
    }
  }

  @Property(tries = 300)
  void ofTheSmallestChangesThoseWithTheLeastCostAreNamedAndWhatRulesOutMoreComesFirst(
      @ForAll long seed, @ForAll Preset preset) throws Exception {
    World world = new World(seed, preset.settings(), Integer.MAX_VALUE, 0, ANOMALIES);
    for (Anomaly anomaly : world.possible()) {
      Predicate<DeliverySettings> cures = is(Verdict.IMPOSSIBLE, anomaly, world);
      int fewest = world.nearest(cures);
      List<DeliverySettings> smallest =
          world.all(cures.and(other -> world.distance(other) == fewest));
      int leastCost =
          smallest.stream().mapToInt(other -> world.becomesPossible(other).size()).min().orElse(0);
      List<Integer> best =
          smallest.stream()
              .filter(other -> world.becomesPossible(other).size() == leastCost)
              .map(other -> world.ruledOut(other).size())
              .sorted(Comparator.reverseOrder())
              .limit(Remedy.MOST)
              .toList();
      List<Change> changes = world.search.against(anomaly).changes();
      assertThat(changes)
          .allSatisfy(change -> assertThat(change.makesPossible()).hasSize(leastCost))
          .extracting(change -> change.rulesOut().size())
          .isEqualTo(best);
    }
  }

  @Property(tries = 200)
  void whatIsPossibleInTheSmallerModelIsNotAskedInTheLarger(
      @ForAll long seed, @ForAll Preset preset) throws Exception {
    World world =
        new World(seed, preset.settings(), Integer.MAX_VALUE, 0, List.of(Anomaly.DUPLICATE));
    for (Anomaly anomaly : world.possible()) {
      world.search.against(anomaly);
      assertThat(world.asked)
          .noneMatch(
              other -> world.drawnWeaker.get(other).get(anomaly).verdict() == Verdict.POSSIBLE);
      assertThat(world.askedWeaker).containsAll(world.asked);
    }
  }

  @Property(tries = 200)
  void theMostAtOnceIsTheBestOfAllThatWasAsked(@ForAll long seed, @ForAll Preset preset)
      throws Exception {
    World world = new World(seed, preset.settings(), Integer.MAX_VALUE, 0.02, ANOMALIES);
    for (Anomaly anomaly : world.possible()) {
      world.search.against(anomaly);
    }
    int most =
        world.asked.stream()
            .filter(other -> world.becomesPossible(other).isEmpty())
            .mapToInt(other -> world.ruledOut(other).size())
            .filter(ruledOut -> ruledOut > 1)
            .max()
            .orElse(0);
    Optional<Change> found = world.search.mostAtOnce();
    assertThat(found.map(change -> change.rulesOut().size()).orElse(0)).isEqualTo(most);
    found.ifPresent(change -> world.assertCures(change, change.rulesOut().iterator().next()));
  }

  private static Predicate<DeliverySettings> is(Verdict verdict, Anomaly anomaly, World world) {
    return settings -> world.drawn.get(settings).get(anomaly).verdict() == verdict;
  }

  private static Prediction prediction(Verdict verdict) {
    return new Prediction(verdict, 1, 1, Optional.empty());
  }

  /**
   * Settings with what is true of them, drawn at random, and with less that is possible under
   * weaker faults, where a search has been made before.
   */
  private static final class World {
    private final Set<DeliverySettings> asked = new HashSet<>();
    private final Set<DeliverySettings> askedWeaker = new HashSet<>();
    private final Map<DeliverySettings, Map<Anomaly, Prediction>> drawn = new LinkedHashMap<>();
    private final Map<DeliverySettings, Map<Anomaly, Prediction>> drawnWeaker =
        new LinkedHashMap<>();
    private final DeliverySettings current;
    private final SmallestChange search;

    World(long seed, DeliverySettings current, int limit, double undecided, List<Anomaly> anomalies)
        throws Exception {
      Random random = new Random(seed);
      double possible = 0.5 + 0.5 * random.nextDouble(); // remedies rare enough to lie far away
      this.current = current;
      for (DeliverySettings settings : everything(current)) {
        drawn.put(settings, new EnumMap<>(Anomaly.class));
        drawnWeaker.put(settings, new EnumMap<>(Anomaly.class));
        for (Anomaly anomaly : anomalies) {
          Verdict verdict =
              random.nextDouble() < undecided
                  ? Verdict.UNDECIDED
                  : random.nextDouble() < possible ? Verdict.POSSIBLE : Verdict.IMPOSSIBLE;
          drawn.get(settings).put(anomaly, prediction(verdict));
          boolean weakerToo = verdict == Verdict.POSSIBLE && random.nextBoolean();
          drawnWeaker
              .get(settings)
              .put(anomaly, prediction(weakerToo ? Verdict.POSSIBLE : Verdict.IMPOSSIBLE));
        }
      }
      SmallestChange weaker = search(drawnWeaker, askedWeaker, limit, Optional.empty());
      for (Anomaly anomaly : anomalies) {
        if (drawnWeaker.get(current).get(anomaly).verdict() == Verdict.POSSIBLE) {
          weaker.against(anomaly);
        }
      }
      search = search(drawn, asked, limit, Optional.of(weaker));
    }

    private SmallestChange search(
        Map<DeliverySettings, Map<Anomaly, Prediction>> truth,
        Set<DeliverySettings> asked,
        int limit,
        Optional<SmallestChange> weaker) {
      return new SmallestChange(
          current,
          truth.get(current),
          SettingsLattice.around(current, 2),
          wanted -> {
            assertThat(wanted).allSatisfy(one -> assertThat(asked.add(one)).as("once").isTrue());
            return wanted.stream().map(truth::get).toList();
          },
          limit,
          weaker);
    }

    private static List<DeliverySettings> everything(DeliverySettings current) {
      List<DeliverySettings> all =
          new ArrayList<>(
              SettingsLattice.around(current, 2).stream().flatMap(List::stream).toList());
      all.add(current);
      return all;
    }

    List<Anomaly> possible() {
      return drawn.get(current).keySet().stream()
          .filter(anomaly -> drawn.get(current).get(anomaly).verdict() == Verdict.POSSIBLE)
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
      return differing(other, Verdict.IMPOSSIBLE, Verdict.POSSIBLE);
    }

    Set<Anomaly> ruledOut(DeliverySettings other) {
      return differing(other, Verdict.POSSIBLE, Verdict.IMPOSSIBLE);
    }

    private Set<Anomaly> differing(DeliverySettings other, Verdict before, Verdict after) {
      Set<Anomaly> differing = new HashSet<>(drawn.get(current).keySet());
      differing.removeIf(
          anomaly ->
              drawn.get(current).get(anomaly).verdict() != before
                  || drawn.get(other).get(anomaly).verdict() != after);
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
      assertThat(drawn.get(changed).get(anomaly).verdict()).isEqualTo(Verdict.IMPOSSIBLE);
      assertThat(change.makesPossible()).isEqualTo(becomesPossible(changed));
      assertThat(change.rulesOut()).isEqualTo(ruledOut(changed));
    }
  }
}
