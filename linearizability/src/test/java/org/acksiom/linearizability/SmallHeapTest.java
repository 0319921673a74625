package org.acksiom.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However little memory there is, a check ends with a verdict or as unknown. */
class SmallHeapTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void hardHistoriesEndWithin64MiB(int workers) throws IOException, InterruptedException {
    List<String> verdicts = run("-Xmx160m", workers, 64L << 20);
    assertThat(verdicts).hasSize(3);
    assertThat(verdicts.get(0))
        .matches("BANK (VALID false|INVALID true) -|BANK UNKNOWN false the .*");
    assertThat(verdicts.get(1))
        .matches("MULTI_REGISTER (VALID false|INVALID true) -|MULTI_REGISTER UNKNOWN false the .*");
    assertThat(verdicts.get(2)).isEqualTo("BULKY UNKNOWN false the heap is full");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void budgetThatTheHeapDoesNotHaveLeavesTheVerdictUnknown(int workers)
      throws IOException, InterruptedException {
    List<String> verdicts = run("-Xmx48m", workers, 1L << 40);
    assertThat(verdicts).hasSize(3);
    assertThat(verdicts.get(2)).isEqualTo("BULKY UNKNOWN false the heap is full");
  }

  private static List<String> run(String heap, int workers, long budget)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path", "").replace(File.pathSeparator + ".", ""),
                SmallHeap.class.getName(),
                Integer.toString(workers),
                Long.toString(budget))
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    return printed.lines().toList();
  }
}
