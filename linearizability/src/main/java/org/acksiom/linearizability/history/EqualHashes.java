package org.acksiom.linearizability.history;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Bounds how many elements of a set, or keys of a map, have the same hash code: a hash table may
 * have to compare each of those with all others, which for many takes time without end.
 */
final class EqualHashes {

  /** More than in any set that somebody means, and few enough to compare each with all. */
  static final int MAX = 250;

  private final Map<Integer, Integer> counts = new HashMap<>();
  private int size;

  /**
   * Whether one more value is not too many. The first values of all have any hash codes, so that
   * nothing is counted for small collections; and integers, which a hash table finds by their order
   * where hash codes don't tell them apart.
   *
   * @param allowance pays for the counting
   */
  boolean take(Object value, Allowance allowance, Utf8Text text) throws HistoryFormatException {
    size++;
    if (size <= MAX || value instanceof Long) {
      return true;
    }
    allowance.take(Allowance.MAP_ENTRY, text);
    return counts.merge(Objects.hashCode(value), 1, Integer::sum) <= MAX;
  }
}
