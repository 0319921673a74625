package org.acksiom.conformance;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;

/**
 * How much {@link Verification} does.
 *
 * @param name the profile's name
 * @param bounds of every model
 * @param faults the fault models, in order
 * @param total after which nothing new is begun and what runs is stopped
 * @param timeout of one exploration by TLC, and of one by the explorer
 * @param heapMegabytes of one TLC
 * @param states distinct states at most of one exploration of the implementation
 * @param fuzzRuns runs of the fuzzer for each preset and fault model
 */
public record Profile(
    String name,
    Bounds bounds,
    List<FaultModel> faults,
    Duration total,
    Duration timeout,
    int heapMegabytes,
    long states,
    long fuzzRuns) {
  private static final List<FaultModel> MODELLED =
      Stream.of(FaultModel.values()).filter(KafkaDeliveryModel::covers).toList();

  /**
   * Two replicas, two records, the cheapest fault models: everything is decided within two minutes
   * on two cores. The budget is five times that, for machines with other work.
   */
  public static final Profile QUICK =
      new Profile(
          "quick",
          Bounds.SMALL,
          List.of(FaultModel.NONE, FaultModel.NETWORK, FaultModel.CRASH),
          Duration.ofMinutes(10),
          Duration.ofMinutes(4),
          1024,
          3_000_000,
          200);

  /**
   * The same bounds under all fault models. The budget leaves TLC, of ten minutes, the time to stop
   * in good order, and the report its own.
   */
  public static final Profile STANDARD =
      new Profile(
          "standard",
          Bounds.SMALL,
          MODELLED,
          Duration.ofSeconds(570),
          Duration.ofMinutes(4),
          1024,
          6_000_000,
          2_000);

  /** Three replicas: no exploration takes more than an hour or four gigabytes. */
  public static final Profile DEEP =
      new Profile(
          "deep",
          new Bounds(3, 2, 1, 2),
          MODELLED,
          Duration.ofDays(1),
          Duration.ofHours(1),
          4096,
          50_000_000,
          10_000);

  /** All profiles, the least work first. */
  public static final List<Profile> ALL = List.of(QUICK, STANDARD, DEEP);

  /** Copies the list. */
  public Profile {
    faults = List.copyOf(faults);
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
