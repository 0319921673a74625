package org.acksiom.linearizability.history;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads a history in any of the {@linkplain HistoryFormat written forms}: in one pass, in memory
 * proportional to the events kept, whatever the length of the lines. The nemesis' events are passed
 * over.
 */
public final class HistoryReader {

  /**
   * Where the first brackets are not told apart within so many characters, the form must be named.
   */
  private static final int AHEAD_CHARS = 4096;

  private final ReadLimits limits;

  /**
   * A reader that takes on no more than the limits allow.
   *
   * @param limits for each history
   */
  public HistoryReader(ReadLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads a history in a form that its first characters tell.
   *
   * @param name what to call the source in messages
   * @param in UTF-8, optionally with a byte order mark; is not closed
   * @throws HistoryFormatException if it is not a history, is more than the limits allow, or was
   *     seen by no client
   * @throws IOException if the source cannot be read
   */
  public Recording read(String name, InputStream in) throws IOException {
    return read(name, in, Optional.empty());
  }

  /**
   * The same with a named form; an empty one is told from the first characters.
   *
   * @param name what to call the source in messages
   * @param in UTF-8, optionally with a byte order mark; is not closed
   * @param format the form; told from the first characters if empty
   * @throws IOException if the source cannot be read
   */
  public Recording read(String name, InputStream in, Optional<HistoryFormat> format)
      throws IOException {
    Utf8Text text = new Utf8Text(name, in);
    while (text.peek() >= 0 && EdnReader.isBlank(text.peek())) {
      text.read();
    }
    if (text.peek() < 0) {
      throw text.wrong("a history", "an empty file");
    }
    HistoryFormat form = format.isPresent() ? format.get() : detected(text);
    RecordingBuilder recording = new RecordingBuilder(name);
    Allowance allowance = new Allowance(limits.memoryBytesMax());
    switch (form) {
      case EDN -> new EdnEvents(text, limits, allowance, recording).read();
      case LOG -> new LogEvents(text, limits, allowance, recording).read();
      case JSON -> new JsonEvents(text, limits, allowance, recording).read(true);
      case NDJSON -> new JsonEvents(text, limits, allowance, recording).read(false);
    }
    return recording.build(form);
  }

  /** EDN and JSON share their brackets; what follows the first ones tells them apart. */
  private static HistoryFormat detected(Utf8Text text) throws IOException {
    String ahead = text.ahead(AHEAD_CHARS);
    char first = ahead.charAt(0);
    int second = 1;
    while (second < ahead.length()
        && (EdnReader.isBlank(ahead.charAt(second))
            || (first == '[' && ahead.charAt(second) == '{'))) {
      second++;
    }
    boolean quoted = second < ahead.length() && ahead.charAt(second) == '"';
    if (first == '{') {
      return quoted ? HistoryFormat.NDJSON : HistoryFormat.EDN;
    }
    if (first == '[') {
      return quoted ? HistoryFormat.JSON : HistoryFormat.EDN;
    }
    if (first == '(' || first == ';' || first == '#') {
      return HistoryFormat.EDN;
    }
    if (Character.isLetterOrDigit(first)) {
      return HistoryFormat.LOG;
    }
    throw text.wrong(
        "a history in EDN, JSON, NDJSON or lines of Jepsen's log", EdnReader.at(first, text));
  }
}
