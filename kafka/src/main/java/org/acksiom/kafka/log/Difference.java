package org.acksiom.kafka.log;

import java.util.List;

/**
 * Where our log is not as Kafka's.
 *
 * @param steps what happened, the last of it just now
 * @param what what was compared
 * @param kafka what Kafka's log says
 * @param log which log of ours
 * @param ours what it says
 */
record Difference(List<Step> steps, String what, String kafka, String log, String ours) {
  @Override
  public String toString() {
    return "after " + steps + ": " + what + ": Kafka's log: " + kafka + ", " + log + ": " + ours;
  }
}
