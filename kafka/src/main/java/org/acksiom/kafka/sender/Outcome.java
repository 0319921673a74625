package org.acksiom.kafka.sender;

import java.util.List;
import org.acksiom.impl.core.Result;

/**
 * What clients see in the end.
 *
 * @param results what the application was told of records 1, 2, …
 * @param log the records in the final log, in order
 */
public record Outcome(List<Result> results, List<Integer> log) {}
