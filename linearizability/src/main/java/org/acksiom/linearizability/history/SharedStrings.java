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

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final String[] strings = new String[1 << SLOTS_LOG];

  /** The first and the last eight bytes of each; together, and with its length, they are all. */
  private final long[] firsts = new long[1 << SLOTS_LOG];

  private final long[] lasts = new long[1 << SLOTS_LOG];
  private final byte[] lengths = new byte[1 << SLOTS_LOG];

  /** The string of UTF-8 from one index up to another. */
  String of(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > LENGTH_MAX) {
      return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
    long first;
    long last;
    if (length >= Long.BYTES) {
      first = (long) LONGS.get(bytes, from);
      last = (long) LONGS.get(bytes, to - Long.BYTES);
    } else {
      first = 0;
      for (int i = from; i < to; i++) {
        first = first << Byte.SIZE | (bytes[i] & 0xFF);
      }
      last = length;
    }
    long mixed = (first * 0x9E3779B97F4A7C15L + last) * 0xD6E8FEB86659FD93L;
    int slot = (int) (mixed >>> (Long.SIZE - SLOTS_LOG));
    String known = strings[slot];
    if (known != null && firsts[slot] == first && lasts[slot] == last && lengths[slot] == length) {
      return known;
    }
    String string = new String(bytes, from, length, StandardCharsets.UTF_8);
    strings[slot] = string;
    firsts[slot] = first;
    lasts[slot] = last;
    lengths[slot] = (byte) length;
    return string;
  }
}
