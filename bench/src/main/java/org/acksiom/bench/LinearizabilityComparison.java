package org.acksiom.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.acksiom.bench.peers.Limit;
import org.acksiom.bench.peers.Peer;
import org.acksiom.bench.peers.Readied;
import org.acksiom.bench.peers.Task;
import org.acksiom.bench.peers.Workload;

/**
 * {@link LinearizabilityBenchmark} without forks, as a table in Markdown: the median time of a
 * workload for each peer, measured one after the other, once it is warm. Ends with an error if two
 * peers disagree.
 */
public final class LinearizabilityComparison {
  /** Of processor time, compilation included: on a busy machine a time of day warms up little. */
  private static final double WARM_UP_SECONDS = 6;

  private static final Duration MEASURED = Duration.ofSeconds(3);
  private static final Duration PEER_TIME = Duration.ofSeconds(10);

  /** So slow a peer is measured at least so often. */
  private static final int MEASUREMENTS_MIN = 3;

  private static final List<Peer> PEERS = List.of(Peer.ACKSIOM, Peer.ELASTICSEARCH, Peer.LINCHECK);

  private LinearizabilityComparison() {}

  /**
   * Compares.
   *
   * @param arguments names of workloads; all, if there are none
   */
  public static void main(String[] arguments) {
    List<Workload> workloads = new ArrayList<>();
    for (String argument : arguments) {
      workloads.add(Workload.valueOf(argument));
    }
    System.out.println("| ms | histories | operations | Acksiom | Elasticsearch | Lincheck |");
    System.out.println("| --- | ---: | ---: | ---: | ---: | ---: |");
    for (Workload workload : workloads.isEmpty() ? List.of(Workload.values()) : workloads) {
      Optional<List<Task>> tasks = workload.tasks();
      if (tasks.isEmpty()) {
        System.err.println(workload.title() + ": no recorded histories in " + Workload.folders());
      } else {
        System.out.println(row(workload, tasks.get()));
      }
    }
  }

  private static String row(Workload workload, List<Task> tasks) {
    int operations = tasks.stream().mapToInt(task -> task.history().operations().size()).sum();
    StringBuilder row =
        new StringBuilder(
            String.format(
                Locale.ROOT, "| %s | %d | %,d |", workload.title(), tasks.size(), operations));
    Map<Peer, Double> measured = new EnumMap<>(Peer.class);
    for (Peer peer : PEERS) {
      row.append(' ').append(cell(peer, tasks, measured)).append(" |");
    }
    if (workload == Workload.ETCD_WITHOUT_FAILURES) {
      String users = cell(Peer.ACKSIOM_USER_MODEL, tasks, measured);
      row.append(System.lineSeparator())
          .append("| the same, model written by a user | | | ")
          .append(users)
          .append(" | | |");
    }
    return row.toString();
  }

  private static String cell(Peer peer, List<Task> tasks, Map<Peer, Double> measured) {
    Readied readied = new Readied(peer, tasks);
    int decided = readied.compare(PEER_TIME);
    if (decided < tasks.size()) {
      if (peer == Peer.ACKSIOM) {
        throw new IllegalStateException("nothing to compare with in " + PEER_TIME);
      }
      return tasks.size() == 1
          ? "> " + PEER_TIME.toMillis()
          : "> %d (%d of %d)".formatted(PEER_TIME.toMillis(), decided, tasks.size());
    }
    warmUp(readied);
    List<Double> times = measure(readied);
    Collections.sort(times);
    double median = times.get(times.size() / 2);
    measured.put(peer, median);
    double ratio = median / measured.get(Peer.ACKSIOM);
    String form = median < 0.1 ? "%.3f" : median < 10 ? "%.2f" : "%,.0f";
    String time = String.format(Locale.ROOT, form, median);
    return peer == Peer.ACKSIOM
        ? time
        : time + String.format(Locale.ROOT, ratio < 10 ? " (%.1f×)" : " (%,.0f×)", ratio);
  }

  private static void warmUp(Readied readied) {
    double before = ProcessorTime.seconds();
    do {
      check(readied);
    } while (ProcessorTime.seconds() - before < WARM_UP_SECONDS);
  }

  /** Milliseconds of each of as many checks as the time allows. */
  private static List<Double> measure(Readied readied) {
    List<Double> times = new ArrayList<>();
    Limit limit = Limit.of(MEASURED);
    while (times.size() < MEASUREMENTS_MIN || !limit.isOverNow()) {
      long before = System.nanoTime();
      check(readied);
      times.add((System.nanoTime() - before) / 1e6);
    }
    return times;
  }

  private static void check(Readied readied) {
    if (readied.check(Limit.of(PEER_TIME)).isEmpty()) {
      throw new IllegalStateException("a peer that was in time is so no more");
    }
  }
}
