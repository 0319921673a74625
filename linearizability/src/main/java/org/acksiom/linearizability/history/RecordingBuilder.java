package org.acksiom.linearizability.history;

import java.util.Arrays;

/** Collects the events of one source with their places. */
final class RecordingBuilder implements EventSink<HistoryFormatException> {

  private final String file;
  private final Pairing pairing = new Pairing();
  private int[] lines = new int[16];
  private int[] columns = new int[16];

  RecordingBuilder(String file) {
    this.file = file;
  }

  @Override
  public void accept(Event event, int line, int column) throws HistoryFormatException {
    int index = pairing.size();
    try {
      pairing.add(event);
    } catch (Pairing.Mismatch e) {
      throw new HistoryFormatException(file, line, column, e.expected(), e.found());
    }
    if (index == lines.length) {
      lines = Arrays.copyOf(lines, 2 * index);
      columns = Arrays.copyOf(columns, 2 * index);
    }
    lines[index] = line;
    columns[index] = column;
  }

  Recording build(HistoryFormat format) {
    return new Recording(file, format, pairing.history(), lines, columns);
  }
}
