package org.acksiom.linearizability.history;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The bytes of a source from its next event on, as far as they are held in memory, for an {@link
 * EventSink} that takes events of a usual shape without having objects built of them.
 *
 * <p>They are valid UTF-8. A method that takes something takes it whole or nothing of it: where the
 * bytes say something else, or where they end, it returns {@code false}. Nothing is allocated but
 * by {@link #string}.
 */
public final class ByteCursor {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Each of eight bytes. */
  private static final long EACH = 0x0101_0101_0101_0101L;

  private static final long HIGH_BITS = EACH << 7;

  private static final long[] POWERS_OF_TEN = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  /** Numbers and most names are shorter than this. */
  private static final int NEAR = 64;

  /** What may follow a number or name, in JSON or EDN. */
  private static final boolean[] AFTER_WORD = table(" \t\r\n,]})");

  private final SharedStrings shared;

  /** What is held, with anything behind it. */
  byte[] bytes;

  /** The next byte. */
  int position;

  /** Behind the last byte. */
  int limit;

  private long integer;
  private int stringFrom;
  private int stringTo;

  ByteCursor(SharedStrings shared, int capacity) {
    this.shared = shared;
    this.bytes = new byte[capacity];
  }

  /** Whether each byte is one of the given ASCII characters. */
  static boolean[] table(String characters) {
    boolean[] table = new boolean[256];
    for (int i = 0; i < characters.length(); i++) {
      table[characters.charAt(i)] = true;
    }
    return table;
  }

  /** Whether the cursor is so near to the end that what comes next may be cut off. */
  boolean isNearEnd() {
    return limit - position < NEAR;
  }

  /** The next byte, from 0 to 255, without taking it; -1 where no more is held. */
  public int peek() {
    return position < limit ? bytes[position] & 0xFF : -1;
  }

  /**
   * Takes a character.
   *
   * @param character in ASCII, and not a line feed
   */
  public boolean take(char character) {
    if (position < limit && bytes[position] == character) {
      position++;
      return true;
    }
    return false;
  }

  /**
   * Takes a text.
   *
   * @param text in UTF-8, without a line feed
   */
  public boolean take(byte[] text) {
    int length = text.length;
    if (length > limit - position) {
      return false;
    }
    int last = length - Long.BYTES;
    if (last < 0) {
      for (int i = 0; i < length; i++) {
        if (bytes[position + i] != text[i]) {
          return false;
        }
      }
    } else {
      for (int i = 0; i < last; i += Long.BYTES) {
        if ((long) LONGS.get(bytes, position + i) != (long) LONGS.get(text, i)) {
          return false;
        }
      }
      if ((long) LONGS.get(bytes, position + last) != (long) LONGS.get(text, last)) {
        return false;
      }
    }
    position += length;
    return true;
  }

  /** Takes a text that a blank, a comma or a closing bracket follows, which must be held. */
  boolean takeWord(byte[] text) {
    int start = position;
    if (take(text) && position < limit && AFTER_WORD[bytes[position] & 0xFF]) {
      return true;
    }
    position = start;
    return false;
  }

  /** Takes all spaces and tabs that come next; may be none. */
  public void skipSpaces() {
    while (position < limit && (bytes[position] == ' ' || bytes[position] == '\t')) {
      position++;
    }
  }

  /**
   * Takes an integer of at most 16 digits without leading zeros; its value is then {@link
   * #integer}. What follows it must be held, and be a blank, a comma or a closing bracket.
   */
  public boolean takeInteger() {
    int first = position;
    boolean negative = first < limit && bytes[first] == '-';
    if (negative) {
      first++;
    }
    // whatever lies behind the limit may be looked at, but is not taken
    if (first + 2 * Long.BYTES >= bytes.length) {
      return false;
    }
    long word = (long) LONGS.get(bytes, first);
    int digits = digits(word);
    long value = number(word, digits);
    if (digits == Long.BYTES) {
      word = (long) LONGS.get(bytes, first + Long.BYTES);
      int more = digits(word);
      value = value * POWERS_OF_TEN[more] + number(word, more);
      digits += more;
    }
    int end = first + digits;
    if (digits == 0
        || end >= limit
        || (digits > 1 && bytes[first] == '0')
        || !AFTER_WORD[bytes[end] & 0xFF]) {
      return false;
    }
    position = end;
    integer = negative ? -value : value;
    return true;
  }

  /** How many of eight bytes are digits before one is not. */
  private static int digits(long word) {
    long values = word ^ '0' * EACH;
    long others = (values + (0x7F - 9) * EACH | values) & HIGH_BITS;
    return Long.numberOfTrailingZeros(others) / Byte.SIZE;
  }

  /** The number that the first digits of eight bytes spell: two by two, four by four, and all. */
  private static long number(long word, int digits) {
    if (digits == 0) {
      return 0;
    }
    long spelled = (word & 0x0F * EACH) << Byte.SIZE * (Long.BYTES - digits);
    spelled = spelled * 10 + (spelled >>> 8);
    spelled =
        (spelled & 0x00FF_00FF_00FF_00FFL) * 100 + ((spelled & 0x00FF_00FF_00FF_00FFL) >>> 16);
    return (spelled & 0x0000_FFFF_0000_FFFFL) * 10_000 + ((spelled & 0x0000_FFFF_0000_FFFFL) >>> 32)
        & 0xFFFF_FFFFL;
  }

  /** The integer that was taken last. */
  public long integer() {
    return integer;
  }

  /**
   * Takes a string with its quotes, if it has no escapes and no control characters; it is then
   * {@link #string}, the bytes between the quotes.
   */
  public boolean takeString() {
    if (position >= limit || bytes[position] != '"') {
      return false;
    }
    int end = stringEnd(position + 1);
    if (end >= limit || bytes[end] != '"') {
      return false;
    }
    stringFrom = position + 1;
    stringTo = end;
    position = end + 1;
    return true;
  }

  /** Where a quote, an escape or a control character comes next; the limit if that is nowhere. */
  private int stringEnd(int from) {
    int at = from;
    while (at + Long.BYTES <= limit) {
      long word = (long) LONGS.get(bytes, at);
      long quotes = word ^ '"' * EACH;
      long escapes = word ^ '\\' * EACH;
      long stops =
          ((quotes - EACH & ~quotes) | (escapes - EACH & ~escapes) | (word - ' ' * EACH & ~word))
              & HIGH_BITS;
      if (stops != 0) {
        return at + Long.numberOfTrailingZeros(stops) / Byte.SIZE;
      }
      at += Long.BYTES;
    }
    while (at < limit && bytes[at] != '"' && bytes[at] != '\\' && (bytes[at] & 0xE0) != 0) {
      at++;
    }
    return at;
  }

  /** The string that was taken last; short ones may be the same object time and again. */
  public String string() {
    return shared.of(bytes, stringFrom, stringTo);
  }

  /** The length in bytes of the string that was taken last. */
  public int stringLength() {
    return stringTo - stringFrom;
  }

  /**
   * A byte of the string that was taken last, from 0 to 255.
   *
   * @param index from 0 to {@link #stringLength} - 1
   */
  public int stringByte(int index) {
    return bytes[stringFrom + index] & 0xFF;
  }

  /**
   * Whether the string that was taken last is a text; allocates nothing.
   *
   * @param text in UTF-8
   */
  public boolean stringIs(byte[] text) {
    return Arrays.equals(bytes, stringFrom, stringTo, text, 0, text.length);
  }
}
