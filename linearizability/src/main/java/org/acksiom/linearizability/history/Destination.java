package org.acksiom.linearizability.history;

import java.io.IOException;

/** Hands the events that are read on to a sink. */
final class Destination<X extends Exception> {

  private final EventSink<X> sink;
  private final boolean keeps;
  private final ByteCursor cursor = new ByteCursor();

  /** {@code keeps} says whether the sink keeps the events, so that they go on taking memory. */
  Destination(EventSink<X> sink, boolean keeps) {
    this.sink = sink;
    this.keeps = keeps;
  }

  /** Whether the sink takes the event that begins here from its bytes. */
  boolean takes(Utf8Text text, HistoryFormat format) throws IOException, X {
    text.hold(Utf8Text.AHEAD_MAX);
    text.lend(cursor);
    if (!sink.take(cursor, format, text.line())) {
      return false;
    }
    text.follow(cursor);
    return true;
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
