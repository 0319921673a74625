package org.acksiom.conformance;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The claims ledger: what the models and predictions say of each claim. */
public final class Ledger {

  /** What became of a claim. */
  public enum Standing {
    /** True as it is taught, within the bounds. */
    HOLDS,
    /** False as it is taught; its condition says when it is true. */
    FALSE_AS_TAUGHT,
    /** Something that it needs was not decided. */
    UNDECIDED;

    /** The standing as one says it: {@code false as taught}. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * A row.
   *
   * @param claim the claim
   * @param standing what became of it
   * @param evidence what it rests on: for a false claim the cell that refutes it, for a true one of
   *     the form "may" the cell that shows it, if there is one
   * @param model the model that refutes or shows it, if no cell does
   */
  public record Entry(
      Claim claim, Standing standing, Optional<Cell> evidence, Optional<String> model) {}

  private static final Comparator<Cell> SHORTEST =
      Comparator.<Cell>comparingInt(cell -> cell.prediction().depth()).thenComparing(Cell::preset);

  private Ledger() {}

  /**
   * Judges a claim. Of several cells that refute or show it the evidence is one of the prediction
   * that the claim names first, and of those the shortest, in whatever order they were decided.
   *
   * @param models what was found of the models, by name
   * @param cells the cells that were decided
   */
  public static Entry judge(Claim claim, Map<String, ModelOutcome> models, List<Cell> cells) {
    boolean undecided = false;
    for (String name : claim.refuters()) {
      if (isAsExpected(models.get(name))) {
        return new Entry(claim, Standing.FALSE_AS_TAUGHT, Optional.empty(), Optional.of(name));
      }
      undecided = true;
    }
    for (String name : claim.models()) {
      undecided |= !isAsExpected(models.get(name));
    }
    Optional<Cell> shown = Optional.empty();
    for (Claim.Need need : claim.predictions()) {
      List<Cell> needed =
          cells.stream()
              .filter(
                  cell ->
                      cell.faults() == need.faults()
                          && cell.anomaly() == need.anomaly()
                          && need.presets().contains(cell.preset()))
              .sorted(SHORTEST)
              .toList();
      undecided |= needed.size() < need.presets().size();
      for (Cell cell : needed) {
        Verdict verdict = cell.prediction().verdict();
        if (verdict == Verdict.UNDECIDED) {
          undecided = true;
        } else if (verdict != need.verdict()) {
          return new Entry(claim, Standing.FALSE_AS_TAUGHT, Optional.of(cell), Optional.empty());
        } else if (verdict == Verdict.POSSIBLE && shown.isEmpty()) {
          shown = Optional.of(cell);
        }
      }
    }
    if (undecided) {
      return new Entry(claim, Standing.UNDECIDED, Optional.empty(), Optional.empty());
    }
    return new Entry(
        claim,
        Standing.HOLDS,
        shown,
        shown.isPresent() ? Optional.empty() : claim.models().stream().reduce((a, b) -> b));
  }

  /** A model that comes out otherwise is a defect of the specification, and proves nothing. */
  private static boolean isAsExpected(ModelOutcome outcome) {
    return outcome != null && outcome.kind() == ModelOutcome.Kind.AS_EXPECTED;
  }
}
