package org.acksiom.linearizability.history;

/** A history as it was read: with its source's name and form, and the place of each event there. */
public final class Recording {

  private final String file;
  private final HistoryFormat format;
  private final History history;
  private final int[] lines;
  private final int[] columns;

  Recording(String file, HistoryFormat format, History history, int[] lines, int[] columns) {
    this.file = file;
    this.format = format;
    this.history = history;
    this.lines = lines;
    this.columns = columns;
  }

  /** The source's name, as it was given to the reader. */
  public String file() {
    return file;
  }

  /** The form it was in. */
  public HistoryFormat format() {
    return format;
  }

  /** The history; the nemesis has no part in it. */
  public History history() {
    return history;
  }

  /**
   * The line of the source where the event with this index begins, from 1.
   *
   * @param event its index among the history's events, from 0
   */
  public int line(int event) {
    return lines[event];
  }

  /**
   * What to throw if an event is not what a user of the history needs it to be.
   *
   * @param event the event's index
   * @param expected what would have been right
   * @param found what it is
   */
  public HistoryFormatException wrong(int event, String expected, String found) {
    return new HistoryFormatException(file, lines[event], columns[event], expected, found);
  }
}
