package org.acksiom.impl.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.arbitraries.ListArbitrary;
import net.jqwik.api.sessions.JqwikSession;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.specs.Anomaly;

/**
 * Runs a cluster under random orders of events and has the delivery checker judge each run. A run
 * is a list of choices drawn by jqwik: each picks one of the events that can happen. After the last
 * choice nothing fails any more, and what can still happen happens, until the cluster is settled.
 * Of every anomaly the first run that shows it is shrunk, by jqwik's rules for lists, to one that
 * can't be made smaller.
 */
public final class Fuzzer {
  private static final int CHOICES_MAX = 80;

  /** So that of many records most are sent before all faults are over. */
  private static final int CHOICES_A_RECORD = 20;

  private static final int CHOICE_MAX = 1 << 16;

  /** Of so many choices one is a fault, if one can happen. */
  private static final int FAULT_EVERY = 8;

  /** More than any cluster needs; one that is broken may never come to rest. */
  private static final int SETTLING_STEPS_MAX = 10_000;

  private static final int SHRINKS_MAX = 20_000;

  /** Schedules of many records take long to play, and are not shrunk as far. */
  private static final long SHRINK_STEPS_MAX = 200_000;

  private static final Invariant[] INVARIANTS = Invariant.values();

  private final Setup setup;
  private final Consumer<Schedule> observer;
  private final EventScheduler scheduler;
  private final DeliveryChecker checker = new DeliveryChecker(0);
  private final Map<Anomaly, Schedule> found = new EnumMap<>(Anomaly.class);
  private final Map<Invariant, Schedule> broken = new EnumMap<>(Invariant.class);
  private final Coverage.Counter coverage = new Coverage.Counter();

  /** Filled again for each choice. */
  private final List<Event> enabled = new ArrayList<>();

  private final List<Event> ofKind = new ArrayList<>();
  private long runs;
  private long steps;

  /**
   * What the fuzzer found.
   *
   * @param runs runs judged, without those of shrinking
   * @param steps events in them
   * @param found for every anomaly that a run showed a shrunk schedule that shows it
   * @param broken for every invariant that a run broke the schedule up to there
   * @param coverage in which situations which actions were taken, in those runs
   */
  public record Fuzzing(
      long runs,
      long steps,
      Map<Anomaly, Schedule> found,
      Map<Invariant, Schedule> broken,
      Coverage coverage) {}

  private Fuzzer(Setup setup, Consumer<Schedule> observer) {
    this.setup = setup;
    this.observer = observer;
    this.scheduler = new EventScheduler(setup);
  }

  /**
   * Fuzzes a setup. The same setup, seed and number of runs find the same, byte for byte.
   *
   * @param seed what all choices are drawn from
   * @param runsMax how many runs to judge at most
   * @param stop asked before each run whether to end early
   */
  public static Fuzzing fuzz(Setup setup, long seed, long runsMax, BooleanSupplier stop) {
    return fuzz(setup, seed, runsMax, stop, schedule -> {});
  }

  /**
   * The same, with every run shown to somebody before it is judged.
   *
   * @param observer given the schedules, in their order
   */
  public static Fuzzing fuzz(
      Setup setup, long seed, long runsMax, BooleanSupplier stop, Consumer<Schedule> observer) {
    Fuzzer fuzzer = new Fuzzer(setup, observer);
    JqwikSession.run(() -> fuzzer.fuzz(seed, runsMax, stop));
    return new Fuzzing(
        fuzzer.runs,
        fuzzer.steps,
        Collections.unmodifiableMap(fuzzer.found),
        Collections.unmodifiableMap(fuzzer.broken),
        fuzzer.coverage.coverage());
  }

  /**
   * The schedules of the first so many runs of {@link #fuzz}, neither judged nor shrunk.
   *
   * @param observer given the schedules, in their order
   */
  public static void play(Setup setup, long seed, long runs, Consumer<Schedule> observer) {
    play(setup, seed, runs, new Schedule.Observer() {}, observer);
  }

  /**
   * The same, with every step shown to somebody while it happens.
   *
   * @param watching told of each run's beginning and events
   */
  public static void play(
      Setup setup, long seed, long runs, Schedule.Observer watching, Consumer<Schedule> observer) {
    Fuzzer fuzzer = new Fuzzer(setup, observer);
    JqwikSession.run(
        () -> {
          Supplier<Shrinkable<List<Integer>>> draws = fuzzer.draws(seed);
          for (long run = 0; run < runs; run++) {
            observer.accept(fuzzer.play(draws.get().value(), watching));
          }
        });
  }

  private Supplier<Shrinkable<List<Integer>>> draws(long seed) {
    RandomGenerator<List<Integer>> generator = choices().generator(1_000, false);
    Random random = new Random(seed);
    return () -> generator.next(random);
  }

  private void fuzz(long seed, long runsMax, BooleanSupplier stop) {
    Supplier<Shrinkable<List<Integer>>> draws = draws(seed);
    while (runs < runsMax && !stop.getAsBoolean()) {
      Shrinkable<List<Integer>> drawn = draws.get();
      Watching watching = new Watching();
      Schedule schedule = play(drawn.value(), watching);
      runs++;
      steps += schedule.events().size();
      observer.accept(schedule);
      watching.broken.forEach(
          (invariant, length) ->
              broken.put(invariant, new Schedule(setup, schedule.events().subList(0, length))));
      for (Anomaly anomaly : watching.anomalies()) {
        if (!found.containsKey(anomaly)) {
          found.put(anomaly, shrink(drawn, anomaly));
        }
      }
    }
  }

  /** Jqwik leans to short lists; where long ones are needed, all lengths are as likely. */
  private Arbitrary<List<Integer>> choices() {
    ListArbitrary<Integer> lists = Arbitraries.integers().between(0, CHOICE_MAX).list();
    int needed = CHOICES_A_RECORD * setup.bounds().records();
    return needed <= CHOICES_MAX
        ? lists.ofMaxSize(CHOICES_MAX)
        : lists.ofMaxSize(needed).withSizeDistribution(RandomDistribution.uniform());
  }

  /** Records the history of a run. */
  private class Judging implements Schedule.Observer {
    private final HistoryRecorder history = new HistoryRecorder();
    private Cluster cluster;

    @Override
    public void begun(Cluster initial) {
      cluster = initial;
      history.begun(initial);
    }

    @Override
    public void happened(Event event, Cluster after) {
      history.happened(event, after);
    }

    /** What the history shows, once the run is over. */
    Set<Anomaly> anomalies() {
      return checker.check(history.ended(cluster)).anomalies().keySet();
    }
  }

  /** Looks at every state, too. */
  private final class Watching extends Judging {
    /** After how many events an invariant did not hold that never failed before. */
    private final Map<Invariant, Integer> broken = new EnumMap<>(Invariant.class);

    private int situation;
    private int happened;

    @Override
    public void begun(Cluster initial) {
      super.begun(initial);
      situation = Situation.of(initial);
    }

    @Override
    public void happened(Event event, Cluster after) {
      super.happened(event, after);
      coverage.count(event.action(), situation);
      situation = Situation.of(after);
      happened++;
      for (Invariant invariant : INVARIANTS) {
        if (!Fuzzer.this.broken.containsKey(invariant) && !invariant.holds(after)) {
          broken.putIfAbsent(invariant, happened);
        }
      }
    }
  }

  /**
   * Takes the first smaller list of choices that still shows the anomaly, as long as there is one.
   */
  private Schedule shrink(Shrinkable<List<Integer>> drawn, Anomaly anomaly) {
    Shrinkable<List<Integer>> smallest = drawn;
    int tries = 0;
    long played = 0;
    boolean shrunk = true;
    while (shrunk) {
      shrunk = false;
      for (Iterator<Shrinkable<List<Integer>>> it = smallest.shrink().iterator(); it.hasNext(); ) {
        Shrinkable<List<Integer>> smaller = it.next();
        if (tries++ >= SHRINKS_MAX || played >= SHRINK_STEPS_MAX) {
          break;
        }
        Judging judging = new Judging();
        played += play(smaller.value(), judging).events().size();
        if (judging.anomalies().contains(anomaly)) {
          smallest = smaller;
          shrunk = true;
          break;
        }
      }
    }
    return play(smallest.value(), new Schedule.Observer() {});
  }

  /** The schedule that a list of choices stands for, shown to an observer while it happens. */
  private Schedule play(List<Integer> choices, Schedule.Observer watching) {
    Cluster cluster = new Cluster(setup);
    watching.begun(cluster);
    List<Event> events = new ArrayList<>();
    for (int choice : choices) {
      enabled.clear();
      scheduler.addEnabled(cluster, enabled);
      if (enabled.isEmpty()) {
        break;
      }
      happen(cluster, chosen(choice, cluster), events, watching);
    }
    Settling settling = new Settling(scheduler);
    Optional<Event> next = settling.next(cluster);
    int settled = events.size() + SETTLING_STEPS_MAX;
    while (next.isPresent() && events.size() < settled) {
      happen(cluster, next.get(), events, watching);
      next = settling.next(cluster);
    }
    return new Schedule(setup, events);
  }

  /**
   * The event that a choice picks: in most cases one that is no fault, so that something has
   * happened before all faults are used up. Actions are equally likely, however many events they
   * stand for; those of one action stand together.
   */
  private Event chosen(int choice, Cluster cluster) {
    boolean fault = choice % FAULT_EVERY == FAULT_EVERY - 1;
    ofKind.clear();
    for (Event event : enabled) {
      if (cluster.isFault(event) == fault) {
        ofKind.add(event);
      }
    }
    List<Event> from = ofKind.isEmpty() ? enabled : ofKind;
    int actions = 0;
    for (int i = 0; i < from.size(); i = endOfAction(from, i)) {
      actions++;
    }
    int rest = choice / FAULT_EVERY;
    int start = 0;
    for (int passed = 0; passed < rest % actions; passed++) {
      start = endOfAction(from, start);
    }
    return from.get(start + rest / actions % (endOfAction(from, start) - start));
  }

  /** Where the events of the action end that stands there. */
  private static int endOfAction(List<Event> events, int start) {
    Action action = events.get(start).action();
    int end = start + 1;
    while (end < events.size() && events.get(end).action() == action) {
      end++;
    }
    return end;
  }

  private static void happen(
      Cluster cluster, Event event, List<Event> events, Schedule.Observer watching) {
    cluster.step(event);
    events.add(event);
    watching.happened(event, cluster);
  }
}
