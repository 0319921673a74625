package org.acksiom.linearizability.history;

/**
 * Takes the events of a history one after another, as they are read.
 *
 * @param <X> what it throws if an event is not as it should be
 */
@FunctionalInterface
public interface EventSink<X extends Exception> {

  /**
   * Takes the next event.
   *
   * @param event the event; never one of the nemesis
   * @param line the line where it begins, from 1
   * @param column the column where it begins, from 1, in characters
   * @throws X if the event is not as it should be
   */
  void accept(Event event, int line, int column) throws X;

  /**
   * Takes the next event straight from its bytes, if it has a shape that this sink knows. In JSON,
   * NDJSON and EDN it is asked before each event's object or map is read; it may then move the
   * cursor from the opening brace to right behind the closing one and return {@code true}, or move
   * it anywhere and return {@code false}: then the event is read from its beginning, and {@link
   * #accept accepted} unless it is one of the nemesis. Only the 16,384 bytes that come next are
   * sure to be held; if the cursor came near the end of those, the sink may be asked again with
   * more.
   *
   * @param bytes the event's bytes, from its opening brace on; of use during this call alone
   * @param format what they are in
   * @param line the line where the event begins, from 1
   * @param column the column where it begins, from 1, in characters
   * @return whether the event was taken; as it stands here, {@code false}
   * @throws X if the event is not as it should be
   */
  default boolean take(ByteCursor bytes, HistoryFormat format, int line, int column) throws X {
    return false;
  }
}
