package org.acksiom.bench.peers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acksiom.linearizability.Verdict;

/** Histories that a peer has been given in its own form. */
public final class Readied {
  private static final Duration OWN_TIME = Duration.ofSeconds(30);

  private final Peer peer;
  private final List<Task> tasks;
  private final List<Peer.Check> checks;

  /** Gives histories to a peer. */
  public Readied(Peer peer, List<Task> tasks) {
    this.peer = peer;
    this.tasks = tasks;
    checks = tasks.stream().map(peer::ready).toList();
  }

  /**
   * Checks all of them.
   *
   * @return how many are linearizable; empty if the peer needs longer than the limit
   */
  public Optional<Integer> check(Limit limit) {
    int valid = 0;
    for (Peer.Check check : checks) {
      Verdict verdict = check.verdict(limit);
      if (verdict == Verdict.UNKNOWN || limit.isOverNow()) {
        return Optional.empty();
      }
      if (verdict == Verdict.VALID) {
        valid++;
      }
    }
    return Optional.of(valid);
  }

  /**
   * Compares the peer's verdicts with those that are known, and with this project's. First the time
   * is shared out evenly, then what is undecided may take as long again.
   *
   * @param time for all of them
   * @return how many the peer decided
   * @throws IllegalStateException if a verdict differs
   */
  public int compare(Duration time) {
    List<Integer> undecided = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      if (!isDecided(i, Limit.of(time.dividedBy(checks.size())))) {
        undecided.add(i);
      }
    }
    Limit limit = Limit.of(time);
    undecided.removeIf(i -> isDecided(i, limit));
    return checks.size() - undecided.size();
  }

  private boolean isDecided(int index, Limit limit) {
    Task task = tasks.get(index);
    Verdict theirs = limit.isOverNow() ? Verdict.UNKNOWN : checks.get(index).verdict(limit);
    if (theirs == Verdict.UNKNOWN) {
      return false;
    }
    Verdict ours = Peer.ACKSIOM.ready(task).verdict(Limit.of(OWN_TIME));
    require(Peer.ACKSIOM, task, ours, task.expected().orElse(ours));
    require(peer, task, theirs, ours);
    return true;
  }

  private static void require(Peer peer, Task task, Verdict found, Verdict expected) {
    if (found != expected) {
      throw new IllegalStateException(
          "%s says %s of %s, expected %s".formatted(peer.title(), found, task.name(), expected));
    }
  }
}
