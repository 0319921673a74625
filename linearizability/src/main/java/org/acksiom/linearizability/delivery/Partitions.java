package org.acksiom.linearizability.delivery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The partitions of a history, numbered in the order in which it names them first.
 *
 * @param <P> what takes notes of one
 */
final class Partitions<P extends PartitionEvents> {
  /** What a key takes besides itself and its name, with an empty log. */
  private static final int KEY_BYTES = 500;

  /** Makes what takes notes of a partition with this key. */
  interface Notes<P> {
    P of(Object key);
  }

  private final Notes<P> notes;
  private final List<Object> keys = new ArrayList<>();
  private final List<P> partitions = new ArrayList<>();
  private final Map<String, Integer> byName = new HashMap<>();

  /** The same by the keys as they are met, which spares turning each into text. */
  private final Map<Object, Integer> byKey = new HashMap<>();

  /** The same by the numbers that keys read as, once one is asked for. */
  private LongIndex byNumber;

  private long bytes;

  Partitions(Notes<P> notes) {
    this.notes = notes;
  }

  /** The number of the partition with this key, or with one that reads the same. */
  int number(Object key) {
    Integer known = byKey.get(key);
    return known != null ? known : name(key);
  }

  /** The same for a key that is a number, or that reads as one. */
  int number(long key, boolean asText) {
    int known = find(key);
    if (known != LongIndex.NONE) {
      return known;
    }
    int number = number(asText ? (Object) Long.toString(key) : (Object) key);
    byNumber.add(key, number);
    return number;
  }

  /** The number of a partition that was named by this number before, or {@link LongIndex#NONE}. */
  int find(long key) {
    if (byNumber == null) {
      byNumber = new LongIndex();
    }
    return byNumber.get(key);
  }

  /** The number of a partition that was named by this key before, or {@link LongIndex#NONE}. */
  int find(String key) {
    return byKey.getOrDefault(key, LongIndex.NONE);
  }

  int size() {
    return keys.size();
  }

  P get(int number) {
    return partitions.get(number);
  }

  /** The key, as the history first names it. */
  Object key(int number) {
    return keys.get(number);
  }

  /** All, in their order. */
  List<P> all() {
    return Collections.unmodifiableList(partitions);
  }

  /** What this takes in memory, in bytes, roughly, without what takes notes. */
  long bytes() {
    return bytes + (byNumber == null ? 0 : byNumber.bytes());
  }

  private int name(Object key) {
    String name = PlainText.ofKey(key);
    bytes += KEY_BYTES + PlainSize.of(key) + PlainSize.ofText(name);
    Integer number = byName.putIfAbsent(name, keys.size());
    if (number == null) {
      number = keys.size();
      keys.add(key);
      partitions.add(notes.of(key));
    }
    byKey.put(key, number);
    return number;
  }
}
