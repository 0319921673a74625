package org.acksiom.conformance;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.acksiom.conformance.Verification.Scenario;

/**
 * What a verification came to, complete or cut short.
 *
 * @param versions of the tools, by name
 * @param profile how much was done
 * @param seed of the fuzzer
 * @param elapsedMillis how long it took
 * @param cells what was decided, in the order of presets, fault models and anomalies
 * @param ledger the claims
 * @param missing what was asked for and not decided, and why
 */
public record Report(
    Map<String, String> versions,
    Profile profile,
    long seed,
    long elapsedMillis,
    List<Cell> cells,
    List<Ledger.Entry> ledger,
    Map<Scenario, String> missing) {

  private static final Comparator<Cell> ORDER =
      Comparator.comparing(Cell::preset).thenComparing(Cell::faults).thenComparing(Cell::anomaly);

  /** Puts the cells in order. */
  public Report {
    cells = cells.stream().sorted(ORDER).toList();
    ledger = List.copyOf(ledger);
  }

  /** How many cells have each match. */
  public Map<Match, Long> summary() {
    return Verification.summary(cells);
  }

  /** The claims that were decided. */
  public List<Ledger.Entry> decidedClaims() {
    return ledger.stream().filter(entry -> entry.standing() != Ledger.Standing.UNDECIDED).toList();
  }

  /**
   * Where TLC and the explorer both visited every state and did not find as many: the specification
   * and the implementation differ there, even if no anomaly shows it. In words, one line each.
   */
  public List<String> differentStates() {
    return cells.stream()
        .filter(cell -> cell.observation().exhaustive())
        .filter(cell -> cell.prediction().verdict() != Verdict.UNDECIDED)
        .filter(cell -> cell.prediction().distinctStates() != cell.observation().distinctStates())
        .map(
            cell ->
                String.format(
                    Locale.ROOT,
                    "%s, %s: the specification has %,d states, the implementation %,d",
                    cell.preset().id(),
                    cell.faults().id(),
                    cell.prediction().distinctStates(),
                    cell.observation().distinctStates()))
        .distinct()
        .toList();
  }

  /**
   * Whether every cell that was asked for was decided and matches, and the core's invariants hold.
   */
  public boolean allMatch() {
    return missing.isEmpty()
        && differentStates().isEmpty()
        && cells.stream()
            .allMatch(cell -> cell.match() == Match.MATCH && cell.observation().broken().isEmpty());
  }
}
