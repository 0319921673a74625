package org.acksiom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What is at the other end of standard output and standard error.
 *
 * <p>The JVM can't tell of either alone. The script that starts it can, and says so in the system
 * property {@code acksiom.terminal}: {@code 1}, {@code 2}, {@code 12} or nothing. Without the
 * property, as in {@code java -jar}, Linux is asked.
 *
 * @param output whether standard output is a terminal
 * @param error whether standard error is a terminal that redraws a line
 * @param coloured whether colours are wanted where there is a terminal
 */
record Terminal(boolean output, boolean error, boolean coloured) {
  private static final String PROPERTY = "acksiom.terminal";

  /**
   * This process's.
   *
   * @param environment of the process
   */
  static Terminal own(Map<String, String> environment) {
    String ends = System.getProperty(PROPERTY);
    return of(ends == null ? ends() : ends, environment);
  }

  /**
   * @param ends which of 1 and 2 are terminals
   * @param environment of the process
   */
  static Terminal of(String ends, Map<String, String> environment) {
    String kind = environment.getOrDefault("TERM", "");
    boolean capable = !kind.isEmpty() && !kind.equals("dumb");
    return new Terminal(
        ends.contains("1"),
        ends.contains("2") && capable,
        capable && environment.getOrDefault("NO_COLOR", "").isEmpty());
  }

  /** Whether what is written to standard output may be coloured. */
  boolean colours() {
    return output && coloured;
  }

  private static String ends() {
    return (isTerminal("1") ? "1" : "") + (isTerminal("2") ? "2" : "");
  }

  private static boolean isTerminal(String descriptor) {
    try {
      String end = Files.readSymbolicLink(Path.of("/proc/self/fd", descriptor)).toString();
      return end.startsWith("/dev/pts/") || end.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false; // another system: plain lines are right everywhere
    }
  }
}
