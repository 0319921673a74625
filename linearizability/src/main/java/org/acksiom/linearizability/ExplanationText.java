package org.acksiom.linearizability;

import java.util.List;
import java.util.Locale;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Operation;

/** A judgement in a few lines for people, without a file that it is about. */
public final class ExplanationText {
  /** Of what comes in numbers, so many are shown. */
  private static final int SHOWN_MAX = 8;

  /** Longer values are cut. */
  private static final int VALUE_CHARS_MAX = 160;

  private ExplanationText() {}

  /**
   * What a check found: of an invalid history the end of the longest explanation, the operation
   * that it has no room for, and the states that were possible there with the model's reasons.
   *
   * @param judgement what a check found
   * @return lines with {@code \n} between them
   */
  public static String of(Judgement judgement) {
    StringBuilder text = new StringBuilder();
    text.append(
        switch (judgement.verdict()) {
          case VALID -> "linearizable";
          case INVALID -> "not linearizable";
          case UNKNOWN -> "undecided, because " + judgement.reason().orElse("the budget ran out");
        });
    text.append(String.format(Locale.ROOT, " (%,d operations)", judgement.operations()));
    judgement.counterexample().ifPresent(example -> append(example, text));
    return text.toString();
  }

  private static void append(Counterexample example, StringBuilder text) {
    example
        .partition()
        .ifPresent(
            key -> text.append("\nThe operations on ").append(shown(Edn.print(key))).append(':'));
    List<Operation> prefix = example.prefix();
    int hidden = Math.max(0, prefix.size() - SHOWN_MAX);
    text.append("\nThe longest explanation has these operations in this order:");
    if (hidden > 0) {
      text.append(String.format(Locale.ROOT, "\n  … %,d before", hidden));
    } else if (prefix.isEmpty()) {
      text.append("\n  none");
    }
    prefix.subList(hidden, prefix.size()).forEach(operation -> append(operation, text));
    text.append("\nThen nothing explains that this one completed:");
    append(example.stuck(), text);
    if (example.states().isEmpty()) {
      text.append("\nNo possible state there was found within the limits.");
      return;
    }
    text.append('\n').append(states(example)).append(" there, and why not:");
    example.states().stream()
        .limit(SHOWN_MAX)
        .forEach(
            possible ->
                text.append("\n  ")
                    .append(shown(possible.state()))
                    .append(": ")
                    .append(shown(possible.reason())));
    if (example.states().size() > SHOWN_MAX) {
      text.append(String.format(Locale.ROOT, "\n  … %d more", example.states().size() - SHOWN_MAX));
    }
  }

  private static String states(Counterexample example) {
    if (!example.complete()) {
      return "Some of the possible states";
    }
    return example.states().size() == 1 ? "The only possible state" : "The possible states";
  }

  private static void append(Operation operation, StringBuilder text) {
    text.append("\n  process ").append(operation.process());
    text.append(", :").append(operation.function());
    if (operation.argument() != null) {
      text.append(' ').append(shown(Edn.print(operation.argument())));
    }
    text.append(", ");
    if (operation.outcome() == Event.Type.INFO) {
      text.append("never heard of");
    } else {
      text.append(':').append(operation.outcome().word());
      text.append(' ').append(shown(Edn.print(operation.result())));
    }
    text.append(" (event ").append(operation.invokedAt());
    if (operation.outcome() != Event.Type.INFO) {
      text.append(" to ").append(operation.completedAt());
    }
    text.append(')');
  }

  private static String shown(String text) {
    return text.length() <= VALUE_CHARS_MAX ? text : text.substring(0, VALUE_CHARS_MAX) + "…";
  }
}
