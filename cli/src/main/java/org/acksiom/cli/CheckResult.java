package org.acksiom.cli;

import java.util.Optional;
import org.acksiom.linearizability.Counterexample;
import org.acksiom.linearizability.Judgement;
import org.acksiom.linearizability.Verdict;
import org.acksiom.linearizability.delivery.DeliveryReport;
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

  /** What the delivery checker says. */
  record Delivery(DeliveryReport report) implements Finding {
    @Override
    public Verdict verdict() {
      return report.anomalies().isEmpty() ? Verdict.VALID : Verdict.INVALID;
    }

    @Override
    public Optional<String> reason() {
      return report.reconstructed() == 0
          ? Optional.empty()
          : Optional.of(
              "%d of %d partitions without a final read were judged by what consumers read"
                  .formatted(report.reconstructed(), report.partitions()));
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
