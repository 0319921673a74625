package org.acksiom.impl.storage.crash;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.acksiom.impl.storage.FlushPolicy;

/** What holds of any script, fault and disk. */
class CrashLawsTest {
  private static final int STEPS_MAX = 25;

  @Provide
  Arbitrary<Script> scripts() {
    Arbitrary<FlushPolicy> policies =
        Arbitraries.of(1, 2, 3, 7, Integer.MAX_VALUE).map(FlushPolicy::new);
    Arbitrary<Script.Step> steps =
        Combinators.combine(
                Arbitraries.frequencyOf(
                    Tuple.of(4, Arbitraries.just(Script.Verb.APPEND)),
                    Tuple.of(3, Arbitraries.of(Script.Verb.class))),
                Arbitraries.integers().between(0, 6))
            .as(Script.Step::new);
    Arbitrary<List<Script.Step>> stories = steps.list().ofMaxSize(STEPS_MAX);
    return Combinators.combine(Arbitraries.of(0, 80, 112, 200, 4_096), policies, stories)
        .as(Script::new)
        .withoutEdgeCases();
  }

  @Provide
  Arbitrary<Fault> faults() {
    return Combinators.combine(
            Arbitraries.of(Fault.Kind.class),
            Arbitraries.integers().between(0, 80),
            Arbitraries.integers().between(1, 70))
        .as(Fault::new)
        .withoutEdgeCases();
  }

  @Provide
  Arbitrary<Long> seeds() {
    return Arbitraries.longs().withoutEdgeCases();
  }

  @Property(tries = 1_000)
  void theLogIsWhatTheLogInMemoryIsAndACrashLeavesWhatItOwes(
      @ForAll("scripts") Script script,
      @ForAll("faults") Fault fault,
      @ForAll @IntRange(min = 1, max = 64) int grain,
      @ForAll("seeds") long seed)
      throws Violation {
    CrashExplorer.crashOnce(script, fault, grain, new SplittableRandom(seed));
  }
}
