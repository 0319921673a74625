package org.acksiom.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.acksiom.linearizability.Counterexample;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.history.Recording;

/** What a check found out, in a few lines for people. */
final class CheckText {
  /** Of what comes in numbers, so many are shown. */
  private static final int SHOWN_MAX = 5;

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
    if (result.finding() instanceof CheckResult.Linearizability found) {
      found.judgement().counterexample().ifPresent(example -> print(example, recording));
    }
  }

  private static String verdict(CheckResult.Finding finding) {
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
    List<Operation> prefix = example.prefix();
    int hidden = Math.max(0, prefix.size() - SHOWN_MAX);
    out.println("  The longest explanation has these operations in this order:");
    if (hidden > 0) {
      out.printf(Locale.ROOT, "    … %,d before%n", hidden);
    } else if (prefix.isEmpty()) {
      out.println("    none");
    }
    prefix.subList(hidden, prefix.size()).forEach(operation -> print(operation, recording));
    out.println("  Then nothing explains that this one completed:");
    print(example.stuck(), recording);
    out.println("  " + states(example) + " there, and why not:");
    example.states().stream()
        .limit(SHOWN_MAX)
        .forEach(
            possible ->
                out.printf("    %s: %s%n", shown(possible.state()), shown(possible.reason())));
    if (example.states().size() > SHOWN_MAX) {
      out.printf("    … %d more%n", example.states().size() - SHOWN_MAX);
    }
  }

  private static String states(Counterexample example) {
    if (!example.complete()) {
      return "Some of the possible states";
    }
    return example.states().size() == 1 ? "The only possible state" : "The possible states";
  }

  private void print(Operation operation, Recording recording) {
    String told =
        operation.outcome() == Event.Type.INFO
            ? "never heard of"
            : ":" + operation.outcome().word() + " " + shown(Edn.print(operation.result()));
    out.printf(
        "    line %d: process %d, :%s %s, %s%n",
        recording.line(operation.invokedAt()),
        operation.process(),
        operation.function(),
        shown(Edn.print(operation.argument())),
        told);
  }

  private static String shown(String text) {
    return text.length() <= VALUE_CHARS_MAX ? text : text.substring(0, VALUE_CHARS_MAX) + "…";
  }
}
