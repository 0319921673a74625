package org.acksiom.linearizability.delivery;

import org.acksiom.linearizability.history.Event;

/**
 * Finds the anomalies of a history of sends and reads of a partitioned log; the package says what
 * each of them is.
 *
 * <p>It keeps no state between checks and can be used by several threads.
 */
public final class DeliveryChecker {
  private static final int LISTED_DEFAULT = 10;

  private final int listedMax;

  /** A checker that lists the first 10 findings of each anomaly. */
  public DeliveryChecker() {
    this(LISTED_DEFAULT);
  }

  /**
   * A checker that lists so many findings of each anomaly; all are counted.
   *
   * @param listedMax at least 0; 0 is for those who ask only which anomalies there are
   * @throws IllegalArgumentException if {@code listedMax} is below 0
   */
  public DeliveryChecker(int listedMax) {
    if (listedMax < 0) {
      throw new IllegalArgumentException("expected at least 0 listed findings, found " + listedMax);
    }
    this.listedMax = listedMax;
  }

  /**
   * Judges a history. It is read once, from its first event to its last; memory grows with the
   * distinct records and reads, time as n log n with their number.
   *
   * @param history in the order in which it happened
   * @throws BadHistoryException if the history breaks a rule of the package's data model
   */
  public DeliveryReport check(Iterable<Event> history) {
    HistoryObserver observer = new HistoryObserver();
    history.forEach(observer::observe);
    long operations = observer.operations();
    Findings findings = new Findings(listedMax);
    int reconstructed = 0;
    for (PartitionHistory partition : observer.partitions()) {
      if (PartitionJudge.judge(partition, findings)) {
        reconstructed++;
      }
    }
    return findings.report(operations, observer.partitions().size(), reconstructed);
  }
}
