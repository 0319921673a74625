package org.acksiom.linearizability.history;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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

  /** So many digits always fit into a long. */
  private static final int DIGITS_MAX = 18;

  /** What may follow a number, in JSON or EDN. */
  private static final boolean[] AFTER_NUMBER = table(" \t\r\n,]})");

  /** Numbers and most names are shorter than this. */
  private static final int NEAR = 64;

  private static final boolean[] STRING_STOPS = table("\"\\");

  static {
    Arrays.fill(STRING_STOPS, 0, ' ', true);
  }

  private final SharedStrings shared = new SharedStrings();
  private byte[] bytes;
  private int position;
  private int limit;
  private long integer;
  private int stringFrom;
  private int stringTo;

  ByteCursor() {}

  /** Whether each byte is one of the given ASCII characters. */
  static boolean[] table(String characters) {
    boolean[] table = new boolean[256];
    for (int i = 0; i < characters.length(); i++) {
      table[characters.charAt(i)] = true;
    }
    return table;
  }

  void reset(byte[] newBytes, int newPosition, int newLimit) {
    bytes = newBytes;
    position = newPosition;
    limit = newLimit;
  }

  int position() {
    return position;
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

  /** Takes all spaces and tabs that come next; may be none. */
  public void skipSpaces() {
    while (position < limit && (bytes[position] == ' ' || bytes[position] == '\t')) {
      position++;
    }
  }

  /**
   * Takes an integer of at most 18 digits without leading zeros; its value is then {@link
   * #integer}. What follows it must be held, and be a blank, a comma or a closing bracket.
   */
  public boolean takeInteger() {
    int at = position;
    boolean negative = at < limit && bytes[at] == '-';
    if (negative) {
      at++;
    }
    int first = at;
    int end = Math.min(limit, first + DIGITS_MAX + 1);
    long value = 0;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      value = 10 * value + bytes[at] - '0';
      at++;
    }
    int digits = at - first;
    if (at == end
        || digits == 0
        || (digits > 1 && bytes[first] == '0')
        || !AFTER_NUMBER[bytes[at] & 0xFF]) {
      return false;
    }
    position = at;
    integer = negative ? -value : value;
    return true;
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
    if (position == limit || bytes[position] != '"') {
      return false;
    }
    int at = position + 1;
    while (at < limit && !STRING_STOPS[bytes[at] & 0xFF]) {
      at++;
    }
    if (at == limit || bytes[at] != '"') {
      return false;
    }
    stringFrom = position + 1;
    stringTo = at;
    position = at + 1;
    return true;
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

  /** Whether the string that was taken last is this text in UTF-8; allocates nothing. */
  public boolean stringIs(byte[] text) {
    return Arrays.equals(bytes, stringFrom, stringTo, text, 0, text.length);
  }

  /** For messages: some of the bytes that come next. */
  @Override
  public String toString() {
    int count = position < limit ? Math.min(limit - position, 60) : 0;
    return count == 0 ? "" : new String(bytes, position, count, StandardCharsets.UTF_8);
  }
}
