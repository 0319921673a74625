package org.acksiom.impl.storage.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every fault at every call of every script, and every way of losing power then. */
class CrashExplorerTest {
  private static final long CRASHES_MIN = 3_000;

  @TestFactory
  Stream<DynamicTest> noCrashBreaksAPromise() {
    return Script.all().stream()
        .map(
            script ->
                DynamicTest.dynamicTest(
                    script.toString(),
                    () -> assertThat(CrashExplorer.explore(script)).isGreaterThan(CRASHES_MIN)));
  }
}
