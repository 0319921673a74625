package org.acksiom.conformance.mutants;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.acksiom.specs.Anomaly;

/**
 * What a witness is given, and how much it may use.
 *
 * @param module {@code MCKafkaDelivery} with all that it extends in its folder
 * @param pairs of states that may be compared
 * @param states that may be explored
 * @param possible the anomalies that a case shows without any bug; empty if nobody can say
 * @param progress told how many states or pairs were looked at, now and then
 */
public record Limits(
    Path module,
    long pairs,
    long states,
    Function<ClusterCase, Optional<Set<Anomaly>>> possible,
    LongConsumer progress) {}
