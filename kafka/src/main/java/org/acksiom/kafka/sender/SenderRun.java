package org.acksiom.kafka.sender;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.acksiom.impl.core.ErrorCode;
import org.acksiom.impl.core.ProduceRequest;
import org.acksiom.impl.core.ProduceResponse;
import org.acksiom.impl.core.Result;
import org.acksiom.specs.Acks;
import org.acksiom.specs.DeliverySettings;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BufferPool;
import org.apache.kafka.clients.producer.internals.ProducerBatch;
import org.apache.kafka.clients.producer.internals.ProducerMetadata;
import org.apache.kafka.clients.producer.internals.RecordAccumulator;
import org.apache.kafka.clients.producer.internals.Sender;
import org.apache.kafka.clients.producer.internals.SenderMetricsRegistry;
import org.apache.kafka.clients.producer.internals.TransactionManager;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.internals.ClusterResourceListeners;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.utils.internals.LogContext;

/**
 * One run of the real producer: its {@link Sender}, {@link RecordAccumulator}, {@link
 * TransactionManager} and {@link ProducerMetadata}, on {@link Connections} and a {@link
 * StandingTime} of ours. The application has called {@code send()} for records 1 to n, in that
 * order, a millisecond apart; each is a batch of its own.
 *
 * <p>After each input the I/O thread makes turns in which it may not write, until it has done all
 * that it had put off: it fails what has expired, resolves sequences and bumps the epoch. So it
 * does what a thread does that is never held up; what it may do in one turn with two things that
 * happened since the last one is left out.
 */
final class SenderRun {
  /** {@code retries} where there are some: what ends them is {@code delivery.timeout.ms}. */
  private static final int RETRIES = Integer.MAX_VALUE;

  private static final String TOPIC = "topic";
  private static final Uuid TOPIC_ID = new Uuid(1, 1);
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final String METRICS = "producer-metrics";
  private static final int DELIVERY_TIMEOUT_MS = 120_000;
  private static final int ONE_RECORD_A_BATCH = 1;

  /** So large that no second one fits into what is kept free for overheads. */
  private static final int VALUE_BYTES = 256;

  private static final int REQUEST_TIMEOUT_MS = 30_000;
  private static final int MAX_REQUEST_BYTES = 1 << 20;
  private static final long NO_BACKOFF_MS = 0;

  /** Turns after an input: one expires what it left behind, the next resolves its sequence. */
  private static final int TURNS_TO_SETTLE = 2;

  private final SenderInternals internals;
  private final int brokers;
  private final StandingTime time = new StandingTime();
  private final Connections connections;
  private final ProducerMetadata metadata;
  private final RecordAccumulator accumulator;
  private final Optional<TransactionManager> transactionManager;
  private final Sender sender;
  private final Map<ProducerBatch, Integer> records = new IdentityHashMap<>();
  private final List<ProducerBatch> batches = new ArrayList<>();
  private final Result[] results;
  private final int[] sends;

  /** For each broker the records of its requests that are not answered, oldest first. */
  private final List<Deque<Integer>> onConnection = new ArrayList<>();

  private int leader;
  private int leaderEpoch;
  private int latest;

  SenderRun(SenderInternals internals, DeliverySettings settings, int brokers, int records) {
    this.internals = internals;
    this.brokers = brokers;
    this.results = new Result[records + 1];
    this.sends = new int[records + 1];
    LogContext log = new LogContext();
    Metrics metrics = new Metrics(time);
    connections = new Connections(time, brokers, settings.maxInFlight());
    metadata =
        new ProducerMetadata(
            NO_BACKOFF_MS,
            NO_BACKOFF_MS,
            Long.MAX_VALUE,
            Long.MAX_VALUE / 2,
            log,
            new ClusterResourceListeners());
    transactionManager =
        settings.idempotence()
            ? Optional.of(
                new TransactionManager(
                    log, null, 0, NO_BACKOFF_MS, new ApiVersions(), metadata, false))
            : Optional.empty();
    accumulator =
        new RecordAccumulator(
            log,
            ONE_RECORD_A_BATCH,
            Compression.NONE,
            0,
            NO_BACKOFF_MS,
            NO_BACKOFF_MS,
            DELIVERY_TIMEOUT_MS,
            metrics,
            METRICS,
            time,
            transactionManager.orElse(null),
            new BufferPool(MAX_REQUEST_BYTES, ONE_RECORD_A_BATCH, metrics, time, METRICS));
    sender =
        new Sender(
            log,
            connections,
            metadata,
            accumulator,
            settings.maxInFlight() == 1,
            MAX_REQUEST_BYTES,
            acks(settings.acks()),
            settings.retries() ? RETRIES : 0,
            new SenderMetricsRegistry(metrics),
            time,
            REQUEST_TIMEOUT_MS,
            NO_BACKOFF_MS,
            transactionManager.orElse(null));
    for (int broker = 0; broker <= brokers; broker++) {
      onConnection.add(new ArrayDeque<>());
    }
    metadata.add(TOPIC, time.milliseconds());
    learnLeader(1);
    batches.add(null);
    for (int record = 1; record <= records; record++) {
      append(record);
    }
    settle();
  }

  private static short acks(Acks acks) {
    return switch (acks) {
      case NONE -> 0;
      case LEADER -> 1;
      case ALL -> -1;
    };
  }

  private static Node node(int broker) {
    return new Node(broker, "broker-" + broker, 9092);
  }

  private void append(int record) {
    time.goTo(record);
    try {
      accumulator.append(
          TOPIC,
          PARTITION.partition(),
          record,
          null,
          ByteBuffer.allocate(VALUE_BYTES).putInt(record).array(),
          null,
          new Telling(record),
          0,
          time.milliseconds(),
          metadata.fetch());
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody waits for memory here", e);
    }
    results[record] = new Result(Result.Outcome.UNKNOWN, ProduceResponse.NO_OFFSET);
    ProducerBatch batch = accumulator.getDeque(PARTITION).getLast();
    if (records.put(batch, record) != null) {
      throw new IllegalStateException("two records share a batch");
    }
    batches.add(batch);
  }

  /** What {@code send()} was given to call back. */
  private final class Telling implements RecordAccumulator.AppendCallbacks {
    private final int record;

    private Telling(int record) {
      this.record = record;
    }

    @Override
    public void setPartition(int partition) {}

    @Override
    public void onCompletion(RecordMetadata told, Exception exception) {
      if (results[record].outcome() != Result.Outcome.UNKNOWN) {
        throw new IllegalStateException("the application was told twice of record " + record);
      }
      if (exception != null) {
        results[record] = new Result(Result.Outcome.FAILED, ProduceResponse.NO_OFFSET);
      } else if (told.hasOffset()) {
        results[record] = new Result(Result.Outcome.ACKED, Math.toIntExact(told.offset()));
      } else {
        results[record] = new Result(Result.Outcome.COMPLETED, ProduceResponse.NO_OFFSET);
      }
    }
  }

  // ---- what happens to it

  /**
   * Lets something happen, and the I/O thread do what it does then.
   *
   * @param input what happens
   * @param offset the offset that a successful answer names
   * @return the request that was written, if one was
   */
  Optional<ProduceRequest> happens(SenderInput input, int offset) {
    return happen(List.of(input), offset);
  }

  /** The same with several things that happen between two turns of the I/O thread. */
  Optional<ProduceRequest> happen(List<SenderInput> inputs, int offset) {
    inputs.forEach(input -> prepare(input, offset));
    turn();
    connections.shut();
    Optional<ProduceRequest> written = written();
    settle();
    if (!connections.takeSent().isEmpty()) {
      throw new IllegalStateException("it was written to a broker that was not ready");
    }
    return written;
  }

  private void prepare(SenderInput input, int offset) {
    if (input instanceof SenderInput.MaySend) {
      connections.open(leader);
    } else if (input instanceof SenderInput.Answered answered) {
      connections.answer(answered.broker(), response(answered.error(), offset));
      onConnection.get(answered.broker()).remove();
    } else if (input instanceof SenderInput.Disconnected disconnected) {
      connections.breakConnection(disconnected.broker());
      onConnection.get(disconnected.broker()).clear();
    } else if (input instanceof SenderInput.DeadlinePasses deadline) {
      latest = Math.max(latest, deadline.record());
      time.goTo(DELIVERY_TIMEOUT_MS + deadline.record());
    } else if (input instanceof SenderInput.LeaderChanges changed) {
      learnLeader(changed.leader());
    }
  }

  private void turn() {
    internals.runOnce(sender);
  }

  private void settle() {
    for (int turn = 0; turn < TURNS_TO_SETTLE; turn++) {
      turn();
    }
    if (transactionManager.isPresent() && internals.isStuckOrBusy(transactionManager.get())) {
      throw new IllegalStateException("the I/O thread has not come to rest");
    }
  }

  private void learnLeader(int broker) {
    leader = broker;
    leaderEpoch++;
    MetadataResponseData.MetadataResponseBrokerCollection nodes =
        new MetadataResponseData.MetadataResponseBrokerCollection();
    for (int id = 1; id <= brokers; id++) {
      Node node = node(id);
      nodes.add(
          new MetadataResponseData.MetadataResponseBroker()
              .setNodeId(id)
              .setHost(node.host())
              .setPort(node.port()));
    }
    List<Integer> all = IntStream.rangeClosed(1, brokers).boxed().toList();
    MetadataResponseData.MetadataResponseTopicCollection topics =
        new MetadataResponseData.MetadataResponseTopicCollection();
    topics.add(
        new MetadataResponseData.MetadataResponseTopic()
            .setName(TOPIC)
            .setTopicId(TOPIC_ID)
            .setPartitions(
                List.of(
                    new MetadataResponseData.MetadataResponsePartition()
                        .setPartitionIndex(PARTITION.partition())
                        .setLeaderId(broker)
                        .setLeaderEpoch(leaderEpoch)
                        .setReplicaNodes(all)
                        .setIsrNodes(all))));
    metadata.updateWithCurrentRequestVersion(
        new MetadataResponse(
            new MetadataResponseData().setBrokers(nodes).setTopics(topics),
            ApiKeys.METADATA.latestVersion()),
        false,
        time.milliseconds());
  }

  private static org.apache.kafka.common.requests.ProduceResponse response(
      ErrorCode error, int offset) {
    ProduceResponseData.TopicProduceResponseCollection topics =
        new ProduceResponseData.TopicProduceResponseCollection();
    topics.add(
        new ProduceResponseData.TopicProduceResponse()
            .setName(TOPIC)
            .setTopicId(TOPIC_ID)
            .setPartitionResponses(
                List.of(
                    new ProduceResponseData.PartitionProduceResponse()
                        .setIndex(PARTITION.partition())
                        .setErrorCode(Errors.valueOf(error.name()).code())
                        .setBaseOffset(offset))));
    return new org.apache.kafka.common.requests.ProduceResponse(
        new ProduceResponseData().setResponses(topics));
  }

  /** What was written, as the broker reads it. */
  private Optional<ProduceRequest> written() {
    List<ClientRequest> sent = connections.takeSent();
    if (sent.size() > 1) {
      throw new IllegalStateException("expected one request a turn, found " + sent.size());
    }
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    ProduceRequestData data =
        ((org.apache.kafka.common.requests.ProduceRequest) sent.get(0).requestBuilder().build())
            .data();
    MemoryRecords stored =
        (MemoryRecords)
            data.topicData().iterator().next().partitionData().iterator().next().records();
    RecordBatch batch = stored.batches().iterator().next();
    int record = batch.iterator().next().value().getInt();
    sends[record]++;
    if (sent.get(0).expectResponse()) {
      onConnection.get(Integer.parseInt(sent.get(0).destination())).add(record);
    }
    return Optional.of(
        new ProduceRequest(record, Math.max(0, batch.producerEpoch()), batch.baseSequence()));
  }

  // ---- what it is

  Result result(int record) {
    return results[record];
  }

  SenderState state() {
    List<List<Integer>> unanswered = onConnection.stream().map(each -> List.copyOf(each)).toList();
    List<SenderState.BatchState> states = new ArrayList<>();
    states.add(null);
    for (int record = 1; record < results.length; record++) {
      states.add(batchState(record, unanswered));
    }
    return new SenderState(
        numbers(accumulator.getDeque(PARTITION)),
        unanswered,
        numbers(sender.inFlightBatches(PARTITION)),
        Collections.unmodifiableList(states),
        leader,
        internals.isMuted(accumulator, PARTITION),
        transactionManager.map(internals::producerEpoch).orElse(0),
        transactionManager.map(this::sequences).orElse(SenderState.Sequences.NONE));
  }

  private SenderState.BatchState batchState(int record, List<List<Integer>> unanswered) {
    ProducerBatch batch = batches.get(record);
    boolean undecided = results[record].outcome() == Result.Outcome.UNKNOWN;
    SenderState.BatchState state =
        new SenderState.BatchState(
            results[record].outcome(),
            undecided ? sends[record] : 0,
            batch.hasSequence() ? batch.producerEpoch() : 0,
            batch.baseSequence(),
            batch.inRetry(),
            batch.sequenceHasBeenReset(),
            undecided && record <= latest);
    boolean isOver =
        !undecided && unanswered.stream().noneMatch(connection -> connection.contains(record));
    return isOver ? state.forgotten() : state;
  }

  private SenderState.Sequences sequences(TransactionManager manager) {
    Object partition = internals.partitionState(manager, PARTITION);
    return new SenderState.Sequences(
        internals.epochOf(partition),
        internals.nextSequence(partition),
        internals.lastAckedSequence(partition),
        numbers(internals.tracked(partition)),
        internals.unresolved(manager, PARTITION));
  }

  private List<Integer> numbers(Collection<ProducerBatch> some) {
    return some.stream().map(records::get).toList();
  }
}
