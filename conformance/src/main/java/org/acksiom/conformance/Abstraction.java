package org.acksiom.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
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
import org.acksiom.impl.simulator.Cluster.Part;
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
  /**
   * A variable and what it is of the implementation.
   *
   * @param variable its name
   * @param part the part of a cluster on which alone its value depends
   * @param of its value in a state
   */
  record Field(String variable, Part part, Function<Cluster, TlaValue> of) {}

  private static final List<Field> FIELDS =
      List.of(
          producer("queue", p -> sequence(p.queue(), Abstraction::number)),
          of(
              "inFlight",
              Part.PRODUCER,
              c -> each(c, b -> sequence(c.producer().inFlight(b), Abstraction::number))),
          producer("batch", p -> each(p.records(), r -> batch(p.batch(r)))),
          producer("result", p -> each(p.records(), r -> result(p.result(r)))),
          producer("producerEpoch", p -> number(p.producerEpoch())),
          producer("metadata", p -> number(p.metadata())),
          router("requests", (r, b) -> requests(r.requests(b))),
          router("responses", (r, b) -> sequence(r.responses(b), Abstraction::response)),
          router("late", (r, b) -> sequence(r.late(b), Abstraction::requests)),
          broker("purgatory", b -> optional(b.waiting(), Abstraction::waiting)),
          consumer("reads", c -> sequence(c.reads(), Abstraction::read)),
          consumer("readFrom", c -> number(c.readFrom())),
          broker("status", b -> status(b.up())),
          broker("log", b -> log(b.log())),
          broker("highWatermark", b -> number(b.highWatermark())),
          broker("view", b -> partition(b.view())),
          of(
              "fetchState",
              Part.BROKERS,
              c -> each(c, l -> each(c, f -> fetchState(c.broker(l).fetchState(f))))),
          broker("pendingIsr", b -> optional(b.pendingIsr(), Abstraction::pending)),
          router(
              "fetchResponses", (r, f) -> optional(r.fetchResponse(f), Abstraction::fetchResponse)),
          controller("partition", c -> partition(c.partition())),
          controller("elr", c -> set(c.elr())),
          controller("lastKnownLeader", c -> number(c.lastKnownLeader())),
          controller("fenced", c -> set(c.fenced())),
          of(
              "brokerEpoch",
              Part.CONTROLLER,
              c -> each(c, b -> number(c.controller().brokerEpoch(b)))),
          of("faultsLeft", Part.FAULTS_LEFT, c -> number(c.faultsLeft())));

  private Abstraction() {}

  /** The fields, in the order in which the specification declares its variables. */
  static List<Field> fields() {
    return FIELDS;
  }

  /** The specification's variables, in the order in which it declares them. */
  public static Map<String, TlaValue> of(Cluster cluster) {
    Map<String, TlaValue> state = new LinkedHashMap<>();
    FIELDS.forEach(field -> state.put(field.variable(), field.of().apply(cluster)));
    return state;
  }

  // ---- whose field it is

  private static Field of(String variable, Part part, Function<Cluster, TlaValue> of) {
    return new Field(variable, part, of);
  }

  private static Field producer(String variable, Function<Producer, TlaValue> of) {
    return of(variable, Part.PRODUCER, cluster -> of.apply(cluster.producer()));
  }

  /** Of each broker. */
  private static Field broker(String variable, Function<Broker, TlaValue> of) {
    return of(variable, Part.BROKERS, cluster -> each(cluster, b -> of.apply(cluster.broker(b))));
  }

  /** Of the connections to each broker. */
  private static Field router(String variable, BiFunction<MessageRouter, Integer, TlaValue> of) {
    return of(variable, Part.ROUTER, cluster -> each(cluster, b -> of.apply(cluster.router(), b)));
  }

  private static Field controller(String variable, Function<Controller, TlaValue> of) {
    return of(variable, Part.CONTROLLER, cluster -> of.apply(cluster.controller()));
  }

  private static Field consumer(String variable, Function<Consumer, TlaValue> of) {
    return of(variable, Part.CONSUMER, cluster -> of.apply(cluster.consumer()));
  }

  // ---- what they hold

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

  /** A function of the brokers. */
  private static TlaValue each(Cluster cluster, IntFunction<TlaValue> value) {
    return each(cluster.setup().bounds().replicas(), value);
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

  /** A sequence of at most one. */
  private static <T> TlaValue optional(Optional<T> optional, Function<T, TlaValue> value) {
    return sequence(optional.stream().toList(), value);
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
