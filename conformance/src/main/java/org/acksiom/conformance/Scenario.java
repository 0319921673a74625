package org.acksiom.conformance;

import java.util.List;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/**
 * One preset under one fault model within some bounds: what one task explores.
 *
 * @param preset the settings' name
 * @param faults what may fail
 * @param bounds how far
 * @param anomalies what it is to decide
 * @param onlyShown whether only those are to be decided that the implementation shows
 */
public record Scenario(
    Preset preset, FaultModel faults, Bounds bounds, List<Anomaly> anomalies, boolean onlyShown) {

  /** Copies the anomalies. */
  public Scenario {
    anomalies = List.copyOf(anomalies);
  }

  /** What decides all of the anomalies. */
  public Scenario(Preset preset, FaultModel faults, Bounds bounds, List<Anomaly> anomalies) {
    this(preset, faults, bounds, anomalies, false);
  }

  /** The same for other anomalies. */
  Scenario asking(List<Anomaly> others) {
    return new Scenario(
        preset, faults, bounds, others.stream().distinct().sorted().toList(), onlyShown);
  }

  /** The exploration that decides all that it can. */
  public static Scenario of(Preset preset, FaultModel faults, Bounds bounds) {
    return new Scenario(preset, faults, bounds, Predictor.decided(bounds));
  }

  /**
   * The name of its files: {@code at-least-once-network}, with {@code -read} where a consumer
   * reads, {@code -one-record} and {@code -one-fault} where there is no more than that.
   */
  public String id() {
    return id(preset, faults, bounds);
  }

  static String id(Preset preset, FaultModel faults, Bounds bounds) {
    return preset.id()
        + "-"
        + faults.id()
        + (bounds.consumers() > 0 ? "-read" : "")
        + (bounds.records() == 1 ? "-one-record" : "")
        + (bounds.faults() == 1 ? "-one-fault" : "");
  }

  /** What TLC explores. */
  public KafkaDeliveryModel model() {
    return new KafkaDeliveryModel(preset.settings(), faults, bounds);
  }
}
