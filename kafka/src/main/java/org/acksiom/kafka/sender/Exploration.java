package org.acksiom.kafka.sender;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The outcomes of one cluster with ours and with Kafka's producer.
 *
 * @param ours what can be seen with ours
 * @param theirs what can be seen with Kafka's
 */
public record Exploration(Outcomes ours, Outcomes theirs) {

  /** What holding the two against each other says. */
  public enum Verdict {
    /** The same outcomes, and all of them are known. */
    EQUAL,
    /** Different outcomes, and all of them are known. */
    DIFFERENT,
    /** A budget ran out. */
    UNDECIDED
  }

  /** Whether the outcomes are the same; never a guess. */
  public Verdict verdict() {
    if (!ours.exhausted() || !theirs.exhausted()) {
      return Verdict.UNDECIDED;
    }
    return ours.outcomes().keySet().equals(theirs.outcomes().keySet())
        ? Verdict.EQUAL
        : Verdict.DIFFERENT;
  }

  /** The outcomes that only ours has, those with the shortest ways first. */
  public Set<Outcome> onlyOurs() {
    return without(ours, theirs);
  }

  /** The outcomes that only Kafka's has, those with the shortest ways first. */
  public Set<Outcome> onlyTheirs() {
    return without(theirs, ours);
  }

  private static Set<Outcome> without(Outcomes some, Outcomes others) {
    Set<Outcome> rest = new LinkedHashSet<>(some.outcomes().keySet());
    rest.removeAll(others.outcomes().keySet());
    return rest;
  }
}
