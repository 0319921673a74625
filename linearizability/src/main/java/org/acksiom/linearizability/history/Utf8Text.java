package org.acksiom.linearizability.history;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The characters of an input, decoded strictly and in constant memory, with the place of the next
 * one. They are looked at as bytes: what is held is valid UTF-8, and no character is held in part.
 */
final class Utf8Text {

  /** How far one can look ahead, in bytes. */
  static final int AHEAD_MAX = 1 << 14;

  private static final int CAPACITY_MIN = 1 << 13;
  private static final int CAPACITY_MAX = 1 << 17;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

  private final String file;
  private final InputStream in;
  private final SharedStrings shared = new SharedStrings();

  /**
   * What is held and known to be valid, from the next byte on; what was just read lies behind it.
   */
  private final ByteCursor held = new ByteCursor(shared, CAPACITY_MIN);

  /** Behind all that was read. */
  private int filled;

  private boolean ended;

  /** Whether what is behind {@link #held} is not UTF-8. */
  private boolean malformed;

  /** From here on all that is held is ASCII. */
  private int asciiFrom;

  private boolean boundToLine;
  private int line = 1;

  /** How many characters the line has before the byte at {@link #columnsFrom}. */
  private long columns;

  private int columnsFrom;

  Utf8Text(String file, InputStream in) throws IOException {
    this.file = file;
    this.in = in;
    if (ahead(0) == 0xEF && ahead(1) == 0xBB && ahead(2) == 0xBF) {
      held.position = BYTE_ORDER_MARK.length;
      columnsFrom = held.position;
    }
  }

  String file() {
    return file;
  }

  /** The line of the next character, from 1. */
  int line() {
    return line;
  }

  /** The column of the next character, from 1. */
  int column() {
    countColumns();
    return (int) Math.min(columns + 1, Integer.MAX_VALUE);
  }

  HistoryFormatException wrong(String expected, String found) {
    return new HistoryFormatException(file, line, column(), expected, found);
  }

  /** From now on the end of the current line is the end, or the end of the input is again. */
  void boundToLine(boolean bound) {
    boundToLine = bound;
  }

  /** What the end is called in a message. */
  String end() {
    return boundToLine ? "the end of the line" : "the end of the input";
  }

  /** The next character without taking it; -1 at the end. */
  int peek() throws IOException {
    if (held.position == held.limit && !fill()) {
      return -1;
    }
    int c = held.bytes[held.position];
    if (c < 0) {
      return decoded();
    }
    return c == '\n' && boundToLine ? -1 : c;
  }

  /** Takes the next character; -1 at the end. */
  int read() throws IOException {
    int c = peek();
    if (c >= 0) {
      held.position += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (c == '\n') {
        lineBeginsAt(held.position);
      }
    }
    return c;
  }

  /**
   * Takes characters that are blank, whether given as bits by their codes; the next other one, -1
   * at the end.
   */
  int skipBlank(long blanks) throws IOException {
    while (true) {
      int at = held.position;
      while (at < held.limit) {
        int c = held.bytes[at];
        if ((c & -Long.SIZE) != 0 || (blanks >>> c & 1) == 0) {
          held.position = at;
          return c < 0 ? decoded() : c;
        }
        if (c == '\n') {
          if (boundToLine) {
            held.position = at;
            return -1;
          }
          lineBeginsAt(at + 1);
        }
        at++;
      }
      held.position = at;
      if (!fill()) {
        return -1;
      }
    }
  }

  /** Takes the rest of the line but not the line feed. */
  void skipLine() throws IOException {
    do {
      while (held.position < held.limit && held.bytes[held.position] != '\n') {
        held.position++;
      }
    } while (held.position == held.limit && fill());
  }

  /** One of the next bytes without taking it, from 0 to 255; -1 behind the end. */
  int ahead(int index) throws IOException {
    hold(index + 1);
    return held.position + index < held.limit ? held.bytes[held.position + index] & 0xFF : -1;
  }

  /** Has so many bytes at hand, fewer at the end; whether there are more than there were. */
  boolean hold(int count) throws IOException {
    int before = held.limit - held.position;
    while (held.limit - held.position < count && !malformed && !ended) {
      readOn();
    }
    return held.limit - held.position > before;
  }

  /**
   * What is at hand from the next byte on; what is taken there, which has no line feeds, is taken
   * here.
   */
  ByteCursor cursor() {
    return held;
  }

  /** Takes the next character, which is known to be ASCII and no line feed. */
  void skip() {
    held.position++;
  }

  /**
   * The number of bytes before the first one that is in the table; -1 if none is at hand that is.
   */
  int lengthUpTo(boolean[] stops) {
    for (int at = held.position; at < held.limit; at++) {
      if (stops[held.bytes[at] & 0xFF]) {
        return at - held.position;
      }
    }
    return -1;
  }

  /** Takes so many bytes, which are at hand and have no line feeds, as a string. */
  String take(int length) {
    int from = held.position;
    held.position += length;
    return shared.of(held.bytes, from, held.position);
  }

  private void lineBeginsAt(int at) {
    line++;
    columns = 0;
    columnsFrom = at;
  }

  private void countColumns() {
    int count = held.position - columnsFrom;
    if (columnsFrom < asciiFrom) {
      for (int at = columnsFrom; at < held.position; at++) {
        if ((held.bytes[at] & 0xC0) == 0x80) {
          count--;
        }
      }
    }
    columns += count;
    columnsFrom = held.position;
  }

  /** The next character, which is not ASCII and valid. */
  private int decoded() {
    int lead = held.bytes[held.position] & 0xFF;
    int length = length(lead);
    int c = lead & (0x7F >>> length);
    for (int i = 1; i < length; i++) {
      c = c << 6 | (held.bytes[held.position + i] & 0x3F);
    }
    return c;
  }

  /** Once all that was held is taken: whether there is more. */
  private boolean fill() throws IOException {
    hold(1);
    if (held.position == held.limit && malformed) {
      throw wrong("UTF-8", String.format("the byte 0x%02X", held.bytes[held.limit]));
    }
    return held.position < held.limit;
  }

  /** Reads something behind what is held, or notes the end. */
  private void readOn() throws IOException {
    if (filled == held.bytes.length) {
      makeRoom();
    }
    int count = in.read(held.bytes, filled, held.bytes.length - filled);
    ended = count < 0;
    filled += Math.max(count, 0);
    validate();
  }

  /**
   * Drops what was taken. If that is nothing the buffer becomes larger; it is of the usual size
   * again once that will do.
   */
  private void makeRoom() {
    countColumns();
    int dropped = held.position;
    int kept = filled - dropped;
    byte[] target = held.bytes;
    if (dropped == 0) {
      target = new byte[Math.max(2 * filled, CAPACITY_MAX)];
    } else if (filled != CAPACITY_MAX && kept < CAPACITY_MAX) {
      target = new byte[CAPACITY_MAX];
    }
    System.arraycopy(held.bytes, dropped, target, 0, filled - dropped);
    held.bytes = target;
    held.position = 0;
    held.limit -= dropped;
    filled -= dropped;
    asciiFrom = Math.max(asciiFrom - dropped, 0);
    columnsFrom = 0;
  }

  /** Moves the limit behind all that is valid of what was read. */
  private void validate() {
    int at = held.limit;
    while (at < filled) {
      if (at + Long.BYTES <= filled && ((long) LONGS.get(held.bytes, at) & NOT_ASCII) == 0) {
        at += Long.BYTES;
      } else if (held.bytes[at] >= 0) {
        at++;
      } else {
        int length = validLength(at);
        if (length == 0) {
          malformed = ended || !startsValidly(at);
          break;
        }
        at += length;
        asciiFrom = at;
      }
    }
    held.limit = at;
  }

  /** The length of a character that is not ASCII, by its first byte. */
  private static int length(int lead) {
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  }

  /** The length of the valid character that begins there; 0 if there is no whole one. */
  private int validLength(int at) {
    int lead = held.bytes[at] & 0xFF;
    return at + length(lead) <= filled && startsValidly(at) ? length(lead) : 0;
  }

  /** Whether what was read there is the beginning of a character, by Unicode's table 3-7. */
  private boolean startsValidly(int at) {
    int lead = held.bytes[at] & 0xFF;
    if (lead < 0xC2 || lead > 0xF4) {
      return false;
    }
    int length = length(lead);
    int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    for (int i = at + 1; i < Math.min(at + length, filled); i++) {
      int next = held.bytes[i] & 0xFF;
      if (next < low || next > high) {
        return false;
      }
      low = 0x80;
      high = 0xBF;
    }
    return true;
  }
}
