package org.acksiom.modelcheck;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Recorded behaviours of one model on their way to TLC: a file with a block of lines for each,
 * first its initial state, then its steps, as TLA+ writes them. TLC goes through all behaviours at
 * once, step by step; so the text is kept, and of each behaviour one state.
 *
 * <p>Not safe for several threads at a time.
 */
public final class TraceBatch {
  private final List<Behaviour> behaviours = new ArrayList<>();

  /** One behaviour, and how far it was read. */
  private static final class Behaviour {
    private final List<String> lines = new ArrayList<>();
    private TracedStep step;
    private TlaValue[] state;
    private int at = -1;

    void goTo(int position) {
      if (position < at || at < 0) {
        state = ((TlaValue.Tuple) value(0)).elements().toArray(TlaValue[]::new);
        at = 0;
      }
      while (at < position) {
        step = TracedStep.read(value(at + 1));
        state = step.after(state);
        at++;
      }
    }

    private TlaValue value(int line) {
      try {
        return TlaValue.parse(lines.get(line));
      } catch (TlaSyntaxException e) {
        throw new IllegalArgumentException(e);
      }
    }
  }

  private TraceBatch() {}

  /**
   * Reads a batch.
   *
   * @throws IOException if it can't be read
   */
  public static TraceBatch read(Path file) throws IOException {
    TraceBatch batch = new TraceBatch();
    Behaviour behaviour = new Behaviour();
    for (String line : Files.readAllLines(file)) {
      if (line.isEmpty()) {
        batch.behaviours.add(behaviour);
        behaviour = new Behaviour();
      } else {
        behaviour.lines.add(line);
      }
    }
    return batch;
  }

  /** How many behaviours there are. */
  public int traces() {
    return behaviours.size();
  }

  /**
   * How many steps a behaviour has.
   *
   * @param trace its number, from 1
   */
  public int steps(int trace) {
    return behaviours.get(trace - 1).lines.size() - 1;
  }

  /**
   * A step of a behaviour.
   *
   * @param trace the behaviour's number, from 1
   * @param position the step's, from 1
   */
  public TracedStep step(int trace, int position) {
    Behaviour behaviour = behaviours.get(trace - 1);
    behaviour.goTo(position);
    return behaviour.step;
  }

  /**
   * The values of all variables after a step. Going on by one step costs that step, going back all
   * those before.
   *
   * @param trace the behaviour's number, from 1
   * @param position the step's, from 1; 0 for the initial state
   */
  public TlaValue[] state(int trace, int position) {
    Behaviour behaviour = behaviours.get(trace - 1);
    behaviour.goTo(position);
    return behaviour.state.clone();
  }

  /** Writes a batch: for each behaviour its initial state, its steps, and its end. */
  public static final class Writer implements AutoCloseable {
    private final BufferedWriter file;

    /**
     * @throws IOException if the file can't be written
     */
    public Writer(Path file) throws IOException {
      this.file = Files.newBufferedWriter(file);
    }

    /** A behaviour begins with these values of all variables. */
    public void begin(TlaValue[] initial) {
      line(new TlaValue.Tuple(List.of(initial)).toString());
    }

    /** Its next step. */
    public void step(TracedStep step) {
      line(step.written().toString());
    }

    /** It has no more steps. */
    public void end() {
      line("");
    }

    private void line(String text) {
      try {
        file.append(text).append('\n');
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
