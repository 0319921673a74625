package org.acksiom.impl.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.acksiom.specs.Acks;
import org.acksiom.specs.DeliverySettings;

/**
 * The producer's I/O thread: accumulator, in-flight window, retries, giving up and the sequences of
 * idempotence (Kafka: {@code Sender}, {@code RecordAccumulator}, {@code InFlightRequests}, {@code
 * TransactionManager}). The application has called {@code send()} for records 1 to n, in that
 * order.
 *
 * <p>Another producer that is stepped in the same way can take its place, by extending it and
 * answering for itself whatever is asked of it.
 */
public class Producer {
  private final DeliverySettings settings;
  private final int maxAttempts;
  private final ArrayList<Integer> queue;
  private final List<ArrayList<Integer>> inFlight;
  private final Batch[] batches;
  private final Result[] results;
  private int producerEpoch;
  private int metadata;

  /**
   * A record on its way to the log.
   *
   * @param attempts how often it was sent; 0 again once it is acked or given up
   * @param producerEpoch the producer's epoch when it got its sequence
   * @param sequence its sequence, or {@link Entry#NO_SEQUENCE} if it has none (yet)
   */
  public record Batch(int attempts, int producerEpoch, int sequence) {
    private static final Batch NEW = new Batch(0, 0, Entry.NO_SEQUENCE);

    private boolean hasSequence() {
      return sequence != Entry.NO_SEQUENCE;
    }
  }

  /**
   * A producer that has everything to send and takes broker 1 for the leader.
   *
   * @param maxAttempts how often one record is sent at most: a bound of the exploration, not a
   *     setting
   */
  public Producer(DeliverySettings settings, int replicas, int records, int maxAttempts) {
    this.settings = settings;
    this.maxAttempts = maxAttempts;
    this.queue = new ArrayList<>(IntStream.rangeClosed(1, records).boxed().toList());
    this.inFlight = new ArrayList<>();
    for (int broker = 0; broker <= replicas; broker++) {
      inFlight.add(new ArrayList<>());
    }
    this.batches = new Batch[records + 1];
    Arrays.fill(batches, Batch.NEW);
    this.results = new Result[records + 1];
    Arrays.fill(results, Result.UNKNOWN);
    this.metadata = 1;
  }

  /** An independent producer in the same state as another. */
  protected Producer(Producer other) {
    this.settings = other.settings;
    this.maxAttempts = other.maxAttempts;
    this.queue = new ArrayList<>(other.queue);
    this.inFlight = new ArrayList<>(other.inFlight.size());
    other.inFlight.forEach(records -> inFlight.add(new ArrayList<>(records)));
    this.batches = other.batches.clone();
    this.results = other.results.clone();
    this.producerEpoch = other.producerEpoch;
    this.metadata = other.metadata;
  }

  /** An independent producer in the same state. */
  public Producer copy() {
    return new Producer(this);
  }

  // ---- sending

  /**
   * Whether the first record of the queue may be sent now: the window has room, idempotence allows
   * it, and it has attempts left. Whether the broker can be reached is not for the producer to
   * know.
   */
  public boolean canSend() {
    if (queue.isEmpty()) {
      return false;
    }
    int record = queue.get(0);
    boolean windowHasRoom =
        settings.maxInFlight() == 1
            ? nothingInFlight()
            : inFlight.get(metadata).size() < settings.maxInFlight();
    return windowHasRoom
        && batches[record].attempts() < maxAttempts
        && (!settings.idempotence() || sequenceAllows(record));
  }

  private boolean nothingInFlight() {
    for (List<Integer> records : inFlight) {
      if (!records.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes the first record of the queue and makes it a request to the broker named by {@link
   * #metadata()} (Kafka: {@code Sender.sendProducerData}). With acks=0 the send is completed by
   * this.
   */
  @SpecAction("ProducerSends")
  public ProduceRequest send() {
    int record = queue.remove(0);
    Batch batch = batches[record];
    if (settings.idempotence() && !batch.hasSequence()) {
      if (unresolved()) {
        producerEpoch++;
      }
      batch = new Batch(batch.attempts(), producerEpoch, nextSequence());
    }
    batches[record] = new Batch(batch.attempts() + 1, batch.producerEpoch(), batch.sequence());
    if (settings.acks() == Acks.NONE) {
      results[record] = Result.COMPLETED;
    } else {
      inFlight.get(metadata).add(record);
    }
    return new ProduceRequest(record, batch.producerEpoch(), batch.sequence());
  }

  // ---- sequences

  /**
   * A record with a sequence is a retry and waits until it is the first one undecided; a new record
   * waits while the fate of earlier sequences is unresolved and others are under way (Kafka: {@code
   * RecordAccumulator.shouldStopDrainBatchesForPartition}).
   */
  private boolean sequenceAllows(int record) {
    int firstUndecided = Integer.MAX_VALUE;
    for (int other = 1; other < batches.length; other++) {
      if (isSequenced(other) && results[other].outcome() == Result.Outcome.UNKNOWN) {
        firstUndecided = Math.min(firstUndecided, batches[other].sequence());
      }
    }
    return batches[record].hasSequence()
        ? batches[record].sequence() <= firstUndecided
        : firstUndecided == Integer.MAX_VALUE || !unresolved();
  }

  /**
   * A sequenced record was given up and no later one acknowledged, which would prove it stored
   * (Kafka: {@code TransactionManager.hasUnresolvedSequence}).
   */
  private boolean unresolved() {
    return lastSequence(Result.Outcome.FAILED) > lastSequence(Result.Outcome.ACKED);
  }

  private int lastSequence(Result.Outcome outcome) {
    int last = Entry.NO_SEQUENCE;
    for (int record = 1; record < batches.length; record++) {
      if (isSequenced(record) && results[record].outcome() == outcome) {
        last = Math.max(last, batches[record].sequence());
      }
    }
    return last;
  }

  private int nextSequence() {
    int sequenced = 0;
    for (int record = 1; record < batches.length; record++) {
      if (isSequenced(record)) {
        sequenced++;
      }
    }
    return sequenced;
  }

  /** Whether the record has a sequence of the current producer epoch. */
  private boolean isSequenced(int record) {
    return batches[record].hasSequence() && batches[record].producerEpoch() == producerEpoch;
  }

  // ---- answers

  /**
   * Reads the oldest answer on the connection to a broker (Kafka: {@code Sender.completeBatch}).
   */
  @SpecAction("ProducerReceives")
  public void onResponse(int broker, ProduceResponse response) {
    inFlight.get(broker).remove(0);
    if (response.error() == ErrorCode.NONE) {
      decided(response.record(), Result.acked(response.offset()));
    } else {
      attemptsFailed(List.of(response.record()));
      if (isHopeless(response)) {
        numberAnew();
      }
    }
  }

  /**
   * A sequence is refused although it is the next one: after the last that was acknowledged or,
   * while sequences are unresolved, after the last that was given up. The log has lost, or got
   * ahead of, what the producer knows (Kafka: {@code TransactionManager.canRetry}, {@code
   * isNextSequenceForUnresolvedPartition}).
   */
  private boolean isHopeless(ProduceResponse response) {
    Result.Outcome before = unresolved() ? Result.Outcome.FAILED : Result.Outcome.ACKED;
    return response.error() == ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER
        && isSequenced(response.record())
        && batches[response.record()].sequence() == lastSequence(before) + 1;
  }

  /**
   * Bumps the epoch and numbers all that is undecided anew, in the same order, which is that of the
   * records (Kafka: {@code TransactionManager.bumpIdempotentProducerEpoch}, {@code
   * startSequencesAtBeginning}). What a log has of them under the old epoch it will not recognise
   * any more.
   */
  private void numberAnew() {
    List<Integer> undecided = new ArrayList<>();
    for (int record = 1; record < batches.length; record++) {
      if (isSequenced(record) && results[record].outcome() == Result.Outcome.UNKNOWN) {
        undecided.add(record);
      }
    }
    producerEpoch++;
    for (int sequence = 0; sequence < undecided.size(); sequence++) {
      int record = undecided.get(sequence);
      batches[record] = new Batch(batches[record].attempts(), producerEpoch, sequence);
    }
  }

  /**
   * The connection to a broker is gone, or {@code request.timeout.ms} is over: all that is in
   * flight there failed.
   */
  @SpecAction({"ConnectionBreaks", "BrokerCrashes"})
  public void onDisconnect(int broker) {
    List<Integer> failed = List.copyOf(inFlight.get(broker));
    inFlight.get(broker).clear();
    attemptsFailed(failed);
  }

  /**
   * Without retries the sends fail. With retries each record goes back to the front of the queue,
   * so that two that fail together change places; with idempotence it goes to its place by sequence
   * (Kafka: {@code RecordAccumulator.reenqueue}, {@code insertInSequenceOrder}).
   */
  private void attemptsFailed(List<Integer> failed) {
    if (!settings.retries()) {
      failed.forEach(record -> results[record] = Result.FAILED);
      return;
    }
    failed.forEach(record -> queue.add(0, record));
    if (settings.idempotence()) {
      List<Integer> retried = new ArrayList<>(queue);
      retried.removeIf(record -> !batches[record].hasSequence());
      retried.sort(Comparator.comparingInt(record -> batches[record].sequence()));
      queue.removeAll(retried);
      queue.addAll(0, retried);
    }
  }

  /**
   * Whether {@code delivery.timeout.ms} may elapse for a record: it waits to be sent again, or it
   * was never sent because the leader can't be reached.
   *
   * @param leaderReachable whether a connection to the broker named by {@link #metadata()} can be
   *     had
   */
  public boolean canGiveUp(int record, boolean leaderReachable) {
    return !queue.isEmpty()
        && (batches[record].attempts() > 0 || !leaderReachable)
        && queue.contains(record);
  }

  /**
   * Gives a record up: its send fails, whatever became of the attempts (Kafka: {@code
   * expiredBatches}).
   */
  @SpecAction("ProducerGivesUp")
  public void giveUp(int record) {
    queue.remove(Integer.valueOf(record));
    decided(record, Result.FAILED);
  }

  /**
   * Nobody asks any more how often the record was sent: states that differ in nothing else are one.
   */
  private void decided(int record, Result result) {
    results[record] = result;
    Batch batch = batches[record];
    batches[record] = new Batch(0, batch.producerEpoch(), batch.sequence());
  }

  /** Hears who leads the partition. */
  @SpecAction("ProducerRefreshesMetadata")
  public void refreshMetadata(int leader) {
    metadata = leader;
  }

  // ---- what it is

  /** The records that wait to be sent, in order. */
  public List<Integer> queue() {
    return Collections.unmodifiableList(queue);
  }

  /** The records sent to that broker and not answered, oldest first. */
  public List<Integer> inFlight(int broker) {
    return Collections.unmodifiableList(inFlight.get(broker));
  }

  /** How many records the application sends. */
  public int records() {
    return results.length - 1;
  }

  /** How far that record is on its way. */
  public Batch batch(int record) {
    return batches[record];
  }

  /** What the application was told of that record. */
  public Result result(int record) {
    return results[record];
  }

  /** The epoch of the producer's id. */
  public int producerEpoch() {
    return producerEpoch;
  }

  /** The broker that the producer takes for the leader. */
  public int metadata() {
    return metadata;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Producer p
        && producerEpoch == p.producerEpoch
        && metadata == p.metadata
        && queue.equals(p.queue)
        && inFlight.equals(p.inFlight)
        && Arrays.equals(batches, p.batches)
        && Arrays.equals(results, p.results);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        producerEpoch,
        metadata,
        queue,
        inFlight,
        Arrays.hashCode(batches),
        Arrays.hashCode(results));
  }
}
