package org.acksiom.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.acksiom.conformance.ActionTrace;
import org.acksiom.impl.simulator.Schedule;

/** The traces of all runs of one preset, written to one file while it is fuzzed, if at all. */
final class TraceRecording implements AutoCloseable {
  private final Path file;
  private final BufferedWriter writer;
  private final long seed;
  private long run;

  private TraceRecording(Path file, BufferedWriter writer, long seed) {
    this.file = file;
    this.writer = writer;
    this.seed = seed;
  }

  /** Nothing is recorded. */
  static TraceRecording none() {
    return new TraceRecording(null, null, 0);
  }

  /** Recorded is to that file, under that seed. */
  static TraceRecording to(Path file, long seed) throws IOException {
    return new TraceRecording(file, Files.newBufferedWriter(file), seed);
  }

  /** The next run. */
  void add(Schedule schedule) {
    run++;
    if (writer == null) {
      return;
    }
    try {
      writer.write(ActionTrace.of(schedule, new ActionTrace.Origin(seed, run)));
      writer.flush(); // an interrupted process leaves whole traces
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  @Override
  public void close() throws IOException {
    if (writer != null) {
      writer.close();
    }
  }
}
