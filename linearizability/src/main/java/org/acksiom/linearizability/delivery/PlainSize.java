package org.acksiom.linearizability.delivery;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;

/** What plain values take in memory, by a cautious estimate. */
final class PlainSize {
  private static final int OBJECT = 32;
  private static final int STRING = 64;
  private static final int COLLECTION = 80;

  /** What a set or map takes for each of its elements or entries, besides those themselves. */
  private static final int ENTRY = 64;

  private PlainSize() {}

  /** How many bytes a value takes with all that is in it, as if none of it was shared. */
  static long of(Object value) {
    if (value == null || value instanceof Long || value instanceof Boolean) {
      return OBJECT;
    }
    if (value instanceof String text) {
      return ofText(text);
    }
    long bytes = COLLECTION;
    if (value instanceof Collection<?> values) {
      for (Object element : values) {
        bytes += ENTRY + of(element);
      }
    } else if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        bytes += ENTRY + of(entry.getKey()) + of(entry.getValue());
      }
    } else if (value instanceof BigInteger number) {
      bytes += number.bitLength() / Byte.SIZE;
    } else {
      bytes += ofText(value.toString());
    }
    return bytes;
  }

  /** The same of a text; outside Latin-1 a character takes two bytes. */
  static long ofText(String text) {
    return STRING + (long) Character.BYTES * text.length();
  }
}
