package org.acksiom.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.acksiom.bench.peers.Limit;
import org.acksiom.bench.peers.Peer;
import org.acksiom.bench.peers.Readied;
import org.acksiom.bench.peers.Task;
import org.acksiom.bench.peers.Workload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The linearizability checker beside its peers on the JVM, one thread: all histories of a workload,
 * from a peer's own form of them to the verdicts. A peer that needs more than 10 s, or whose
 * verdicts differ, fails before it is measured, with a line that says so.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx4g", "-XX:+UseSerialGC"})
public class LinearizabilityBenchmark {
  private static final Duration PEER_TIME = Duration.ofSeconds(10);

  /** What is checked by whom. */
  @State(Scope.Benchmark)
  public static class Checked {
    /** The peer. */
    @Param({"ACKSIOM", "ELASTICSEARCH", "LINCHECK"})
    public Peer peer;

    /** The workload. */
    @Param public Workload workload;

    private Readied readied;

    /** Reads or makes the histories, and compares the verdicts. */
    @Setup
    public void ready() {
      readied = LinearizabilityBenchmark.ready(peer, workload);
    }
  }

  /** A model as a user writes it, in place of the built-in one. */
  @State(Scope.Benchmark)
  public static class UserModel {
    private Readied readied;

    /** Reads the histories, and compares the verdicts. */
    @Setup
    public void ready() {
      readied =
          LinearizabilityBenchmark.ready(Peer.ACKSIOM_USER_MODEL, Workload.ETCD_WITHOUT_FAILURES);
    }
  }

  private static Readied ready(Peer peer, Workload workload) {
    List<Task> tasks =
        workload
            .tasks()
            .orElseThrow(
                () -> new IllegalStateException("no recorded histories in " + Workload.folders()));
    Readied readied = new Readied(peer, tasks);
    int decided = readied.compare(PEER_TIME);
    if (decided < tasks.size()) {
      throw new IllegalStateException(
          "%s decides %d of %d histories of %s in %s"
              .formatted(peer.title(), decided, tasks.size(), workload.title(), PEER_TIME));
    }
    return readied;
  }

  /** Checks a workload. */
  @Benchmark
  public Optional<Integer> check(Checked checked) {
    return checked.readied.check(Limit.of(PEER_TIME));
  }

  /** Checks etcd's logs, failed operations left out, with a model of ten lines. */
  @Benchmark
  public Optional<Integer> checkWithUserModel(UserModel model) {
    return model.readied.check(Limit.of(PEER_TIME));
  }
}
