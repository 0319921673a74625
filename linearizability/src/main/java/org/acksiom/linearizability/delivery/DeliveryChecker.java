package org.acksiom.linearizability.delivery;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.HistoryFormatException;

/**
 * Finds the anomalies of a history of sends and reads of a partitioned log; the package says what
 * each of them is.
 *
 * <p>It keeps no state between checks and can be used by several threads.
 */
public final class DeliveryChecker {
  private static final int LISTED_DEFAULT = 10;

  /** So many partitions are judged, or about to be, while the first of them is waited for. */
  private static final int AHEAD_PER_THREAD = 4;

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
    HistoryObserver<PartitionHistory> observer =
        new HistoryObserver<>(PartitionHistory::new, false);
    history.forEach(observer::observe);
    long operations = observer.operations();
    Findings findings = new Findings(listedMax);
    int reconstructed = 0;
    for (PartitionHistory partition : observer.partitions().all()) {
      if (PartitionJudge.judge(partition, observer.producers()::name, findings)) {
        reconstructed++;
      }
    }
    return new DeliveryReport(
        findings.listed(),
        findings.counts(),
        operations,
        observer.partitions().size(),
        reconstructed,
        Optional.empty());
  }

  /**
   * Judges a history that was read from a file, partition by partition. Time as above; memory as
   * the history's limits allow. A partition that would take more is not judged, and the report says
   * so.
   *
   * @param history what was read of it; is not closed
   * @throws HistoryFormatException if the history breaks a rule of the package's data model
   * @throws IOException if the history's file cannot be read
   */
  public DeliveryReport check(DeliveryHistory history) throws IOException {
    if (history.undecided().isPresent()) {
      return new DeliveryReport(
          Map.of(), Map.of(), history.operations(), 0, 0, history.undecided());
    }
    Findings findings = new Findings(listedMax);
    DeliveryLimits limits = history.limits();
    int reconstructed = 0;
    Optional<String> undecided = Optional.empty();
    Deque<Future<Judged>> judging = new ArrayDeque<>();
    ExecutorService threads = Executors.newFixedThreadPool(limits.threads());
    try {
      Iterator<PartitionLog> rest = history.partitions().iterator();
      Deque<PartitionLog> partitions = new ArrayDeque<>();
      while (rest.hasNext() || !judging.isEmpty()) {
        while (rest.hasNext() && judging.size() < AHEAD_PER_THREAD * limits.threads()) {
          PartitionLog log = rest.next();
          partitions.add(log);
          judging.add(threads.submit(() -> judge(history, log, limits.sharedBytesMax())));
        }
        PartitionLog log = partitions.remove();
        Judged judged = ended(judging.remove());
        if (judged == null) {
          awaitAll(judging);
          judged = judgeAlone(history, log);
        }
        findings.add(judged.findings());
        reconstructed += judged.reconstructed() ? 1 : 0;
        undecided = undecided.or(judged::undecided);
      }
    } catch (BadHistoryException e) {
      throw history.wrong(e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      judging.forEach(left -> left.cancel(false)); // an interruption would close the file
      end(threads);
    }
    return new DeliveryReport(
        findings.listed(),
        findings.counts(),
        history.operations(),
        history.partitions().size(),
        reconstructed,
        undecided);
  }

  /** What was found in one partition, or why it was not judged. */
  private record Judged(Findings findings, boolean reconstructed, Optional<String> undecided) {}

  /** Judges a partition; {@code null} if it takes more memory than that. */
  private Judged judge(DeliveryHistory history, PartitionLog log, long bytesMax) {
    try {
      PartitionHistory partition = history.partition(log, bytesMax);
      Findings findings = new Findings(listedMax);
      boolean reconstructed = PartitionJudge.judge(partition, history::producer, findings);
      return new Judged(findings, reconstructed, Optional.empty());
    } catch (OutOfBudgetException | OutOfMemoryError e) { // the heap may be less than was allowed
      return null;
    }
  }

  private Judged judgeAlone(DeliveryHistory history, PartitionLog log) {
    Judged judged = judge(history, log, history.limits().aloneBytesMax());
    return judged != null
        ? judged
        : new Judged(
            new Findings(listedMax),
            false,
            Optional.of(
                String.format(
                    Locale.ROOT,
                    "partition %s with %,d sends takes more than %,d bytes of memory",
                    PlainText.of(log.key()),
                    log.sends(),
                    history.limits().aloneBytesMax())));
  }

  private static Judged ended(Future<Judged> judging) throws IOException {
    try {
      return judging.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error thrown) {
        throw thrown;
      }
      throw new IllegalStateException("a partition could not be judged", e.getCause());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /** Waits until nobody judges; what came of it is asked later. */
  private static void awaitAll(Iterable<Future<Judged>> judging) throws IOException {
    for (Future<Judged> one : judging) {
      try {
        one.get();
      } catch (ExecutionException e) {
        // told in its turn
      } catch (InterruptedException e) {
        throw interrupted();
      }
    }
  }

  /** Waits for what is still judged, because the caller may close the history's file then. */
  private static void end(ExecutorService threads) {
    threads.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while partitions were judged");
  }
}
