package org.acksiom.kafka.replay;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acksiom.impl.core.Broker;
import org.acksiom.impl.core.PartitionState;
import org.acksiom.impl.core.ProduceRequest;
import org.acksiom.impl.core.Result;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.linearizability.delivery.Stored;

/**
 * Compares real Kafka with a simulated cluster in all that can be seen of it from outside: the
 * partition as the controller and each broker know it, the end of each log, the leader's high
 * watermark, what is on its way to and from the producer, what it was told and what was read.
 *
 * <p>Kafka may be ahead where it does by itself, and at once, what the schedule has still to come:
 * a request that is sent again, an answer that is ready, a high watermark.
 */
final class Agreement {
  /** Kafka counts leader epochs from 0, the specification from 1. */
  static final int FIRST_EPOCH = 1;

  private final Nodes nodes;
  private final int witness;
  private final Clients clients;

  /**
   * Compares what these show.
   *
   * @param witness the broker that hears of all that the controller decides
   */
  Agreement(Nodes nodes, int witness, Clients clients) {
    this.nodes = nodes;
    this.witness = witness;
    this.clients = clients;
  }

  /**
   * The first thing in which Kafka is not (yet) as the simulated cluster is; empty if the two
   * agree.
   *
   * @throws IOException if a node does not answer
   */
  Optional<String> difference(Cluster simulated) throws IOException {
    Optional<String> found =
        partition("the controller", simulated.controller().partition(), nodes.known(witness));
    for (Broker broker : simulated.brokers()) {
      if (found.isEmpty() && broker.up()) {
        found = broker(broker, simulated);
      }
    }
    return found.or(() -> reads(simulated)).or(() -> results(simulated));
  }

  private Optional<String> broker(Broker broker, Cluster simulated) throws IOException {
    int id = broker.id();
    Optional<String> known = partition("broker " + id, broker.view(), nodes.known(id));
    if (known.isPresent()) {
      return known;
    }
    int leaderEpoch = broker.view().leaderEpoch() - FIRST_EPOCH;
    long end = nodes.logEndOffset(id, leaderEpoch);
    if (end != broker.log().endOffset()) {
      return differs("the log end offset of broker " + id, broker.log().endOffset(), end);
    }
    if (broker.leads()) {
      long highWatermark = nodes.highWatermark(id, leaderEpoch);
      if (highWatermark != Nodes.NOT_YET && highWatermark < broker.highWatermark()) {
        return differs("the high watermark of broker " + id, broker.highWatermark(), highWatermark);
      }
    }
    ProducerGate gate = clients.gate(id);
    List<Integer> requests =
        simulated.router().requests(id).stream().map(ProduceRequest::record).toList();
    List<Integer> held = gate.requests();
    if (held.size() < requests.size() || !held.subList(0, requests.size()).equals(requests)) {
      return differs("the requests on their way to broker " + id, requests, held);
    }
    int responses = simulated.router().responses(id).size();
    return gate.responses() >= responses
        ? Optional.empty()
        : differs("the responses on their way from broker " + id, responses, gate.responses());
  }

  private static Optional<String> partition(
      String whose, PartitionState expected, Nodes.Known found) {
    int leader = expected.leader() == PartitionState.NO_LEADER ? -1 : expected.leader();
    Nodes.Known known =
        new Nodes.Known(
            leader, expected.leaderEpoch() - FIRST_EPOCH, Nodes.members(expected.isr()));
    return known.equals(found)
        ? Optional.empty()
        : differs("the partition as known to " + whose, known, found);
  }

  private Optional<String> reads(Cluster simulated) {
    if (clients.consumer().isEmpty()) {
      return Optional.empty();
    }
    List<Stored> expected =
        simulated.consumer().reads().stream()
            .map(read -> new Stored(read.offset(), Records.name(read.record())))
            .toList();
    List<Stored> found = clients.consumer().get().reads();
    return expected.equals(found)
        ? Optional.empty()
        : differs("what the consumer has read", expected, found);
  }

  private Optional<String> results(Cluster simulated) {
    Map<Integer, ScheduledProducer.Told> told = clients.producer().told();
    for (int record = 1; record <= simulated.producer().records(); record++) {
      Result result = simulated.producer().result(record);
      ScheduledProducer.Told real = told.get(record);
      boolean same =
          switch (result.outcome()) {
            case UNKNOWN -> real == null;
            case ACKED -> real != null && real.error() == null && real.offset() == result.offset();
            case COMPLETED -> real != null && real.error() == null && real.offset() < 0;
            case FAILED -> real != null && real.error() != null;
          };
      if (!same) {
        return differs("the result of record " + record, result, real == null ? "none" : real);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> differs(String what, Object expected, Object found) {
    return Optional.of(what + ": expected " + expected + ", found " + found);
  }
}
