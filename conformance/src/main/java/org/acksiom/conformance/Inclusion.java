package org.acksiom.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
      applied.add(shownBefore(cell, cells).orElse(cell));
    }
    return applied;
  }

  private static Optional<Cell> shownBefore(Cell cell, List<Cell> cells) {
    if (cell.prediction().verdict() == Verdict.POSSIBLE
        || cell.match() == Match.UNSOUND
        || cell.match() == Match.INCOMPLETE) {
      return Optional.empty();
    }
    return cells.stream()
        .filter(other -> other.preset() == cell.preset() && other.anomaly() == cell.anomaly())
        .filter(other -> other.faults().compareTo(cell.faults()) < 0)
        .filter(other -> other.prediction().verdict() == Verdict.POSSIBLE && other.observed())
        .min((a, b) -> a.faults().compareTo(b.faults()))
        .map(
            other ->
                new Cell(
                    cell.preset(),
                    cell.faults(),
                    cell.anomaly(),
                    other.model(),
                    other.prediction(),
                    other.observation()));
  }
}
