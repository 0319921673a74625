package org.acksiom.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/**
 * What is possible stays possible when more may fail: each fault model includes the ones before it,
 * and a behaviour with fewer kinds of faults is a behaviour with more. So is one within narrower
 * bounds: what any exploration shows is shown.
 */
public final class Inclusion {
  private static final int SHOWN = 1;

  private Inclusion() {}

  /**
   * One cell for each anomaly under each preset and fault model: of several the one that says most,
   * and instead of one that shows nothing the one of the smallest fault model that does. A
   * contradiction is never hidden. Applied again it changes nothing.
   */
  public static List<Cell> applied(List<Cell> cells) {
    List<Cell> joined = new ArrayList<>();
    for (Cell cell : cells) {
      int place = 0;
      while (place < joined.size()
          && !joined.get(place).isOf(cell.preset(), cell.faults(), cell.anomaly())) {
        place++;
      }
      if (place == joined.size()) {
        joined.add(cell);
      } else if (rank(cell) < rank(joined.get(place))) {
        joined.set(place, cell);
      }
    }
    joined.replaceAll(
        cell ->
            rank(cell) <= SHOWN
                ? cell
                : inherited(cell.preset(), cell.faults(), cell.anomaly(), cells).orElse(cell));
    return joined;
  }

  /** A contradiction or a broken core says most, then a witness, then that there may be one. */
  private static int rank(Cell cell) {
    if (cell.match() == Match.UNSOUND
        || cell.match() == Match.INCOMPLETE
        || !cell.observation().broken().isEmpty()) {
      return 0;
    }
    return switch (cell.prediction().verdict()) {
      case POSSIBLE -> SHOWN;
      case UNDECIDED -> 2;
      case IMPOSSIBLE -> 3;
    };
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
