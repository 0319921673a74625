package org.acksiom.linearizability.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where each consumer is in each partition, as long as it is known. */
final class ConsumerPositions {
  /** The offset that was read last, and the event of that read. */
  private record Position(long offset, int event) {}

  private final Map<Long, Map<PartitionHistory, Position>> byConsumer = new HashMap<>();

  /**
   * Moves the consumer along what it read in one poll, and notes each step that is not to the next
   * offset.
   */
  void read(int event, long consumer, PartitionHistory partition, List<Stored> records) {
    Map<PartitionHistory, Position> positions =
        byConsumer.computeIfAbsent(consumer, c -> new HashMap<>());
    for (Stored place : records) {
      Observation observation = partition.read(event, place);
      Position last = positions.put(partition, new Position(place.offset(), event));
      if (last != null && place.offset() != last.offset() + 1) {
        partition.step(new Step(consumer, last.offset(), last.event(), observation, event));
      }
    }
  }

  void forget(long consumer, PartitionHistory partition) {
    Map<PartitionHistory, Position> positions = byConsumer.get(consumer);
    if (positions != null) {
      positions.remove(partition);
    }
  }

  void forgetAll(long consumer) {
    byConsumer.remove(consumer);
  }
}
