package org.acksiom.specs;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** A promise of delivery: the anomalies that never happen under it. */
public enum Guarantee {
  /** No record is stored twice. */
  AT_MOST_ONCE(EnumSet.of(Anomaly.DUPLICATE)),
  /**
   * Nothing that was completed is lost; that every send is eventually acknowledged is its liveness
   * half.
   */
  AT_LEAST_ONCE(EnumSet.of(Anomaly.ACKED_LOSS, Anomaly.SILENT_LOSS)),
  /** Both, in order and without a gap: exactly once per partition. */
  EXACTLY_ONCE(
      EnumSet.of(
          Anomaly.DUPLICATE,
          Anomaly.ACKED_LOSS,
          Anomaly.SILENT_LOSS,
          Anomaly.REORDER,
          Anomaly.GAP));

  private final Set<Anomaly> absent;

  Guarantee(EnumSet<Anomaly> absent) {
    this.absent = Collections.unmodifiableSet(absent);
  }

  /** The anomalies that the guarantee rules out. */
  public Set<Anomaly> absent() {
    return absent;
  }
}
