package org.acksiom.conformance;

import java.time.Duration;
import java.util.List;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;

/**
 * How much {@link Verification} does.
 *
 * @param name the profile's name
 * @param bounds of every model
 * @param faults the fault models, in order
 * @param timeout of one exploration by TLC, and of one by the explorer
 * @param states distinct states at most of one exploration of the implementation
 * @param fuzzRuns runs of the fuzzer for each preset and fault model
 */
public record Profile(
    String name,
    Bounds bounds,
    List<FaultModel> faults,
    Duration timeout,
    long states,
    long fuzzRuns) {
  private static final List<FaultModel> MODELLED =
      List.of(FaultModel.NONE, FaultModel.NETWORK, FaultModel.CRASH);

  /** Two replicas, two records: ends within two minutes on two cores. */
  public static final Profile QUICK =
      new Profile("quick", Bounds.SMALL, MODELLED, Duration.ofMinutes(4), 3_000_000, 200);
}
