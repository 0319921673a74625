package org.acksiom.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.acksiom.impl.core.Broker;
import org.acksiom.impl.core.Consumer;
import org.acksiom.impl.core.Controller;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.core.EpochEnd;
import org.acksiom.impl.core.FetchResponse;
import org.acksiom.impl.core.FetchState;
import org.acksiom.impl.core.IsrRequest;
import org.acksiom.impl.core.Log;
import org.acksiom.impl.core.PartitionState;
import org.acksiom.impl.core.ProduceRequest;
import org.acksiom.impl.core.ProduceResponse;
import org.acksiom.impl.core.Producer;
import org.acksiom.impl.core.ReplicaSet;
import org.acksiom.impl.core.Result;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.MessageRouter;
import org.acksiom.modelcheck.TlaValue;

/**
 * The state of {@code KafkaDelivery} that a state of the implementation stands for: one field, one
 * variable, in this one place.
 *
 * <table>
 *   <caption>Variable, and the field that it is</caption>
 *   <tr><td>queue, inFlight, batch, result, producerEpoch, metadata</td><td>{@link Producer}</td></tr>
 *   <tr><td>requests, responses, late, fetchResponses</td><td>{@link MessageRouter}</td></tr>
 *   <tr><td>purgatory, status, log, highWatermark, view, fetchState, pendingIsr</td><td>{@link Broker}</td></tr>
 *   <tr><td>reads, readFrom</td><td>{@link Consumer}</td></tr>
 *   <tr><td>partition, elr, lastKnownLeader, fenced, brokerEpoch</td><td>{@link Controller}</td></tr>
 *   <tr><td>faultsLeft</td><td>{@link Cluster}</td></tr>
 * </table>
 */
public final class Abstraction {
  private Abstraction() {}

  /** The specification's variables, in the order in which it declares them. */
  public static Map<String, TlaValue> of(Cluster cluster) {
    Producer producer = cluster.producer();
    MessageRouter router = cluster.router();
    int replicas = cluster.setup().bounds().replicas();
    int records = producer.records();
    Map<String, TlaValue> state = new LinkedHashMap<>();

    state.put("queue", sequence(producer.queue(), Abstraction::number));
    state.put("inFlight", each(replicas, b -> sequence(producer.inFlight(b), Abstraction::number)));
    state.put("batch", each(records, r -> batch(producer.batch(r))));
    state.put("result", each(records, r -> result(producer.result(r))));
    state.put("producerEpoch", number(producer.producerEpoch()));
    state.put("metadata", number(producer.metadata()));

    state.put("requests", each(replicas, b -> requests(router.requests(b))));
    state.put(
        "responses", each(replicas, b -> sequence(router.responses(b), Abstraction::response)));
    state.put("late", each(replicas, b -> sequence(router.late(b), Abstraction::requests)));

    state.put(
        "purgatory",
        each(
            replicas,
            b -> sequence(cluster.broker(b).waiting().stream().toList(), Abstraction::waiting)));

    state.put("reads", sequence(cluster.consumer().reads(), Abstraction::read));
    state.put("readFrom", number(cluster.consumer().readFrom()));

    state.put("status", each(replicas, b -> status(cluster.broker(b).up())));
    state.put("log", each(replicas, b -> log(cluster.broker(b).log())));
    state.put("highWatermark", each(replicas, b -> number(cluster.broker(b).highWatermark())));
    state.put("view", each(replicas, b -> partition(cluster.broker(b).view())));
    state.put(
        "fetchState",
        each(replicas, b -> each(replicas, f -> fetchState(cluster.broker(b).fetchState(f)))));
    state.put(
        "pendingIsr",
        each(
            replicas,
            b -> sequence(cluster.broker(b).pendingIsr().stream().toList(), Abstraction::pending)));
    state.put(
        "fetchResponses",
        each(
            replicas,
            f -> sequence(router.fetchResponse(f).stream().toList(), Abstraction::fetchResponse)));

    Controller controller = cluster.controller();
    state.put("partition", partition(controller.partition()));
    state.put("elr", set(controller.elr()));
    state.put("lastKnownLeader", number(controller.lastKnownLeader()));
    state.put("fenced", set(controller.fenced()));
    state.put("brokerEpoch", each(replicas, b -> number(controller.brokerEpoch(b))));

    state.put("faultsLeft", number(cluster.faultsLeft()));
    return state;
  }

  private static TlaValue batch(Producer.Batch batch) {
    return record(
        "attempts", number(batch.attempts()),
        "producerEpoch", number(batch.producerEpoch()),
        "sequence", number(batch.sequence()));
  }

  private static TlaValue result(Result result) {
    return record(
        "outcome", string(result.outcome().name().toLowerCase(Locale.ROOT)),
        "offset", number(result.offset()));
  }

  private static TlaValue requests(List<ProduceRequest> requests) {
    return sequence(
        requests, request -> batch(request.record(), request.producerEpoch(), request.sequence()));
  }

  /** What the producer sends and the log keeps. */
  private static TlaValue batch(int record, int producerEpoch, int sequence) {
    return record(
        "record", number(record),
        "producerEpoch", number(producerEpoch),
        "sequence", number(sequence));
  }

  private static TlaValue response(ProduceResponse response) {
    return record(
        "record", number(response.record()),
        "error", string(response.error().name()),
        "offset", number(response.offset()));
  }

  private static TlaValue log(Log log) {
    return sequence(log.from(0), Abstraction::entry);
  }

  private static TlaValue entry(Entry entry) {
    return record(
        "leaderEpoch", number(entry.leaderEpoch()),
        "value", batch(entry.record(), entry.producerEpoch(), entry.sequence()));
  }

  private static TlaValue read(Consumer.Read read) {
    return record(
        "offset", number(read.offset()),
        "leaderEpoch", number(read.leaderEpoch()),
        "record", number(read.record()));
  }

  private static TlaValue status(boolean up) {
    return string(up ? "running" : "crashed");
  }

  private static TlaValue fetchState(FetchState state) {
    return record(
        "endOffset", number(state.endOffset()), "brokerEpoch", number(state.brokerEpoch()));
  }

  private static TlaValue fetchResponse(FetchResponse response) {
    if (response instanceof FetchResponse.Records records) {
      return record(
          "kind", string("records"),
          "entries", sequence(records.entries(), Abstraction::entry),
          "highWatermark", number(records.highWatermark()));
    }
    EpochEnd end = ((FetchResponse.Diverging) response).end();
    return record(
        "kind", string("diverging"),
        "leaderEpoch", number(end.epoch()),
        "endOffset", number(end.endOffset()));
  }

  private static TlaValue waiting(Broker.Waiting waiting) {
    return record("record", number(waiting.record()), "offset", number(waiting.offset()));
  }

  private static TlaValue partition(PartitionState partition) {
    return record(
        "leader", number(partition.leader()),
        "leaderEpoch", number(partition.leaderEpoch()),
        "isr", set(partition.isr()),
        "partitionEpoch", number(partition.partitionEpoch()));
  }

  /** The ISR that is asked for: a function of its members. */
  private static TlaValue pending(IsrRequest request) {
    Map<TlaValue, TlaValue> brokerEpochs = new TreeMap<>();
    for (ReplicaSet rest = request.isr(); !rest.isEmpty(); rest = rest.without(rest.first())) {
      brokerEpochs.put(number(rest.first()), number(request.brokerEpoch(rest.first())));
    }
    return TlaValue.function(brokerEpochs);
  }

  // ---- the shapes of TLA+

  private static TlaValue number(int value) {
    return new TlaValue.Int(value);
  }

  private static TlaValue string(String value) {
    return new TlaValue.Str(value);
  }

  /** A function of {@code 1..n}. */
  private static TlaValue each(int n, IntFunction<TlaValue> value) {
    List<TlaValue> values = new ArrayList<>(n);
    for (int i = 1; i <= n; i++) {
      values.add(value.apply(i));
    }
    return new TlaValue.Tuple(values);
  }

  private static <T> TlaValue sequence(List<T> list, Function<T, TlaValue> value) {
    return new TlaValue.Tuple(list.stream().map(value).toList());
  }

  private static TlaValue set(ReplicaSet replicas) {
    List<TlaValue> values = new ArrayList<>();
    for (ReplicaSet rest = replicas; !rest.isEmpty(); rest = rest.without(rest.first())) {
      values.add(number(rest.first()));
    }
    return new TlaValue.FiniteSet(values);
  }

  private static TlaValue record(Object... namesAndValues) {
    TreeMap<String, TlaValue> fields = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], (TlaValue) namesAndValues[i + 1]);
    }
    return new TlaValue.Record(fields);
  }
}
