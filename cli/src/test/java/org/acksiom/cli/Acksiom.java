package org.acksiom.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * A command that was run in this process, as a user sees it.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error, without what {@link Progress} says of slow work
 */
record Acksiom(int code, String out, String err) {

  /**
   * Runs a command.
   *
   * @param logs for its logs, and for TLC's answers
   */
  static Acksiom run(Path logs, Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    int code =
        Main.run(
            Main.commandLine(Main.commands(logs.resolve("cache"))),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            logs,
            words);
    String told =
        err.toString()
            .lines()
            .filter(line -> line.startsWith("acksiom"))
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    return new Acksiom(code, out.toString(), told);
  }
}
