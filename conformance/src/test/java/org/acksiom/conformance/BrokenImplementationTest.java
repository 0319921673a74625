package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a verification when the implementation throws what nobody expected. */
class BrokenImplementationTest {
  /** The cheaper one, and so decided first. */
  private static final Scenario FIRST =
      Scenario.of(Preset.AT_LEAST_ONCE, FaultModel.NONE, Bounds.SMALL);

  private static final Scenario SECOND =
      Scenario.of(Preset.LEADER_ACK, FaultModel.NETWORK, Bounds.SMALL);

  @TempDir private Path folder;

  /** The clock is asked in the middle of the exploration: there the first one breaks. */
  private SmallRun runThatFirstThrows(Throwable thrown) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    return SmallRun.of(
        SmallRun.predictor(folder),
        List.of(FIRST, SECOND),
        1,
        new Deadline(
            Long.MAX_VALUE,
            () -> {
              if (asked.incrementAndGet() == 5) {
                BrokenImplementationTest.<RuntimeException>raise(thrown);
              }
              return 0;
            }));
  }

  @SuppressWarnings("unchecked") // errors and unchecked exceptions alike
  private static <T extends Throwable> void raise(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private void onlyTheFirstFails(Throwable thrown) throws Exception {
    SmallRun run = runThatFirstThrows(thrown);
    assertThat(run.failed()).containsOnlyKeys(FIRST);
    assertThat(run.failed().get(FIRST)).isSameAs(thrown);
    assertThat(run.cells()).isEqualTo(SmallRun.all().of(SECOND));
  }

  @Test
  void anExceptionInOneScenarioDoesNotKeepTheOthersFromBeingDecided() throws Exception {
    onlyTheFirstFails(new IllegalStateException("boom"));
  }

  @Test
  void anExhaustedMemoryInOneScenarioDoesNotKeepTheOthersFromBeingDecided() throws Exception {
    onlyTheFirstFails(new OutOfMemoryError("Java heap space"));
  }
}
