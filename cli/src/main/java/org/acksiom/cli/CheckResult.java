package org.acksiom.cli;

import java.util.Optional;
import org.acksiom.linearizability.Counterexample;
import org.acksiom.linearizability.Judgement;
import org.acksiom.linearizability.Verdict;
import org.acksiom.linearizability.history.Recording;

/**
 * What {@code acksiom check} found out about one history.
 *
 * @param recording the history as it was read
 * @param model the model's name
 * @param parseNanos how long reading took
 * @param checkNanos how long the check alone took; of several, the median
 * @param finding what the check says
 */
record CheckResult(
    Recording recording, String model, long parseNanos, long checkNanos, Finding finding) {

  /** What a checker says. */
  sealed interface Finding {
    Verdict verdict();

    /** One line: what ran out, what cannot be explained, or what the verdict does not cover. */
    Optional<String> reason();
  }

  /** What the linearizability checker says. */
  record Linearizability(Judgement judgement) implements Finding {
    @Override
    public Verdict verdict() {
      return judgement.verdict();
    }

    @Override
    public Optional<String> reason() {
      return judgement.reason().or(() -> judgement.counterexample().map(Linearizability::reason));
    }

    private static String reason(Counterexample found) {
      return "nothing explains the :%s of process %d: %s"
          .formatted(
              found.stuck().function(), found.stuck().process(), found.states().get(0).reason());
    }
  }

  ExitCode exitCode() {
    return switch (finding.verdict()) {
      case VALID -> ExitCode.HOLDS;
      case INVALID -> ExitCode.VIOLATED;
      case UNKNOWN -> ExitCode.UNDECIDED;
    };
  }
}
