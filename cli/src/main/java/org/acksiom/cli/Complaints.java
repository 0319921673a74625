package org.acksiom.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what went wrong in one line, and turns it into an exit code. */
final class Complaints implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final PrintWriter err;
  private final Path logs;

  /**
   * @param err where the line goes
   * @param logs the folder for stack traces
   */
  Complaints(PrintWriter err, Path logs) {
    this.err = err;
    this.logs = logs;
  }

  @Override
  public int handleParseException(ParameterException exception, String[] args) {
    String name = exception.getCommandLine().getCommandSpec().qualifiedName();
    say(name, exception.getMessage() + suggestion(exception) + "; see '" + name + " --help'");
    return ExitCode.BAD_INPUT.value();
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult parsed) {
    return about(exception, command);
  }

  /** The line and the exit code for what a command threw. */
  int about(Throwable thrown, CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    if (thrown instanceof UserError) {
      say(name, thrown.getMessage());
      return ExitCode.BAD_INPUT.value();
    }
    if (thrown instanceof PartFailed) {
      say(name, thrown.getMessage());
    } else if (thrown instanceof OutOfMemoryError) {
      say(name, "out of memory; more is given with ACKSIOM_JAVA_OPTS=-Xmx4g, for example");
    } else {
      say(name, "internal error: " + thrown + "; " + keep(thrown));
    }
    return ExitCode.FAILED.value();
  }

  private void say(String name, String message) {
    err.println(name + ": " + message.strip().replaceAll("\\s*\\R\\s*", " "));
    err.flush();
  }

  private static String suggestion(ParameterException exception) {
    if (exception instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      return "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
    }
    return "";
  }

  private String keep(Throwable thrown) {
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
