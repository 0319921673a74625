package org.acksiom.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.acksiom.linearizability.Counterexample;
import org.acksiom.linearizability.Shrunk;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.history.Recording;

/** What a check found out, in a few lines for people. */
final class CheckText {
  /** Of what comes in numbers, so many are shown. */
  private static final int SHOWN_MAX = 5;

  /** Of the operations that a history was shrunk to, so many. */
  private static final int KEPT_MAX = 12;

  /** Longer values are cut. */
  private static final int VALUE_CHARS_MAX = 160;

  private final PrintWriter out;

  CheckText(PrintWriter out) {
    this.out = out;
  }

  void print(CheckResult result) {
    Recording recording = result.recording();
    out.printf(
        Locale.ROOT,
        "%s: %s (%s, %,d operations, %.1f ms)%n",
        recording.file(),
        verdict(result.finding()),
        result.model(),
        recording.history().operations().size(),
        result.checkNanos() / 1e6);
    CheckResult.Linearizability found = result.finding();
    found.judgement().counterexample().ifPresent(example -> print(example, recording));
    found.shrunk().ifPresent(shrunk -> print(shrunk, recording));
  }

  /** The verdict in a word or two. */
  static String verdict(CheckResult.Linearizability finding) {
    return switch (finding.verdict()) {
      case VALID -> "linearizable";
      case INVALID -> "not linearizable";
      case UNKNOWN -> "unknown, because " + finding.reason().orElse("the budget ran out");
    };
  }

  private void print(Counterexample example, Recording recording) {
    example
        .partition()
        .ifPresent(key -> out.println("  The operations on " + shown(Edn.print(key)) + ":"));
    out.println("  The longest explanation has these operations in this order:");
    printLast(SHOWN_MAX, example.prefix(), recording);
    out.printf(
        "  Then nothing explains that this one completed, in line %d:%n",
        recording.line(example.stuck().completedAt()));
    print(example.stuck(), recording);
    printStates(example);
  }

  private void printStates(Counterexample example) {
    out.println("  " + states(example) + (example.states().isEmpty() ? "." : ":"));
    example.states().stream()
        .limit(SHOWN_MAX)
        .forEach(
            possible ->
                out.printf("    %s: %s%n", shown(possible.state()), shown(possible.reason())));
    if (example.states().size() > SHOWN_MAX) {
      out.printf("    … %d more%n", example.states().size() - SHOWN_MAX);
    }
  }

  private void print(Shrunk shrunk, Recording recording) {
    out.println("  " + heading(shrunk, recording));
    printLast(KEPT_MAX, shrunk.operations(), recording);
    List<Operation> prefix = shrunk.counterexample().prefix();
    if (!shrunk.operations().containsAll(prefix)) {
      out.println("  With what may have happened besides, they are explained in this order:");
      printLast(KEPT_MAX, prefix, recording);
    }
    out.println("  And then nothing explains this one:");
    print(shrunk.counterexample().stuck(), recording);
    printStates(shrunk.counterexample());
  }

  private void printLast(int shownMax, List<Operation> operations, Recording recording) {
    int hidden = Math.max(0, operations.size() - shownMax);
    if (hidden > 0) {
      out.printf(Locale.ROOT, "    … %,d before%n", hidden);
    } else if (operations.isEmpty()) {
      out.println("    none");
    }
    operations.subList(hidden, operations.size()).forEach(operation -> print(operation, recording));
  }

  /** What the operations that a history was shrunk to show. */
  static String heading(Shrunk shrunk, Recording recording) {
    int kept = shrunk.operations().size();
    String all = String.format(Locale.ROOT, "%,d", recording.history().operations().size());
    return String.format(
        Locale.ROOT,
        kept == 1
            ? "This one of %2$s operations cannot be explained, whatever became of the others%3$s:"
            : "These %1$,d of %2$s operations cannot be explained together, whatever became of the"
                + " others%3$s:",
        kept,
        all,
        shrunk.minimal() ? "" : " (fewer may do: the time ended the search for them)");
  }

  /** How far explanations get. */
  static String summary(Counterexample example, Recording recording) {
    return String.format(
        Locale.ROOT,
        "%sll that was heard before line %d can be explained. That this operation completed there"
            + " cannot:",
        example
            .partition()
            .map(key -> "Of the operations on " + shown(Edn.print(key)) + ", a")
            .orElse("A"),
        recording.line(example.stuck().completedAt()));
  }

  /** What the states of a counterexample are. */
  static String states(Counterexample example) {
    int count = example.states().size();
    if (count == 0) {
      return "No possible state there was found within the limits";
    }
    if (!example.complete()) {
      return "Some of the possible states there, and why not";
    }
    return count == 1
        ? "The only possible state there, and why not"
        : "The possible states there, and why not";
  }

  private void print(Operation operation, Recording recording) {
    out.println("    " + words(operation, recording));
  }

  /** An operation in one line. */
  static String words(Operation operation, Recording recording) {
    String told =
        operation.outcome() == Event.Type.INFO
            ? "never heard of"
            : ":" + operation.outcome().word() + " " + shown(Edn.print(operation.result()));
    return "line %d: process %d, :%s %s, %s"
        .formatted(
            recording.line(operation.invokedAt()),
            operation.process(),
            operation.function(),
            shown(Edn.print(operation.argument())),
            told);
  }

  /** The lines of its events. */
  static String lines(Operation operation, Recording recording) {
    String begun = String.valueOf(recording.line(operation.invokedAt()));
    return operation.completion() == null
        ? begun
        : begun + "–" + recording.line(operation.completedAt());
  }

  private static String shown(String text) {
    return text.length() <= VALUE_CHARS_MAX ? text : text.substring(0, VALUE_CHARS_MAX) + "…";
  }
}
