package org.acksiom.linearizability.delivery;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.acksiom.linearizability.history.Keyword;

/** Reads the micro-operations of one event from its value. */
final class MicroOperations {
  private final int event;
  private final List<?> found;
  private final Partitions<?> partitions;
  private final Said into;

  private MicroOperations(int event, Object value, Partitions<?> partitions, Said into) {
    if (!(value instanceof List<?> list)) {
      throw new BadHistoryException(event, "a list of micro-operations", PlainText.of(value));
    }
    this.event = event;
    this.found = list;
    this.partitions = partitions;
    this.into = into;
    into.clear();
  }

  /** Those of an invocation. */
  static void invoked(int event, Object value, Partitions<?> partitions, Said into) {
    new MicroOperations(event, value, partitions, into).invoked();
  }

  /** Those that an invocation completed to. */
  static void completed(
      int event, Object value, Invocation invocation, Partitions<?> partitions, Said into) {
    new MicroOperations(event, value, partitions, into).completed(invocation);
  }

  private void invoked() {
    for (Object operation : found) {
      if (operation instanceof List<?> parts && named("send", parts) && parts.size() == 3) {
        Object record = parts.get(2);
        into.send(
            partitions.number(parts.get(1)),
            Said.NO_OFFSET,
            RecordColumn.word(record),
            RecordColumn.thing(record));
      } else if (operation instanceof List<?> parts && named("poll", parts) && parts.size() == 1) {
        into.poll();
      } else {
        throw new BadHistoryException(event, "[:send k v] or [:poll]", PlainText.of(operation));
      }
    }
  }

  private void completed(Invocation invocation) {
    if (found.size() != invocation.size()) {
      throw new BadHistoryException(
          event,
          "as many micro-operations as in event "
              + invocation.event()
              + ", which has "
              + invocation.size(),
          String.valueOf(found.size()));
    }
    for (int i = 0; i < found.size(); i++) {
      if (invocation.isPoll(i)) {
        polled(found.get(i));
      } else {
        sent(found.get(i), invocation, i);
      }
    }
  }

  private void sent(Object completed, Invocation invocation, int send) {
    Object key = partitions.key(invocation.partition(send));
    Object record = invocation.records().record(send);
    if (!(completed instanceof List<?> parts
        && named("send", parts)
        && parts.size() == 3
        && PlainText.ofKey(parts.get(1)).equals(PlainText.ofKey(key))
        && parts.get(2) instanceof List<?> pair
        && pair.size() == 2
        && Objects.equals(pair.get(1), record))) {
      throw new BadHistoryException(
          event,
          "[:send " + PlainText.of(key) + " [offset " + PlainText.of(record) + "]]",
          PlainText.of(completed));
    }
    into.send(
        invocation.partition(send),
        pair.get(0) == null ? Said.NO_OFFSET : offset(pair.get(0)),
        invocation.records().word(send),
        invocation.records().thing(send));
  }

  private void polled(Object completed) {
    if (!(completed instanceof List<?> parts
        && named("poll", parts)
        && parts.size() == 2
        && parts.get(1) instanceof Map<?, ?> byKey)) {
      throw new BadHistoryException(event, "[:poll {k [[offset v] …]}]", PlainText.of(completed));
    }
    into.poll();
    for (Map.Entry<?, ?> run : byKey.entrySet()) {
      if (!(run.getValue() instanceof List<?> pairs)) {
        throw new BadHistoryException(event, "a list of [offset v]", PlainText.of(run.getValue()));
      }
      into.run(partitions.number(run.getKey()));
      for (Object found : pairs) {
        if (!(found instanceof List<?> pair && pair.size() == 2)) {
          throw new BadHistoryException(event, "[offset v]", PlainText.of(found));
        }
        Object record = pair.get(1);
        into.read(offset(pair.get(0)), RecordColumn.word(record), RecordColumn.thing(record));
      }
    }
  }

  private long offset(Object value) {
    if (value instanceof Long offset && offset >= 0) {
      return offset;
    }
    throw new BadHistoryException(event, "an offset of at least 0", PlainText.of(value));
  }

  private static boolean named(String name, List<?> parts) {
    return !parts.isEmpty()
        && name.equals(parts.get(0) instanceof Keyword head ? head.name() : parts.get(0));
  }
}
