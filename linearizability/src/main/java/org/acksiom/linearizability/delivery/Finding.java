package org.acksiom.linearizability.delivery;

import java.util.List;
import java.util.Optional;

/**
 * One occurrence of an anomaly.
 *
 * @param partition the partition's key, as the history first names it
 * @param record the record that it is about
 * @param explanation what happened, in one sentence
 * @param jepsen Jepsen's Kafka workload's word for it, such as {@code int-poll-skip}; empty where
 *     it has none
 * @param events the evidence: positions in the history, from 0, ascending
 */
public record Finding(
    Object partition,
    Object record,
    String explanation,
    Optional<String> jepsen,
    List<Integer> events) {}
