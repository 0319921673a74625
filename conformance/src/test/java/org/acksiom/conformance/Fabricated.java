package org.acksiom.conformance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.acksiom.impl.simulator.Invariant;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.modelcheck.Stats;
import org.acksiom.modelcheck.TlaValue;
import org.acksiom.modelcheck.TlcResult;
import org.acksiom.modelcheck.Trace;
import org.acksiom.modelcheck.TraceState;
import org.acksiom.modelcheck.Violation;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Model;
import org.acksiom.specs.Preset;

/** Cells and outcomes that say what a test wants them to say. */
final class Fabricated {
  static final Path LOG = Path.of("some.out");
  private static final Stats STATS = new Stats(20, 10, 0, 3, Duration.ZERO, List.of());
  private static final Trace TRACE =
      new Trace(
          List.of(
              new TraceState(
                  1,
                  TraceState.INITIAL,
                  Optional.empty(),
                  Map.of("faultsLeft", new TlaValue.Int(0)))),
          OptionalInt.empty());

  private Fabricated() {}

  static Cell cell(Preset preset, FaultModel faults, Anomaly anomaly, Verdict verdict) {
    return cell(preset, faults, anomaly, verdict, verdict == Verdict.POSSIBLE, true);
  }

  static Cell cell(
      Preset preset,
      FaultModel faults,
      Anomaly anomaly,
      Verdict verdict,
      boolean observed,
      boolean exhaustive) {
    KafkaDeliveryModel model = new KafkaDeliveryModel(preset.settings(), faults, Bounds.SMALL);
    Map<Anomaly, Schedule> witnesses = new EnumMap<>(Anomaly.class);
    if (observed) {
      witnesses.put(anomaly, schedule(model));
    }
    return new Cell(
        preset,
        faults,
        anomaly,
        model,
        new Prediction(
            verdict, 10, 3, verdict == Verdict.POSSIBLE ? Optional.of(TRACE) : Optional.empty()),
        new Observation(exhaustive, 10, 3, 7, witnesses, Map.of()));
  }

  /** The same cell, of an implementation that breaks an invariant. */
  static Cell broken(Cell cell, Invariant invariant) {
    Observation seen = cell.observation();
    return new Cell(
        cell.preset(),
        cell.faults(),
        cell.anomaly(),
        cell.model(),
        cell.prediction(),
        new Observation(
            seen.exhaustive(),
            seen.distinctStates(),
            seen.depth(),
            seen.runs(),
            seen.witnesses(),
            Map.of(invariant, schedule(cell.model()))));
  }

  private static Schedule schedule(KafkaDeliveryModel model) {
    return new Schedule(new Setup(model.settings(), model.faults(), model.bounds()), List.of());
  }

  /** An outcome of a model that expects that violation, or none. */
  static ModelOutcome outcome(String name, String expected, TlcResult result) {
    return new ModelOutcome(
        new Model(name, "Some", expected, "It shows.", "SPECIFICATION S"), result, false);
  }

  static TlcResult holds() {
    return new TlcResult.Holds(STATS, LOG);
  }

  static TlcResult violated(Violation.Kind kind, String name) {
    return new TlcResult.Violated(
        List.of(new Violation(kind, name, List.of(), TRACE)), false, STATS, LOG);
  }

  static TlcResult undecided() {
    return new TlcResult.Undecided(TlcResult.Budget.MEMORY, List.of(), STATS, LOG);
  }

  static TlcResult failed() {
    return new TlcResult.Failed(List.of("no such module"), 150, STATS, LOG);
  }
}
