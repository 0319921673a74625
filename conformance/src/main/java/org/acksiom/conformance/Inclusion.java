package org.acksiom.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/**
 * What is possible stays possible when more may fail: each fault model includes the ones before it,
 * and a behaviour with fewer kinds of faults is a behaviour with more.
 */
final class Inclusion {
  private Inclusion() {}

  /**
   * The cells, each replaced by the one of the smallest fault model that already shows its anomaly,
   * if its own exploration, whose bounds may be others, does not say so and contradicts nothing.
   */
  static List<Cell> applied(List<Cell> cells) {
    List<Cell> applied = new ArrayList<>();
    for (Cell cell : cells) {
      boolean stays =
          cell.prediction().verdict() == Verdict.POSSIBLE
              || cell.match() == Match.UNSOUND
              || cell.match() == Match.INCOMPLETE;
      applied.add(
          stays
              ? cell
              : inherited(cell.preset(), cell.faults(), cell.anomaly(), cells).orElse(cell));
    }
    return applied;
  }

  /**
   * The cell that an anomaly has under a fault model because a smaller one already shows it, the
   * smallest of several.
   *
   * @param cells what is known of fault models
   */
  static Optional<Cell> inherited(
      Preset preset, FaultModel faults, Anomaly anomaly, List<Cell> cells) {
    return cells.stream()
        .filter(other -> other.preset() == preset && other.anomaly() == anomaly)
        .filter(other -> other.faults().compareTo(faults) < 0)
        .filter(other -> other.prediction().verdict() == Verdict.POSSIBLE && other.observed())
        .min((a, b) -> a.faults().compareTo(b.faults()))
        .map(
            other ->
                new Cell(
                    preset,
                    faults,
                    anomaly,
                    other.model(),
                    other.prediction(),
                    other.observation()));
  }
}
