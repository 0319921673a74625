package org.acksiom.conformance.mutants;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/**
 * Where a mutant of the core is tried: the smallest preset, fault model and bounds that show it.
 *
 * @param preset the settings' name
 * @param faults what may fail
 * @param bounds how far
 */
public record ClusterCase(Preset preset, FaultModel faults, Bounds bounds) implements Case {
  private static final Pattern TEXT =
      Pattern.compile(
          "([a-z-]+) ([a-z]+)"
              + " replicas=(\\d) records=(\\d) retries=(\\d) faults=(\\d) consumers=(\\d)");

  /**
   * The case that {@link #toString} writes like that.
   *
   * @throws PatchException if there is none; the message says what was expected
   */
  static ClusterCase parse(String text) throws PatchException {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new PatchException(
          "expected 'storage' or a case such as 'leader-ack crash replicas=2 records=1 retries=0"
              + " faults=1 consumers=0', found '"
              + text
              + "'");
    }
    try {
      return new ClusterCase(
          Preset.of(matcher.group(1)),
          FaultModel.of(matcher.group(2)),
          new Bounds(
              Integer.parseInt(matcher.group(3)),
              Integer.parseInt(matcher.group(4)),
              Integer.parseInt(matcher.group(5)),
              Integer.parseInt(matcher.group(6)),
              Integer.parseInt(matcher.group(7))));
    } catch (IllegalArgumentException e) {
      throw new PatchException(e.getMessage());
    }
  }

  @Override
  public List<WitnessKind> witnesses() {
    return List.of(
        WitnessKind.LOCK_STEP,
        WitnessKind.TRACE_VALIDATION,
        WitnessKind.INVARIANTS,
        WitnessKind.HISTORY_CHECKS);
  }

  @Override
  public Testimony ask(WitnessKind kind, Isolation implementation, Limits limits)
      throws IOException {
    return kind.beside(implementation, ClusterWitness.class).testify(this, limits);
  }

  /** As in {@code leader-ack crash replicas=2 records=1 retries=0 faults=1 consumers=0}. */
  @Override
  public String toString() {
    return preset.id()
        + " "
        + faults.id()
        + bounds.byName().entrySet().stream()
            .map(bound -> " " + bound.getKey() + "=" + bound.getValue())
            .collect(Collectors.joining());
  }
}
