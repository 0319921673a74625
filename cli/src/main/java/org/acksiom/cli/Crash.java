package org.acksiom.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a part threw that nobody expected, in one line; the stack trace is kept in a file. */
final class Crash {
  private Crash() {}

  /**
   * The line.
   *
   * @param logs the folder for the stack trace
   */
  static String told(Throwable thrown, Path logs) {
    if (thrown instanceof OutOfMemoryError) {
      return "out of memory; more is given with ACKSIOM_JAVA_OPTS=-Xmx4g, for example";
    }
    return thrown.toString().strip().replaceAll("\\s*\\R\\s*", " ") + "; " + keep(thrown, logs);
  }

  private static String keep(Throwable thrown, Path logs) {
    try {
      Path log = Files.createTempFile(logs, "acksiom-", ".log");
      try (PrintWriter writer =
          new PrintWriter(Files.newBufferedWriter(log, StandardCharsets.UTF_8))) {
        thrown.printStackTrace(writer);
      }
      return "stack trace in " + log;
    } catch (IOException e) {
      return "its stack trace could not be written to " + logs + " (" + e.getMessage() + ")";
    }
  }
}
