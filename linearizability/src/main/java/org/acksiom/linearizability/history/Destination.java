package org.acksiom.linearizability.history;

import java.io.IOException;

/** Hands the events that are read on to a sink. */
final class Destination<X extends Exception> {

  /** A sink that came to the end of what was held is asked again with so many times as much. */
  private static final int GROWTH = 4;

  /** What an array has room for, so that growing it does not overflow. */
  private static final int HELD_LIMIT = 1 << 29;

  private final EventSink<X> sink;
  private final boolean keeps;
  private final int heldMax;

  /**
   * A destination.
   *
   * @param keeps whether the sink keeps the events, so that they go on taking memory
   * @param heldMax how many of an event's bytes may be held for the sink
   */
  Destination(EventSink<X> sink, boolean keeps, long heldMax) {
    this.sink = sink;
    this.keeps = keeps;
    this.heldMax = (int) Math.max(Utf8Text.AHEAD_MAX, Math.min(heldMax, HELD_LIMIT));
  }

  /** Whether the sink takes the event that begins here from its bytes. */
  boolean takes(Utf8Text text, HistoryFormat format) throws IOException, X {
    text.hold(Utf8Text.AHEAD_MAX);
    ByteCursor cursor = text.cursor();
    int line = text.line();
    int column = text.column();
    while (true) {
      int start = cursor.position;
      if (sink.take(cursor, format, line, column)) {
        return true;
      }
      boolean cut = cursor.isNearEnd();
      cursor.position = start;
      int held = cursor.limit - start;
      if (!cut || held >= heldMax || !text.hold((int) Math.min(heldMax, (long) GROWTH * held))) {
        return false;
      }
    }
  }

  /**
   * Hands on an event, or drops it if it is {@code null}; what it took of the allowance since
   * {@code left} was the rest comes back if nobody keeps it.
   */
  void put(Event event, int line, int column, Allowance allowance, long left) throws X {
    if (event != null) {
      sink.accept(event, line, column);
    }
    if (event == null || !keeps) {
      allowance.backTo(left);
    }
  }
}
