package org.acksiom.bench;

import java.util.concurrent.TimeUnit;
import org.acksiom.impl.simulator.Fuzzer;
import org.acksiom.impl.simulator.Fuzzer.Fuzzing;
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

/** Runs of the fuzzer under crashes, one thread; shrinking takes its share of the time. */
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
    /** Runs judged. */
    public long runs;

    /** Events in them. */
    public long steps;

    /** Seconds of processor time. */
    public double processors;
  }

  /** Fuzzes ten thousand runs. */
  @Benchmark
  public Fuzzing fuzz(Fuzzed fuzzed, Count count) {
    double before = ProcessorTime.seconds();
    Fuzzing fuzzing =
        Fuzzer.fuzz(
            new Setup(fuzzed.preset.settings(), FaultModel.CRASH, Bounds.SMALL),
            SEED,
            RUNS,
            () -> false);
    count.runs += fuzzing.runs();
    count.steps += fuzzing.steps();
    count.processors += ProcessorTime.seconds() - before;
    return fuzzing;
  }
}
