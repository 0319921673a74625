package org.acksiom.cli;

import java.util.List;
import java.util.Optional;
import org.acksiom.linearizability.Counterexample;
import org.acksiom.linearizability.Judgement;
import org.acksiom.linearizability.Shrinker;
import org.acksiom.linearizability.Shrunk;
import org.acksiom.linearizability.Verdict;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.history.Recording;
import org.acksiom.linearizability.model.SequentialModel;

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
    Recording recording, String model, long parseNanos, long checkNanos, Linearizability finding) {

  /**
   * What the linearizability checker says.
   *
   * @param model the object as it should be
   * @param shrunk operations that cannot be explained, if they were asked for and found
   */
  record Linearizability(
      Judgement judgement, SequentialModel<?, ?> model, Optional<Shrunk> shrunk) {

    /**
     * The same with a few operations that cannot be explained together, if nothing explains all.
     */
    Linearizability shrunk(Shrinker shrinker, History history) {
      return new Linearizability(
          judgement,
          model,
          judgement.counterexample().flatMap(found -> shrinker.shrink(model, history, found)));
    }

    /** The longest explanation that is known: an order in which operations may take effect. */
    List<Operation> explanation() {
      return judgement
          .counterexample()
          .map(Counterexample::prefix)
          .or(judgement::linearization)
          .orElse(List.of());
    }

    Verdict verdict() {
      return judgement.verdict();
    }

    /** One line: what ran out, or what cannot be explained. */
    Optional<String> reason() {
      return judgement.reason().or(() -> judgement.counterexample().map(Linearizability::reason));
    }

    private static String reason(Counterexample found) {
      String why = found.states().isEmpty() ? "" : ": " + found.states().get(0).reason();
      return "nothing explains the :%s of process %d%s"
          .formatted(found.stuck().function(), found.stuck().process(), why);
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
