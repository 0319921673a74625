package org.acksiom.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.Fuzzer;
import org.acksiom.impl.simulator.Fuzzer.Fuzzing;
import org.acksiom.impl.simulator.HistoryRecorder;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Runs of the fuzzer under crashes, one thread: recorded alone, and with all that is asked of them,
 * of which shrinking takes its share of the time.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(value = 1, jvmArgs = "-XX:+UseSerialGC")
public class FuzzerBenchmark {
  private static final long SEED = 1;
  private static final int RUNS = 10_000;

  /** What is fuzzed. */
  @State(Scope.Benchmark)
  public static class Fuzzed {
    /** The preset. */
    @Param({"IDEMPOTENT_DURABLE", "LEADER_ACK_UNCLEAN"})
    public Preset preset;
  }

  /** Counted in every iteration, and reported by the second. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Count {
    /** Runs recorded or judged. */
    public long runs;

    /** Events in them. */
    public long steps;

    /** Seconds of processor time. */
    public double processors;
  }

  /** Draws ten thousand runs, plays them and records their histories, which nobody judges. */
  @Benchmark
  public void record(Fuzzed fuzzed, Count count, Blackhole histories) {
    double before = ProcessorTime.seconds();
    Recording recording = new Recording();
    Fuzzer.play(
        setup(fuzzed),
        SEED,
        RUNS,
        recording,
        schedule -> {
          count.runs++;
          count.steps += schedule.events().size();
          histories.consume(recording.ended());
        });
    count.processors += ProcessorTime.seconds() - before;
  }

  /** One run's history after the other's. */
  private static final class Recording implements Schedule.Observer {
    private HistoryRecorder recorder;
    private Cluster cluster;

    @Override
    public void begun(Cluster initial) {
      recorder = new HistoryRecorder();
      cluster = initial;
      recorder.begun(initial);
    }

    @Override
    public void happened(Event event, Cluster after) {
      recorder.happened(event, after);
    }

    private List<org.acksiom.linearizability.history.Event> ended() {
      return recorder.ended(cluster);
    }
  }

  private static Setup setup(Fuzzed fuzzed) {
    return new Setup(fuzzed.preset.settings(), FaultModel.CRASH, Bounds.SMALL);
  }

  /** Fuzzes ten thousand runs. */
  @Benchmark
  public Fuzzing fuzz(Fuzzed fuzzed, Count count) {
    double before = ProcessorTime.seconds();
    Fuzzing fuzzing = Fuzzer.fuzz(setup(fuzzed), SEED, RUNS, () -> false);
    count.runs += fuzzing.runs();
    count.steps += fuzzing.steps();
    count.processors += ProcessorTime.seconds() - before;
    return fuzzing;
  }
}
