package org.acksiom.kafka.log;

import static org.acksiom.impl.core.Entry.NO_SEQUENCE;

import java.util.ArrayList;
import java.util.List;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.core.ErrorCode;
import org.acksiom.impl.core.Log;
import org.apache.kafka.storage.internals.log.ProducerStateEntry;

/**
 * Which of a producer's batches Kafka can recognise: the last five of its epoch, less what it has
 * forgotten. A producer snapshot has the last batch alone ({@code
 * ProducerStateManager.writeSnapshot}); it is loaded when a log is opened, at its end, and when it
 * is truncated, from the newest that is left, behind which the log is read again.
 *
 * <p>What is read at once, a segment or what is left of it, counts as one step ({@code
 * ProducerAppendInfo}): an older producer epoch that comes and goes in it is not noticed, and the
 * batches before it are not forgotten.
 */
final class KafkasMemory {
  private int snapshot;
  private List<Integer> reads = List.of();

  /**
   * Kafka has loaded its producers.
   *
   * @param offset the end of the log that the snapshot tells of; 0 if there was none
   * @param ends where each part of the log ends that was read at once behind it, in order
   */
  void loaded(int offset, List<Integer> ends) {
    snapshot = offset;
    reads = List.copyOf(ends);
  }

  /**
   * The offsets of the batches that Kafka can recognise in that log, oldest first.
   *
   * @param log as Kafka has it; one that is shorter has lost something, which is for others to find
   */
  List<Integer> of(List<Entry> log) {
    Producer producer = new Producer(log);
    int end = Math.min(snapshot, log.size());
    while (producer.batches.isEmpty() && end > 0) {
      producer.read(--end, end + 1);
    }
    int from = snapshot;
    for (int to : reads) {
      producer.read(from, to);
      from = to;
    }
    producer.readEach(from);
    return producer.batches;
  }

  /** The offsets of the batches that it could recognise if it had forgotten none. */
  static List<Integer> ofAll(List<Entry> log) {
    Producer producer = new Producer(log);
    producer.readEach(0);
    return producer.batches;
  }

  /**
   * What a leader says that remembers those batches only, where one that has forgotten none
   * recognises a duplicate: it finds a later copy, or none, and then it is no batch that follows.
   */
  static Answer insteadOf(Answer duplicate, Log log, List<Integer> remembered) {
    boolean isForgotten =
        ofAll(log.from(0)).contains(duplicate.offset()) && !remembered.contains(duplicate.offset());
    if (!isForgotten) {
      return duplicate;
    }
    int sequence = log.entry(duplicate.offset()).sequence();
    return remembered.stream()
        .filter(offset -> log.entry(offset).sequence() == sequence)
        .map(offset -> new Answer(duplicate.error(), offset))
        .findFirst()
        .orElseGet(() -> Answer.refused(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER.name()));
  }

  /** What has been loaded. */
  @Override
  public String toString() {
    return snapshot + " " + reads;
  }

  /** Kafka: {@code ProducerStateEntry}. */
  private static final class Producer {
    private final List<Entry> log;
    private final List<Integer> batches = new ArrayList<>();
    private int epoch;

    Producer(List<Entry> log) {
      this.log = log;
    }

    void readEach(int from) {
      for (int offset = from; offset < log.size(); offset++) {
        read(offset, offset + 1);
      }
    }

    void read(int from, int to) {
      int newEpoch = epoch;
      List<Integer> newBatches = new ArrayList<>();
      for (int offset = from; offset < Math.min(to, log.size()); offset++) {
        Entry entry = log.get(offset);
        if (entry.sequence() == NO_SEQUENCE) {
          continue;
        }
        if (entry.producerEpoch() != newEpoch) {
          newBatches.clear();
        }
        newEpoch = entry.producerEpoch();
        newBatches.add(offset);
      }
      if (newEpoch != epoch) {
        batches.clear();
      }
      epoch = newEpoch;
      batches.addAll(newBatches);
      while (batches.size() > ProducerStateEntry.NUM_BATCHES_TO_RETAIN) {
        batches.remove(0);
      }
    }
  }
}
