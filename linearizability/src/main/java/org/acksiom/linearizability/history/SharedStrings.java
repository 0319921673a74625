package org.acksiom.linearizability.history;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Strings of bytes, where the short ones that come time and again are one object each. What is kept
 * for that has a fixed size; of two that collide the later one is kept.
 */
final class SharedStrings {

  private static final int LENGTH_MAX = 16;
  private static final int SLOTS_LOG = 9;

  /** Odd, with bits all over. */
  private static final long FIRST_FACTOR = 0x9E37_79B9_7F4A_7C15L;

  private static final long MIXED_FACTOR = 0xD6E8_FEB8_6659_FD93L;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final String[] strings = new String[1 << SLOTS_LOG];

  /** The first and the last eight bytes of each; together, and with its length, they are all. */
  private final long[] firsts = new long[1 << SLOTS_LOG];

  private final long[] lasts = new long[1 << SLOTS_LOG];
  private final byte[] lengths = new byte[1 << SLOTS_LOG];

  /** Most strings are these; the same objects as in the code are compared at once. */
  private static final String[] USUAL = {
    "process", "type", "f", "value", "time", "index", "error", "key", "invoke", "ok", "fail", "info"
  };

  SharedStrings() {
    for (String usual : USUAL) {
      byte[] bytes = usual.getBytes(StandardCharsets.UTF_8);
      strings[slot(bytes, 0, bytes.length)] = usual;
    }
  }

  /** The string of UTF-8 from one index up to another. */
  String of(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > LENGTH_MAX) {
      return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
    int slot = slot(bytes, from, to);
    if (strings[slot] == null) {
      strings[slot] = new String(bytes, from, length, StandardCharsets.UTF_8);
    }
    return strings[slot];
  }

  /** The slot of a text that is short enough: empty if another one was there. */
  private int slot(byte[] bytes, int from, int to) {
    int length = to - from;
    long first;
    long last;
    if (length >= Long.BYTES) {
      first = (long) LONGS.get(bytes, from);
      last = (long) LONGS.get(bytes, to - Long.BYTES);
    } else {
      first = few(bytes, from, length);
      last = length;
    }
    long mixed = (first * FIRST_FACTOR + last) * MIXED_FACTOR;
    int slot = (int) (mixed >>> (Long.SIZE - SLOTS_LOG));
    if (firsts[slot] != first || lasts[slot] != last || lengths[slot] != length) {
      strings[slot] = null;
      firsts[slot] = first;
      lasts[slot] = last;
      lengths[slot] = (byte) length;
    }
    return slot;
  }

  /** Less than eight bytes as a number. */
  private static long few(byte[] bytes, int from, int length) {
    if (from + Long.BYTES <= bytes.length) {
      return (long) LONGS.get(bytes, from) & (1L << Byte.SIZE * length) - 1;
    }
    long number = 0;
    for (int i = 0; i < length; i++) {
      number |= (bytes[from + i] & 0xFFL) << Byte.SIZE * i;
    }
    return number;
  }
}
