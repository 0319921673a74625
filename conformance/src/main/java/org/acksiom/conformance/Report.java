package org.acksiom.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a verification came to, complete or cut short.
 *
 * @param versions of the tools, by name
 * @param profile how much was done
 * @param seed of the fuzzer
 * @param elapsedMillis how long it took
 * @param cells what was decided, in the order of presets, fault models and anomalies
 * @param models what the models came to that the claims rest on
 * @param ledger the claims
 * @param missing what was asked for and not decided, and why
 * @param kafka what real Kafka did
 */
public record Report(
    Map<String, String> versions,
    Profile profile,
    long seed,
    long elapsedMillis,
    List<Cell> cells,
    List<ModelOutcome> models,
    List<Ledger.Entry> ledger,
    Map<Scenario, String> missing,
    KafkaRuns kafka) {

  private static final Comparator<Cell> ORDER =
      Comparator.comparing(Cell::preset).thenComparing(Cell::faults).thenComparing(Cell::anomaly);

  /** Puts the cells in order, and takes what is possible with fewer faults for possible. */
  public Report {
    cells = Inclusion.applied(cells).stream().sorted(ORDER).toList();
    models = List.copyOf(models);
    ledger = List.copyOf(ledger);
  }

  /** What a verification says as a whole, from the best to the worst. */
  public enum Conclusion {
    /** Everything that was asked for was decided and is as it should be. */
    ALL_MATCH,
    /** Nothing is otherwise than it should be, and a budget ran out. */
    UNDECIDED,
    /**
     * Specification and implementation differ, the core breaks an invariant, a model came out
     * otherwise than expected, or real Kafka showed what is predicted impossible.
     */
    MISMATCH,
    /** Something that was asked for is missing: a part failed, or the user interrupted it. */
    MISSING
  }

  /** The worst of all. */
  public Conclusion conclusion() {
    if (!missing.isEmpty() || has(ModelOutcome.Kind.FAILED)) {
      return Conclusion.MISSING;
    }
    if (!wrong().isEmpty()) {
      return Conclusion.MISMATCH;
    }
    return has(Match.UNDECIDED) || has(ModelOutcome.Kind.UNDECIDED)
        ? Conclusion.UNDECIDED
        : Conclusion.ALL_MATCH;
  }

  /** What real Kafka showed of a cell, if it ran under its settings and faults. */
  public Optional<KafkaObservation> kafka(Cell cell) {
    return kafka.observation(cell.preset(), cell.faults(), cell.anomaly());
  }

  /** Whether what is predicted impossible in a cell was observed in a run of real Kafka. */
  public boolean contradictedByKafka(Cell cell) {
    return cell.prediction().verdict() == Verdict.IMPOSSIBLE
        && kafka(cell).map(KafkaObservation::observed).orElse(false);
  }

  /** The cells of what is predicted impossible and was observed in a run of real Kafka. */
  public List<Cell> contradictedByKafka() {
    return cells.stream().filter(this::contradictedByKafka).toList();
  }

  /** Whether the implementation or real Kafka did otherwise than is predicted in a cell. */
  public boolean isWrong(Cell cell) {
    return cell.match() == Match.UNSOUND
        || cell.match() == Match.INCOMPLETE
        || contradictedByKafka(cell);
  }

  /** What is wrong in such a cell, in a line. */
  public String wrong(Cell cell) {
    return "%s %s, %s, %s"
        .formatted(
            contradictedByKafka(cell) ? "CONTRADICTED by real Kafka:" : cell.match(),
            cell.preset().id(),
            cell.faults().id(),
            cell.anomaly());
  }

  /** What is otherwise than it should be, a line each; what is missing is none of it. */
  public List<String> wrong() {
    List<String> wrong = new ArrayList<>();
    cells.stream().filter(this::isWrong).map(this::wrong).forEach(wrong::add);
    wrong.addAll(wrongBesideCells());
    return wrong;
  }

  /** The same of what is no cell's: broken invariants, other state graphs, other verdicts. */
  public List<String> wrongBesideCells() {
    List<String> wrong = new ArrayList<>();
    cells.stream()
        .flatMap(cell -> cell.observation().broken().keySet().stream())
        .distinct()
        .forEach(invariant -> wrong.add("BROKEN invariant of the implementation: " + invariant));
    differentStates().forEach(line -> wrong.add("DIFFERENT " + line));
    models.stream()
        .filter(outcome -> outcome.kind() == ModelOutcome.Kind.UNEXPECTED)
        .forEach(
            outcome ->
                wrong.add(
                    "UNEXPECTED model %s: expected that it %s, found that it %s"
                        .formatted(
                            outcome.model().name(),
                            outcome.model().expectation(),
                            outcome.verdict())));
    return wrong;
  }

  private boolean has(Match match) {
    return cells.stream().anyMatch(cell -> cell.match() == match);
  }

  private boolean has(ModelOutcome.Kind kind) {
    return models.stream().anyMatch(outcome -> outcome.kind() == kind);
  }

  /** How many state graphs TLC explored, or remembered: one for each scenario and each model. */
  public long explorations() {
    return models.size() + scenarios(cells.stream());
  }

  /** How many of them it remembered. */
  public long cachedExplorations() {
    return models.stream().filter(ModelOutcome::cached).count()
        + scenarios(cells.stream().filter(cell -> cell.prediction().cached()));
  }

  private static long scenarios(Stream<Cell> cells) {
    return cells.map(Cell::exploration).distinct().count();
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
   *
   * <p>That TLC visited every state is certain where it says that something is impossible; what is
   * possible it may have found before its budget ran out.
   */
  public List<String> differentStates() {
    return cells.stream()
        .filter(cell -> cell.observation().exhaustive())
        .filter(cell -> cell.prediction().verdict() == Verdict.IMPOSSIBLE)
        .filter(cell -> cell.prediction().distinctStates() != cell.observation().distinctStates())
        .map(
            cell ->
                String.format(
                    Locale.ROOT,
                    "%s: the specification has %,d states, the implementation %,d",
                    cell.exploration(),
                    cell.prediction().distinctStates(),
                    cell.observation().distinctStates()))
        .distinct()
        .toList();
  }
}
