package org.acksiom.cli;

import java.io.PrintWriter;
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
    say(name, message(exception) + suggestion(exception) + "; see '" + name + " --help'");
    return ExitCode.BAD_INPUT.value();
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult parsed) {
    return about(exception, command);
  }

  /** The line and the exit code for what a command threw. */
  int about(Throwable thrown, CommandLine command) {
    if (isEnding()) {
      return ExitCode.FAILED.value(); // nobody sees it: what an interruption breaks is no defect
    }
    String name = command.getCommandSpec().qualifiedName();
    if (thrown instanceof UserError error) {
      error.mistakes().forEach(mistake -> say(name, mistake));
      return ExitCode.BAD_INPUT.value();
    }
    if (thrown instanceof InterruptedException) {
      say(name, "interrupted");
    } else if (thrown instanceof PartFailed) {
      say(name, thrown.getMessage());
    } else if (thrown instanceof OutOfMemoryError) {
      say(name, Crash.told(thrown, logs));
    } else {
      say(name, "internal error: " + Crash.told(thrown, logs));
    }
    return ExitCode.FAILED.value();
  }

  /** Whether the user has interrupted the process: then a hook can no longer be added. */
  private static boolean isEnding() {
    Thread probe = new Thread();
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      return !Runtime.getRuntime().removeShutdownHook(probe);
    } catch (IllegalStateException ending) {
      return true;
    }
  }

  private void say(String name, String message) {
    err.println(name + ": " + message.strip().replaceAll("\\s*\\R\\s*", " "));
    err.flush();
  }

  /** Picocli counts arguments; people read them. */
  private static String message(ParameterException exception) {
    if (exception instanceof UnmatchedArgumentException unmatched
        && exception.getCommandLine().getParent() == null) {
      return "expected a command ("
          + String.join(", ", exception.getCommandLine().getSubcommands().keySet())
          + "), found '"
          + unmatched.getUnmatched().get(0)
          + "'";
    }
    return exception.getMessage();
  }

  private static String suggestion(ParameterException exception) {
    if (exception instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      return "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
    }
    return "";
  }
}
