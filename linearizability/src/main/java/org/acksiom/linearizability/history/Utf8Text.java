package org.acksiom.linearizability.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The characters of an input, decoded strictly and in constant memory, with the place of the next
 * one.
 */
final class Utf8Text extends Reader {

  private static final int BUFFER_SIZE = 1 << 13;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String file;
  private final InputStream in;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_SIZE).flip();
  private final CharBuffer chars = CharBuffer.allocate(BUFFER_SIZE).flip();

  private boolean ended;
  private CoderResult malformed;
  private boolean boundToLine;
  private int line = 1;
  private int column = 1;

  Utf8Text(String file, InputStream in) throws IOException {
    this.file = file;
    this.in = in;
    if (peek() == BYTE_ORDER_MARK) {
      chars.get();
    }
  }

  String file() {
    return file;
  }

  int line() {
    return line;
  }

  int column() {
    return column;
  }

  HistoryFormatException wrong(String expected, String found) {
    return new HistoryFormatException(file, line, column, expected, found);
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
    if (!chars.hasRemaining() && !fill()) {
      return -1;
    }
    char c = chars.get(chars.position());
    return boundToLine && c == '\n' ? -1 : c;
  }

  /** Takes the next character; -1 at the end. */
  @Override
  public int read() throws IOException {
    int c = peek();
    if (c < 0) {
      return -1;
    }
    chars.get();
    if (c == '\n') {
      line++;
      column = 1;
    } else {
      column++;
    }
    return c;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (peek() < 0) {
      return -1;
    }
    int count = Math.min(length, chars.remaining());
    for (int i = 0; i < count; i++) {
      target[offset + i] = (char) read();
    }
    return count;
  }

  /**
   * The next characters without taking them: as many as asked for, fewer near the end; at most
   * 4,096.
   */
  String ahead(int count) throws IOException {
    peek();
    while (chars.remaining() < count && malformed == null && !(ended && !bytes.hasRemaining())) {
      chars.compact();
      decode();
    }
    return chars.subSequence(0, Math.min(chars.remaining(), count)).toString();
  }

  private boolean fill() throws IOException {
    if (malformed != null) {
      byte first = bytes.get(bytes.position());
      throw wrong("UTF-8", String.format("the byte 0x%02X", first));
    }
    chars.clear();
    decode();
    return chars.hasRemaining() || (malformed != null && fill());
  }

  /**
   * Decodes behind what {@link #chars} holds, until there is something, the end or an error; leaves
   * it readable.
   */
  private void decode() throws IOException {
    int held = chars.position();
    while (chars.position() == held && malformed == null && !(ended && !bytes.hasRemaining())) {
      if (!ended) {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = count < 0;
        bytes.position(bytes.position() + Math.max(count, 0)).flip();
      }
      CoderResult result = decoder.decode(bytes, chars, ended);
      if (result.isError()) {
        malformed = result;
      }
    }
    chars.flip();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
