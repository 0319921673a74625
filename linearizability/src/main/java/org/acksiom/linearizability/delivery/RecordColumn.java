package org.acksiom.linearizability.delivery;

import java.util.Arrays;

/**
 * A column of records, most of which are numbers in all histories that are long: those take 8
 * bytes. Every record is a pair of a {@code word} and a {@code thing}: the number and {@code null},
 * or, of any other value, 0 and the value, with {@link #NIL} for {@code null}.
 */
final class RecordColumn {
  /** Stands for the record {@code null}. */
  static final Object NIL =
      new Object() {
        @Override
        public String toString() {
          return "nil";
        }
      };

  private int size;
  private long[] words;

  /** As long as {@code words}, once there is something that is no number. */
  private Object[] things;

  RecordColumn(int capacity) {
    words = new long[capacity];
  }

  static long word(Object record) {
    return record instanceof Long number ? number : 0;
  }

  static Object thing(Object record) {
    return record instanceof Long ? null : record == null ? NIL : record;
  }

  /** The record that the pair stands for. */
  static Object record(long word, Object thing) {
    return thing == null ? (Object) word : thing == NIL ? null : thing;
  }

  void clear() {
    size = 0;
    things = null;
  }

  void add(long word, Object thing) {
    if (size == words.length) {
      words = Arrays.copyOf(words, grown(size));
      if (things != null) {
        things = Arrays.copyOf(things, words.length);
      }
    }
    words[size] = word;
    if (thing != null) {
      if (things == null) {
        things = new Object[words.length];
      }
      things[size] = thing;
    }
    size++;
  }

  long word(int index) {
    return words[index];
  }

  Object thing(int index) {
    return things == null ? null : things[index];
  }

  Object record(int index) {
    return record(word(index), thing(index));
  }

  boolean is(int index, long word, Object thing) {
    return thing == null
        ? words[index] == word && (things == null || things[index] == null)
        : things != null && thing.equals(things[index]);
  }

  /** The length of an array that is full with so many elements. */
  static int grown(int length) {
    return length + Math.max(4, length >> 1);
  }
}
