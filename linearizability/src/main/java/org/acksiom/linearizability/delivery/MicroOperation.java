package org.acksiom.linearizability.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.acksiom.linearizability.history.Keyword;

/** A micro-operation as it is invoked, which reads the one it completes to. */
sealed interface MicroOperation {

  /** The micro-operations of an invocation. */
  static List<MicroOperation> invoked(int event, Object value) {
    List<MicroOperation> operations = new ArrayList<>();
    for (Object found : list(event, value)) {
      if (found instanceof List<?> parts && named("send", parts) && parts.size() == 3) {
        operations.add(new Send(parts.get(1), parts.get(2)));
      } else if (found instanceof List<?> parts && named("poll", parts) && parts.size() == 1) {
        operations.add(new Poll());
      } else {
        throw new BadHistoryException(event, "[:send k v] or [:poll]", PlainText.of(found));
      }
    }
    return operations;
  }

  /** The list that is the value of an operation of micro-operations. */
  static List<?> list(int event, Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new BadHistoryException(event, "a list of micro-operations", PlainText.of(value));
  }

  /** The offset in {@code value}. */
  private static long offset(int event, Object value) {
    if (value instanceof Long offset && offset >= 0) {
      return offset;
    }
    throw new BadHistoryException(event, "an offset of at least 0", PlainText.of(value));
  }

  private static boolean named(String name, List<?> parts) {
    return !parts.isEmpty()
        && name.equals(parts.get(0) instanceof Keyword head ? head.name() : parts.get(0));
  }

  /** {@code [:send k v]}. */
  record Send(Object partition, Object record) implements MicroOperation {

    /** The offset in {@code [:send k [offset v]]}, or {@code null} where it has none. */
    Long acked(int event, Object completed) {
      if (completed instanceof List<?> parts
          && named("send", parts)
          && parts.size() == 3
          && Objects.equals(parts.get(1), partition)
          && parts.get(2) instanceof List<?> pair
          && pair.size() == 2
          && Objects.equals(pair.get(1), record)) {
        return pair.get(0) == null ? null : offset(event, pair.get(0));
      }
      throw new BadHistoryException(
          event,
          "[:send " + PlainText.of(partition) + " [offset " + PlainText.of(record) + "]]",
          PlainText.of(completed));
    }
  }

  /** {@code [:poll]}. */
  record Poll() implements MicroOperation {

    /** What {@code [:poll {k [[offset v] …]}]} read, by the partition's key. */
    Map<Object, List<Stored>> read(int event, Object completed) {
      if (completed instanceof List<?> parts
          && named("poll", parts)
          && parts.size() == 2
          && parts.get(1) instanceof Map<?, ?> byKey) {
        Map<Object, List<Stored>> read = new LinkedHashMap<>();
        byKey.forEach((key, pairs) -> read.put(key, stored(event, pairs)));
        return read;
      }
      throw new BadHistoryException(event, "[:poll {k [[offset v] …]}]", PlainText.of(completed));
    }

    private static List<Stored> stored(int event, Object pairs) {
      if (!(pairs instanceof List<?> list)) {
        throw new BadHistoryException(event, "a list of [offset v]", PlainText.of(pairs));
      }
      List<Stored> records = new ArrayList<>(list.size());
      for (Object found : list) {
        if (!(found instanceof List<?> pair && pair.size() == 2)) {
          throw new BadHistoryException(event, "[offset v]", PlainText.of(found));
        }
        records.add(new Stored(offset(event, pair.get(0)), pair.get(1)));
      }
      return records;
    }
  }
}
