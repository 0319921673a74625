package org.acksiom.bench;

import java.util.concurrent.TimeUnit;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Explorer;
import org.acksiom.impl.simulator.Explorer.Exploration;
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

/** Whole explorations of presets under crashes at small bounds, one thread. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(value = 1, jvmArgs = "-XX:+UseSerialGC")
public class ExplorerBenchmark {

  /** What is explored. */
  @State(Scope.Benchmark)
  public static class Explored {
    /** The preset. */
    @Param({"AT_LEAST_ONCE", "IDEMPOTENT_UNCLEAN", "LEADER_ACK_UNCLEAN"})
    public Preset preset;
  }

  /** Counted in every iteration, and reported by the second. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Count {
    /** Distinct states. */
    public long states;

    /** Steps taken. */
    public long transitions;

    /** Seconds of processor time. */
    public double processors;
  }

  /** Explores to the end. */
  @Benchmark
  public Exploration explore(Explored explored, Count count) {
    double before = ProcessorTime.seconds();
    Exploration exploration =
        Explorer.explore(
            new Setup(explored.preset.settings(), FaultModel.CRASH, Bounds.SMALL),
            Budget.ofStates(Long.MAX_VALUE));
    count.states += exploration.distinctStates();
    count.transitions += exploration.transitions();
    count.processors += ProcessorTime.seconds() - before;
    return exploration;
  }
}
