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

  /** Where the first brackets are not told apart within so many bytes, the form must be named. */
  private static final int AHEAD_MAX = 4096;

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
    RecordingBuilder recording = new RecordingBuilder(name);
    return recording.build(read(name, in, format, new Destination<>(recording, true, 0)));
  }

  /**
   * Hands each event to a sink as soon as it is read and keeps none: the memory that the limits
   * allow is for one event, and the whole may be of any length. Whether invocations and completions
   * pair up is not looked at.
   *
   * @param name what to call the source in messages
   * @param in UTF-8, optionally with a byte order mark; is not closed
   * @param format the form; an empty one is told from the first characters
   * @param sink takes the events; the nemesis' are passed over
   * @param <X> what the sink throws if an event is not as it should be
   * @return the form that the history is in
   * @throws HistoryFormatException if it is not a history, or an event is more than the limits
   *     allow; the events before have been handed on
   * @throws IOException if the source cannot be read
   * @throws X if the sink throws it
   */
  public <X extends Exception> HistoryFormat forEach(
      String name, InputStream in, Optional<HistoryFormat> format, EventSink<X> sink)
      throws IOException, X {
    return read(name, in, format, new Destination<>(sink, false, limits.memoryBytesMax() / 2));
  }

  private <X extends Exception> HistoryFormat read(
      String name, InputStream in, Optional<HistoryFormat> format, Destination<X> destination)
      throws IOException, X {
    Utf8Text text = new Utf8Text(name, in);
    if (text.skipBlank(EdnReader.BLANKS) < 0) {
      throw text.wrong("a history", "an empty file");
    }
    HistoryFormat form = format.isPresent() ? format.get() : detected(text);
    Allowance allowance = new Allowance(limits.memoryBytesMax());
    switch (form) {
      case EDN -> new EdnEvents<>(text, limits, allowance, destination).read();
      case LOG -> new LogEvents<>(text, limits, allowance, destination).read();
      case JSON -> new JsonEvents<>(text, limits, allowance, destination).readArray();
      case NDJSON -> new JsonEvents<>(text, limits, allowance, destination).readSequence();
    }
    return form;
  }

  /** EDN and JSON share their brackets; what follows the first ones tells them apart. */
  private static HistoryFormat detected(Utf8Text text) throws IOException {
    int first = text.peek();
    int index = 1;
    int next = text.ahead(index);
    while (index < AHEAD_MAX && (EdnReader.isBlank(next) || (first == '[' && next == '{'))) {
      index++;
      next = text.ahead(index);
    }
    if (first == '{') {
      return next == '"' ? HistoryFormat.NDJSON : HistoryFormat.EDN;
    }
    if (first == '[') {
      return next == '"' ? HistoryFormat.JSON : HistoryFormat.EDN;
    }
    if (first == '(' || first == ';' || first == '#') {
      return HistoryFormat.EDN;
    }
    if (Character.isLetterOrDigit(first)) {
      return HistoryFormat.LOG;
    }
    throw text.wrong("a history in EDN, JSON, NDJSON or lines of Jepsen's log", Edn.shown(first));
  }
}
