package org.acksiom.linearizability.delivery;

import java.util.Collection;
import java.util.Map;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Keyword;

/**
 * Takes the events of a history in their order, pairs completions with invocations, and tells each
 * partition what is said of it.
 *
 * @param <P> what takes notes of a partition
 */
final class HistoryObserver<P extends PartitionEvents> {
  private final Partitions<P> partitions;
  private final Producers producers = new Producers();
  private final Processes processes = new Processes();
  private final ConsumerPositions positions = new ConsumerPositions();
  private final Said said = new Said();

  /** The processes whose result is unknown; {@code null} if they may go on. */
  private final LongIndex crashed;

  private int index;
  private long operations;
  private Keyword foreign;

  /**
   * An observer of nothing so far.
   *
   * @param strict whether what was recorded by a test harness keeps its rules, too: all functions
   *     pair up, and a process whose result is unknown is not used again
   */
  HistoryObserver(Partitions.Notes<P> notes, boolean strict) {
    partitions = new Partitions<>(notes);
    crashed = strict ? new LongIndex() : null;
  }

  void observe(Event event) {
    if (index == Integer.MAX_VALUE) {
      throw new BadHistoryException(index, "the history to end here", "more");
    }
    Function function = Function.of(event.function());
    if (function == Function.OTHER) {
      foreign = new Keyword(event.function());
    }
    if (function == Function.OTHER && crashed == null) {
      index++;
      return;
    }
    if (event.type() == Event.Type.INVOKE) {
      invoke(event, function);
    } else {
      complete(event, function);
    }
    index++;
  }

  Partitions<P> partitions() {
    return partitions;
  }

  Producers producers() {
    return producers;
  }

  long operationsSoFar() {
    return operations;
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

  /**
   * Takes an invocation of micro-operations.
   *
   * @param producer the producer's number
   * @return whether it was taken; if not it breaks a rule, and nothing has changed
   */
  boolean invoke(long process, Function function, String name, int producer, Said asked) {
    if (index == Integer.MAX_VALUE
        || processes.get(process) != null
        || (crashed != null && crashed.get(process) != LongIndex.NONE)) {
      return false;
    }
    begin(process, function, name, producer, asked);
    index++;
    return true;
  }

  /** The number of a producer. */
  int producer(Object named) {
    return producers.number(named);
  }

  /** The operation that the process has under way by this function, or {@code null}. */
  Invocation underWay(long process, Function function) {
    Invocation invocation = processes.get(process);
    return invocation == null || invocation.function() != function ? null : invocation;
  }

  /**
   * Takes the completion of what {@link #underWay} returned, by an event that says nothing of
   * rebalances.
   *
   * @param told of use if the type is {@code OK}
   * @return whether it was taken; if not it breaks a rule, and nothing has changed
   */
  boolean complete(
      long process, Event.Type type, Invocation invocation, Said told, boolean isFinal) {
    if (index == Integer.MAX_VALUE || (type == Event.Type.OK && !invocation.isCompletedBy(told))) {
      return false;
    }
    end(process, type);
    if (type == Event.Type.OK) {
      succeed(process, invocation, told, isFinal, Map.of());
    } else {
      endWithoutSuccess(process, type, invocation, Map.of());
    }
    index++;
    return true;
  }

  /** What is kept besides the partitions takes so many bytes in memory, roughly. */
  long bytes() {
    return processes.bytes()
        + positions.bytes()
        + producers.bytes()
        + partitions.bytes()
        + (crashed == null ? 0 : crashed.bytes());
  }

  private void invoke(Event event, Function function) {
    if (crashed != null && crashed.get(event.process()) != LongIndex.NONE) {
      throw new BadHistoryException(
          index,
          "no more of process " + event.process() + " after its result is unknown",
          "the invocation of " + event.function());
    }
    Invocation before = processes.get(event.process());
    if (before != null) {
      throw new BadHistoryException(
          index,
          "the completion of " + before.name() + " of event " + before.event(),
          "the invocation of " + event.function() + " by the same process " + event.process());
    }
    said.clear();
    if (function.transacts()) {
      MicroOperations.invoked(index, event.value(), partitions, said);
    }
    int producer = 0;
    if (said.hasSends()) {
      Object named = event.attributes().get("producer");
      producer =
          producers.number(
              named != null || event.attributes().containsKey("producer")
                  ? named
                  : (Object) event.process());
    }
    begin(event.process(), function, event.function(), producer, said);
  }

  private void begin(long process, Function function, String name, int producer, Said asked) {
    Invocation invocation = processes.begin(process);
    long before = invocation.bytes();
    invocation.begin(index, function, name);
    for (int i = 0; i < asked.size(); i++) {
      int partition = asked.partition(i);
      long word = asked.sent().word(i);
      Object thing = asked.sent().thing(i);
      int send = asked.isPoll(i) ? 0 : partitions.get(partition).send(index, producer, word, thing);
      invocation.add(partition, send, word, thing);
    }
    processes.begun(invocation, before);
    if (function != Function.OTHER) {
      operations++;
    }
  }

  private void complete(Event event, Function function) {
    Invocation invocation = processes.get(event.process());
    if (invocation == null) {
      throw new BadHistoryException(
          index,
          "process " + event.process() + " to have an operation under way",
          "the completion of " + event.function());
    }
    if (!invocation.name().equals(event.function())) {
      throw new BadHistoryException(
          index,
          "the completion of " + invocation.name() + " of event " + invocation.event(),
          "the completion of " + event.function());
    }
    end(event.process(), event.type());
    if (!function.transacts()) {
      if (event.type() != Event.Type.FAIL) {
        reposition(event, function);
      }
    } else if (event.type() != Event.Type.OK) {
      endWithoutSuccess(event.process(), event.type(), invocation, event.attributes());
    } else {
      MicroOperations.completed(index, event.value(), invocation, partitions, said);
      Object isFinal = event.attributes().getOrDefault("final", false);
      if (!(isFinal instanceof Boolean)) {
        throw new BadHistoryException(
            index, "true or false as the attribute final", PlainText.of(isFinal));
      }
      succeed(event.process(), invocation, said, (Boolean) isFinal, event.attributes());
    }
  }

  private void end(long process, Event.Type type) {
    processes.end(process);
    if (type == Event.Type.INFO && crashed != null) {
      crashed.add(process, 0);
    }
  }

  private void endWithoutSuccess(
      long process, Event.Type type, Invocation invocation, Map<String, Object> attributes) {
    if (type == Event.Type.FAIL) {
      fail(invocation);
    }
    forgetRebalanced(process, attributes);
  }

  private void succeed(
      long process,
      Invocation invocation,
      Said told,
      boolean isFinal,
      Map<String, Object> attributes) {
    for (int i = 0; i < told.size(); i++) {
      if (!told.isPoll(i)) {
        succeed(invocation, i, told.acked(i));
      } else if (isFinal) {
        readFinally(told, i);
      } else {
        forgetRebalanced(process, attributes);
        read(process, told, i);
      }
    }
  }

  private void fail(Invocation invocation) {
    for (int i = 0; i < invocation.size(); i++) {
      if (!invocation.isPoll(i)) {
        partitions.get(invocation.partition(i)).failed(index, invocation.send(i));
      }
    }
  }

  private void succeed(Invocation invocation, int i, long offset) {
    P partition = partitions.get(invocation.partition(i));
    if (offset == Said.NO_OFFSET) {
      partition.completed(index, invocation.send(i));
    } else {
      partition.acked(index, invocation.send(i), offset);
    }
  }

  private void read(long process, Said told, int poll) {
    for (int run = told.runsBegin(poll); run < told.runsEnd(poll); run++) {
      positions.read(index, process, partitions.get(told.runPartition(run)), told, run);
    }
  }

  private void readFinally(Said told, int poll) {
    for (int run = told.runsBegin(poll); run < told.runsEnd(poll); run++) {
      P partition = partitions.get(told.runPartition(run));
      partition.finalRead(index);
      for (int i = told.runBegin(run); i < told.runEnd(run); i++) {
        partition.readFinally(index, told.offset(i), told.read().word(i), told.read().thing(i));
      }
    }
  }

  private void reposition(Event event, Function function) {
    long process = event.process();
    if (function == Function.OTHER) {
      return;
    }
    boolean wholly = function == Function.SUBSCRIBE || function == Function.CRASH;
    if (wholly || event.value() == null) {
      positions.forgetAll(process);
    } else {
      forget(process, event.value());
    }
    if (function == Function.SUBSCRIBE) {
      positions.subscribe(process, true);
    } else if (function != Function.SEEK_TO_BEGINNING && event.type() == Event.Type.OK) {
      positions.subscribe(process, false);
    }
  }

  /**
   * Forgets the positions that the consumer's group may have changed meanwhile: of the partitions
   * in the event's own log of rebalances, or, where there is none, all of a consumer that has
   * subscribed.
   */
  private void forgetRebalanced(long process, Map<String, Object> attributes) {
    Object log = attributes.get("rebalance-log");
    if (log instanceof Map<?, ?> || (log == null && positions.isSubscribed(process))) {
      positions.forgetAll(process);
      return;
    }
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
      forget(process, keys != null ? keys : map.get("keys"));
    }
  }

  private void forget(long consumer, Object keys) {
    if (!(keys instanceof Collection<?> collection)) {
      throw new BadHistoryException(index, "a list of partitions' keys", PlainText.of(keys));
    }
    collection.forEach(key -> positions.forget(consumer, partitions.number(key)));
  }
}
