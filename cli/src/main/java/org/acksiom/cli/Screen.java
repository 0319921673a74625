package org.acksiom.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * A terminal that shows standard output and standard error both: what goes to standard output takes
 * the place of a line of {@link Progress} that is drawn there and has no end.
 */
final class Screen {
  private static final byte[] ERASE_LINE = Progress.ERASE_LINE.getBytes(StandardCharsets.US_ASCII);

  private final PrintWriter out;
  private final PrintWriter err;
  private boolean lineIsOpen;

  /**
   * @param out standard output
   * @param err standard error
   * @param both whether they are the same terminal; otherwise nothing is done
   */
  Screen(OutputStream out, OutputStream err, boolean both) {
    this.out = writer(both ? new Output(out, err) : out);
    this.err = writer(both ? new Errors(err) : err);
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** Standard output. */
  PrintWriter out() {
    return out;
  }

  /** Standard error. */
  PrintWriter err() {
    return err;
  }

  /** Bytes arrive when a writer is flushed: line by line, or many lines at once. */
  private final class Output extends FilterOutputStream {
    private final OutputStream err;

    Output(OutputStream out, OutputStream err) {
      super(out);
      this.err = err;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      synchronized (Screen.this) {
        if (lineIsOpen) {
          err.write(ERASE_LINE);
          err.flush();
          lineIsOpen = false;
        }
        out.write(bytes, offset, length);
        out.flush();
      }
    }
  }

  /** Knows whether the last line has an end. */
  private final class Errors extends FilterOutputStream {
    Errors(OutputStream err) {
      super(err);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      synchronized (Screen.this) {
        if (lineIsOpen && length > 0 && bytes[offset] != '\r') {
          out.write(ERASE_LINE); // something else than the line that is drawn again
        }
        out.write(bytes, offset, length);
        lineIsOpen = length > 0 ? bytes[offset + length - 1] != '\n' : lineIsOpen;
      }
    }
  }
}
