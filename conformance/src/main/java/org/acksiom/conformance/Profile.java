package org.acksiom.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/**
 * How much {@link Verification} does.
 *
 * @param name the profile's name
 * @param faults the fault models, in order; others may be asked for
 * @param bounds of the explorations of each preset, for every fault model: an anomaly is decided by
 *     the first of them that can
 * @param total after which nothing new is begun and what runs is stopped
 * @param timeout of one exploration by TLC, and of one by the explorer
 * @param heapMegabytes of one TLC
 * @param states distinct states at most of one exploration of the implementation
 * @param fuzzRuns runs of the fuzzer for each exploration
 */
public record Profile(
    String name,
    List<FaultModel> faults,
    Map<FaultModel, List<Bounds>> bounds,
    Duration total,
    Duration timeout,
    int heapMegabytes,
    long states,
    long fuzzRuns) {

  private static final Bounds SMALL_UNRETRIED = new Bounds(2, 2, 0, 2, 0);
  private static final Bounds SMALL_READ = new Bounds(2, 2, 0, 2, 1);
  private static final Bounds SMALLEST_READ = new Bounds(2, 1, 0, 2, 1);

  /**
   * Two replicas, two records, the cheapest fault models, and no consumer: everything is decided
   * within two minutes on two cores. The budget is five times that, for machines with other work.
   */
  public static final Profile QUICK =
      new Profile(
          "quick",
          List.of(FaultModel.NONE, FaultModel.NETWORK, FaultModel.CRASH),
          bounds(List.of(Bounds.SMALL), List.of(SMALL_UNRETRIED), List.of(SMALL_UNRETRIED)),
          Duration.ofMinutes(10),
          Duration.ofMinutes(4),
          1024,
          3_000_000,
          200);

  /**
   * Two replicas, two records, all fault models, and all anomalies. Under partitions and disk
   * faults, and where a consumer reads, nothing is retried, as far as TLC goes: what retries can do
   * is possible with fewer faults already, and so it is there (see {@link Inclusion}). Under
   * partitions a consumer reads one record. The budget leaves TLC, of ten minutes, the time to stop
   * in good order, and the report its own.
   */
  public static final Profile STANDARD =
      new Profile(
          "standard",
          List.of(FaultModel.values()),
          bounds(
              List.of(Bounds.SMALL, SMALL_READ),
              List.of(SMALL_UNRETRIED, SMALLEST_READ),
              List.of(SMALL_READ)),
          Duration.ofSeconds(570),
          Duration.ofMinutes(4),
          1024,
          6_000_000,
          2_000);

  /** Three replicas: no exploration takes more than an hour or four gigabytes. */
  public static final Profile DEEP =
      new Profile(
          "deep",
          List.of(FaultModel.values()),
          everywhere(new Bounds(3, 2, 1, 2, 0), new Bounds(3, 2, 0, 2, 1)),
          Duration.ofDays(2),
          Duration.ofHours(1),
          4096,
          50_000_000,
          10_000);

  /** All profiles, the least work first. */
  public static final List<Profile> ALL = List.of(QUICK, STANDARD, DEEP);

  /** Copies lists and bounds. */
  public Profile {
    faults = List.copyOf(faults);
    Map<FaultModel, List<Bounds>> copy = new EnumMap<>(FaultModel.class);
    bounds.forEach((kind, each) -> copy.put(kind, List.copyOf(each)));
    bounds = Collections.unmodifiableMap(copy);
  }

  private static Map<FaultModel, List<Bounds>> everywhere(Bounds... bounds) {
    return bounds(List.of(bounds), List.of(bounds), List.of(bounds));
  }

  /** Partitions and disk faults have many more states than what comes before them. */
  private static Map<FaultModel, List<Bounds>> bounds(
      List<Bounds> upToCrash, List<Bounds> partition, List<Bounds> disk) {
    return Map.of(
        FaultModel.NONE, upToCrash,
        FaultModel.NETWORK, upToCrash,
        FaultModel.CRASH, upToCrash,
        FaultModel.PARTITION, partition,
        FaultModel.DISK, disk);
  }

  /** The anomalies that are decided under some fault model, in the order of the table. */
  public List<Anomaly> anomalies() {
    return Stream.of(Anomaly.values())
        .filter(
            anomaly -> faults().stream().anyMatch(faults -> anomalies(faults).contains(anomaly)))
        .toList();
  }

  /** The anomalies that are decided under a fault model, in the order of the table. */
  public List<Anomaly> anomalies(FaultModel faults) {
    return Stream.of(Anomaly.values())
        .filter(
            anomaly ->
                bounds.get(faults).stream().anyMatch(b -> Predictor.decided(b).contains(anomaly)))
        .toList();
  }

  /**
   * What is to be explored for a preset under a fault model. What a retry does without idempotence
   * shows under network faults, and so it is there (see {@link Inclusion}): with more kinds of
   * faults such settings are explored without retries, which are a tenth of the states.
   */
  public List<Scenario> scenarios(Preset preset, FaultModel faults) {
    List<Scenario> scenarios = new ArrayList<>();
    Set<Anomaly> decided = EnumSet.noneOf(Anomaly.class);
    boolean retriesShow =
        faults.compareTo(FaultModel.NETWORK) > 0 && !preset.settings().idempotence();
    for (Bounds bound : bounds.get(faults)) {
      Bounds each = retriesShow ? bound.withoutRetries() : bound;
      List<Anomaly> news =
          Predictor.decided(each).stream().filter(anomaly -> !decided.contains(anomaly)).toList();
      decided.addAll(news);
      scenarios.add(new Scenario(preset, faults, each, news));
    }
    return scenarios;
  }

  /**
   * The profile of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static Profile of(String name) {
    return ALL.stream()
        .filter(profile -> profile.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected "
                        + ALL.stream().map(Profile::name).collect(Collectors.joining(", "))
                        + ", found '"
                        + name
                        + "'"));
  }
}
