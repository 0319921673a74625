package org.acksiom.conformance;

import java.util.Optional;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/**
 * One anomaly under one preset and fault model: predicted, observed, compared.
 *
 * @param preset the settings' name
 * @param faults what may fail; the model's may be fewer (see {@link Inclusion})
 * @param anomaly which anomaly
 * @param model what TLC explored
 * @param prediction what TLC says
 * @param observation what the history checkers found
 */
public record Cell(
    Preset preset,
    FaultModel faults,
    Anomaly anomaly,
    KafkaDeliveryModel model,
    Prediction prediction,
    Observation observation) {

  /** The name of the exploration that decided it: its model's file, without an ending. */
  public String exploration() {
    return Scenario.id(preset, model.faults(), model.bounds());
  }

  /** Whether it is the one of that preset, fault model and anomaly. */
  boolean isOf(Preset aPreset, FaultModel aFaultModel, Anomaly anAnomaly) {
    return preset == aPreset && faults == aFaultModel && anomaly == anAnomaly;
  }

  /** Whether the anomaly was observed. */
  public boolean observed() {
    return observation.witnesses().containsKey(anomaly);
  }

  /** The schedule that shows it, if it was observed. */
  public Optional<Schedule> simulatedWitness() {
    return observation.witness(anomaly);
  }

  /** Whether prediction and observation are equal. */
  public Match match() {
    return Match.of(prediction.verdict(), observed(), observation.exhaustive());
  }
}
