package org.acksiom.linearizability.delivery;

/**
 * The places of all events in their source, in memory for the changes alone: as long as each event
 * begins as many lines after the one before, at the same column, nothing is added.
 */
final class Lines {
  private final IntList firstEvent = new IntList();
  private final IntList firstLine = new IntList();
  private final IntList step = new IntList();
  private final IntList column = new IntList();
  private int events;
  private int lastLine;

  /** Whether the last run has one event, so that its step is not known. */
  private boolean open;

  /** The place of the next event. */
  void add(int line, int atColumn) {
    int run = firstEvent.size() - 1;
    if (open && column.get(run) == atColumn) {
      step.set(run, line - lastLine);
      open = false;
    } else if (run < 0 || column.get(run) != atColumn || open || line - lastLine != step.get(run)) {
      firstEvent.add(events);
      firstLine.add(line);
      step.add(0);
      column.add(atColumn);
      open = true;
    }
    lastLine = line;
    events++;
  }

  /** The line of an event, from 1. */
  int line(int event) {
    int run = run(event);
    return firstLine.get(run) + (event - firstEvent.get(run)) * step.get(run);
  }

  /** The column where an event begins, from 1. */
  int column(int event) {
    return column.get(run(event));
  }

  /** What this takes in memory, in bytes. */
  long bytes() {
    return 4 * firstEvent.bytes();
  }

  private int run(int event) {
    int low = 0;
    int high = firstEvent.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (firstEvent.get(middle) <= event) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
