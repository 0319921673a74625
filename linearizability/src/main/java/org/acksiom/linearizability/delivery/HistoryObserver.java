package org.acksiom.linearizability.delivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Keyword;

/** Takes the events of a history in their order and sorts what they say by partition. */
final class HistoryObserver {
  /**
   * An operation under way; for each micro-operation it has the send, or {@code null} for a poll.
   */
  private record Invocation(
      int event, String function, List<MicroOperation> operations, List<Sent> sends) {}

  private final Map<String, PartitionHistory> partitions = new LinkedHashMap<>();

  /** The same by the keys as they are met, which spares turning each into text. */
  private final Map<Object, PartitionHistory> partitionsByKey = new HashMap<>();

  private final Map<Long, Invocation> underWay = new HashMap<>();
  private final ConsumerPositions positions = new ConsumerPositions();
  private int index;
  private long operations;
  private Keyword foreign;

  void observe(Event event) {
    if (index == Integer.MAX_VALUE) {
      throw new BadHistoryException(index, "the history to end here", "more");
    }
    if (!transacts(event) && !repositions(event)) {
      foreign = new Keyword(event.function());
    } else if (event.type() == Event.Type.INVOKE) {
      invoke(event);
    } else {
      complete(event);
    }
    index++;
  }

  /** The partitions in the order in which the history names them first. */
  Collection<PartitionHistory> partitions() {
    return partitions.values();
  }

  /** How many operations were invoked, once the history has ended. */
  long operations() {
    if (operations == 0 && foreign != null) {
      throw new BadHistoryException(
          index - 1,
          "a send, poll or txn in the history by now",
          "only others such as " + PlainText.of(foreign));
    }
    return operations;
  }

  private static boolean transacts(Event event) {
    return switch (event.function()) {
      case "send", "poll", "txn" -> true;
      default -> false;
    };
  }

  private static boolean repositions(Event event) {
    return switch (event.function()) {
      case "assign", "seek-to-beginning", "subscribe", "crash" -> true;
      default -> false;
    };
  }

  private void invoke(Event event) {
    Invocation before = underWay.get(event.process());
    if (before != null) {
      throw new BadHistoryException(
          index,
          "the completion of " + before.function() + " of event " + before.event(),
          "the invocation of " + event.function() + " by the same process " + event.process());
    }
    List<MicroOperation> micro =
        transacts(event) ? MicroOperation.invoked(index, event.value()) : List.of();
    Object producer = event.attributes().getOrDefault("producer", event.process());
    List<Sent> sends = new ArrayList<>(micro.size());
    for (MicroOperation operation : micro) {
      sends.add(
          operation instanceof MicroOperation.Send send
              ? partition(send.partition()).send(index, producer, send.record())
              : null);
    }
    underWay.put(event.process(), new Invocation(index, event.function(), micro, sends));
    operations++;
  }

  private void complete(Event event) {
    Invocation invocation = underWay.remove(event.process());
    if (invocation == null) {
      throw new BadHistoryException(
          index,
          "process " + event.process() + " to have an operation under way",
          "the completion of " + event.function());
    }
    if (!invocation.function().equals(event.function())) {
      throw new BadHistoryException(
          index,
          "the completion of " + invocation.function() + " of event " + invocation.event(),
          "the completion of " + event.function());
    }
    if (event.type() == Event.Type.FAIL) {
      invocation.sends().stream()
          .filter(Objects::nonNull)
          .forEach(send -> send.tell(Sent.Result.FAILED, index));
    } else if (repositions(event)) {
      reposition(event);
    } else if (event.type() == Event.Type.OK) {
      succeed(event, invocation);
    }
  }

  private void reposition(Event event) {
    boolean wholly = event.function().equals("subscribe") || event.function().equals("crash");
    if (wholly || event.value() == null) {
      positions.forgetAll(event.process());
    } else {
      forget(event.process(), event.value());
    }
  }

  private void succeed(Event event, Invocation invocation) {
    List<?> completed = MicroOperation.list(index, event.value());
    if (completed.size() != invocation.operations().size()) {
      throw new BadHistoryException(
          index,
          "as many micro-operations as in event "
              + invocation.event()
              + ", which has "
              + invocation.operations().size(),
          String.valueOf(completed.size()));
    }
    for (int i = 0; i < completed.size(); i++) {
      if (invocation.operations().get(i) instanceof MicroOperation.Send send) {
        partition(send.partition())
            .succeeded(index, invocation.sends().get(i), send.acked(index, completed.get(i)));
      } else if (invocation.operations().get(i) instanceof MicroOperation.Poll poll) {
        polled(event, poll.read(index, completed.get(i)));
      }
    }
  }

  private void polled(Event event, Map<Object, List<Stored>> read) {
    Object isFinal = event.attributes().getOrDefault("final", false);
    if (!(isFinal instanceof Boolean)) {
      throw new BadHistoryException(
          index, "true or false as the attribute final", PlainText.of(isFinal));
    }
    if ((Boolean) isFinal) {
      read.forEach((key, log) -> partition(key).readFinally(index, log));
      return;
    }
    forgetRebalanced(event);
    read.forEach((key, records) -> positions.read(index, event.process(), partition(key), records));
  }

  private void forgetRebalanced(Event event) {
    Object log = event.attributes().get("rebalance-log");
    if (log == null) {
      return;
    }
    if (!(log instanceof Collection<?> rebalances)) {
      throw new BadHistoryException(index, "a list as rebalance-log", PlainText.of(log));
    }
    for (Object rebalance : rebalances) {
      if (!(rebalance instanceof Map<?, ?> map)) {
        throw new BadHistoryException(index, "a map in rebalance-log", PlainText.of(rebalance));
      }
      Object keys = map.get(new Keyword("keys"));
      forget(event.process(), keys != null ? keys : map.get("keys"));
    }
  }

  private void forget(long consumer, Object keys) {
    if (!(keys instanceof Collection<?> collection)) {
      throw new BadHistoryException(index, "a list of partitions' keys", PlainText.of(keys));
    }
    collection.forEach(key -> positions.forget(consumer, partition(key)));
  }

  private PartitionHistory partition(Object key) {
    return partitionsByKey.computeIfAbsent(
        key,
        named ->
            partitions.computeIfAbsent(PlainText.ofKey(named), n -> new PartitionHistory(key)));
  }
}
