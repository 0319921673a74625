package org.acksiom.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.TlaValue;
import org.acksiom.modelcheck.TraceBatch;
import org.acksiom.modelcheck.TracedStep;

/**
 * Files of traces, put together for TLC: neighbours of one setup in one batch, so that TLC starts
 * once for many, and no more than TLC can hold.
 */
final class TraceBatches implements AutoCloseable {
  /** TLC holds a state of each trace, of up to 100 kB. */
  private static final int TRACES_MAX = 1_000;

  /** TLC holds the text of all events. */
  private static final long EVENTS_MAX = 100_000;

  private final Path folder;
  private final List<Batch> batches = new ArrayList<>();
  private TraceBatch.Writer writer;

  /**
   * Where a trace stands.
   *
   * @param source the file's place among the files
   * @param number the trace's in its file, from 1
   * @param line that of its header, from 1
   */
  record Place(int source, int number, int line) {}

  /**
   * What TLC checks in one run.
   *
   * @param setup what was simulated
   * @param file the traces in TLC's form
   * @param traces where each of them stands
   * @param events how many each of them has
   */
  record Batch(Setup setup, Path file, List<Place> traces, List<Integer> events) {
    long allEvents() {
      return events.stream().mapToLong(Integer::longValue).sum();
    }

    boolean takes(Setup other) {
      return setup.equals(other) && traces.size() < TRACES_MAX && allEvents() < EVENTS_MAX;
    }
  }

  /**
   * @param folder where the batches are written
   */
  TraceBatches(Path folder) {
    this.folder = folder;
  }

  /**
   * Adds a file.
   *
   * @param source its place among the files
   * @return why it is no file of traces, if it is none; what was read by then stays in the batches
   */
  Optional<String> add(Path file, int source) throws IOException {
    Adding adding = new Adding(source);
    try {
      ActionTraceReader.read(file, adding);
      return Optional.empty();
    } catch (TraceFormatException e) {
      adding.cut();
      return Optional.of(e.getMessage());
    }
  }

  private final class Adding implements ActionTraceReader.Listener {
    private final int source;
    private int number;
    private int events;
    private boolean open;

    Adding(int source) {
      this.source = source;
    }

    @Override
    public void begun(Setup setup, int line, TlaValue[] initial) throws IOException {
      number++;
      events = 0;
      open = true;
      batch(setup).traces().add(new Place(source, number, line));
      writer.begin(initial);
    }

    @Override
    public void happened(TracedStep step) {
      events++;
      writer.step(step);
    }

    @Override
    public void ended() {
      writer.end();
      batches.get(batches.size() - 1).events().add(events);
      open = false;
    }

    /** What is not whole ends where it is. */
    void cut() {
      if (open) {
        ended();
      }
    }
  }

  private Batch batch(Setup setup) throws IOException {
    Batch last = batches.isEmpty() ? null : batches.get(batches.size() - 1);
    if (last == null || !last.takes(setup)) {
      close();
      Path file = folder.resolve("batch-" + (batches.size() + 1) + ".txt");
      last = new Batch(setup, file, new ArrayList<>(), new ArrayList<>());
      batches.add(last);
      writer = new TraceBatch.Writer(file);
    }
    return last;
  }

  /** The batches, complete once this is closed. */
  List<Batch> batches() {
    return batches;
  }

  @Override
  public void close() throws IOException {
    if (writer != null) {
      writer.close();
      writer = null;
    }
  }
}
