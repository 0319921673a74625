package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Explorer;
import org.acksiom.impl.simulator.Fuzzer;
import org.acksiom.impl.simulator.HistoryRecorder;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.ScheduleFile;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.impl.simulator.Workers;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.HistoryFormat;
import org.acksiom.linearizability.history.HistoryWriter;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * The same seed gives the same bytes, of traces, histories, shrunk schedules and whatever is
 * counted: on every Java that is installed beside the one of this build, and with any number of
 * workers.
 */
class DeterminismTest {
  private static final int OLDEST = 17;
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+).*");

  /** What a process of its own prints: all there is to be the same. */
  public static void main(String[] args) {
    System.out.writeBytes(bytes(Integer.parseInt(args[0])));
    System.out.flush();
  }

  private static byte[] bytes(int workers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      for (Preset preset : Preset.values()) {
        record(new Setup(preset.settings(), FaultModel.DISK, new Bounds(3, 5, 1, 4, 1)), out);
        fuzz(new Setup(preset.settings(), FaultModel.CRASH, Bounds.SMALL), out);
      }
      explore(
          new Setup(Preset.LEADER_ACK.settings(), FaultModel.DISK, new Bounds(2, 1, 1, 1, 1)),
          workers,
          out);
    }
    return bytes.toByteArray();
  }

  private static void record(Setup setup, PrintStream out) {
    Fuzzer.play(
        setup,
        7,
        3,
        schedule -> {
          out.print(ActionTrace.of(schedule, new ActionTrace.Origin(7, 1)));
          try {
            new HistoryWriter(HistoryFormat.EDN)
                .write(History.of(HistoryRecorder.historyOf(schedule)), out);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static void fuzz(Setup setup, PrintStream out) {
    Fuzzer.Fuzzing fuzzing = Fuzzer.fuzz(setup, 7, 200, () -> false);
    out.println(fuzzing.steps() + " " + fuzzing.coverage());
    fuzzing.found().values().stream().map(ScheduleFile::write).forEach(out::print);
  }

  private static void explore(Setup setup, int workers, PrintStream out) {
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      Explorer.Exploration explored =
          Explorer.explore(setup, Budget.ofStates(Long.MAX_VALUE), Workers.of(threads));
      out.println(explored.distinctStates() + " " + explored.taken());
      for (Schedule witness : explored.witnesses().values()) {
        out.print(ScheduleFile.write(witness));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void anyNumberOfWorkersFindsTheSame() {
    byte[] alone = bytes(1);
    assertThat(new String(alone, StandardCharsets.UTF_8))
        .contains("acksiom-trace/1", ":type :invoke", "BrokerCrashes");
    assertThat(bytes(3)).isEqualTo(alone);
  }

  @TestFactory
  @Timeout(300)
  Stream<DynamicTest> everyJavaFindsTheSame() throws IOException {
    byte[] here = bytes(2);
    return javas().stream()
        .map(
            home ->
                DynamicTest.dynamicTest(
                    "java " + version(home), () -> assertThat(printedBy(home)).isEqualTo(here)));
  }

  /** The one that this is, and its neighbours that can run this code. */
  private static List<Path> javas() throws IOException {
    Path own = Path.of(System.getProperty("java.home")).toRealPath();
    try (Stream<Path> neighbours = Files.list(own.getParent())) {
      return neighbours
          .filter(home -> Files.isExecutable(home.resolve("bin").resolve("java")))
          .map(DeterminismTest::real)
          .distinct()
          .filter(home -> version(home) >= OLDEST)
          .sorted()
          .toList();
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** 0 if it does not say. */
  private static int version(Path home) {
    try (Stream<String> lines = Files.lines(home.resolve("release"))) {
      return lines
          .map(VERSION::matcher)
          .filter(Matcher::matches)
          .map(line -> Integer.parseInt(line.group(1)))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  private static byte[] printedBy(Path home) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                home.resolve("bin").resolve("java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DeterminismTest.class.getName(),
                "2")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      byte[] printed = process.getInputStream().readAllBytes();
      assertThat(process.waitFor()).isZero();
      return printed;
    } finally {
      process.destroy();
    }
  }
}
