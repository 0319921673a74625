package org.acksiom.linearizability;

import static org.acksiom.linearizability.assertj.LinearizabilityAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.acksiom.linearizability.NaiveObject.NaiveRegister;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.model.CasRegister;
import org.acksiom.linearizability.model.Dialect;
import org.acksiom.linearizability.model.SequentialModel;
import org.acksiom.linearizability.recorder.Recorder;
import org.acksiom.linearizability.recorder.Running;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's code is code that compiles, and does what the README says. */
class ReadmeTest {
  private static final Path EXAMPLE =
      Path.of("src/test/java/org/acksiom/linearizability/example/ConcurrentMapTest.java");

  private static final String OWN_REGISTER = "final class OwnRegister";

  private String readme;

  @BeforeEach
  void read() throws IOException {
    readme = Files.readString(Path.of("README.md"));
  }

  @Test
  void testInTheReadmeIsOneThatIsRunHere() throws IOException {
    List<String> lines = Files.readAllLines(EXAMPLE);
    assertThat(readme)
        .contains(
            lines.subList(lines.indexOf("") + 1, lines.size()).stream()
                .collect(Collectors.joining("\n", "```java\n", "\n```\n")));
  }

  @Test
  void failureInTheReadmeIsWhatTheAssertionSays() {
    Recorder recorder = new Recorder();
    Running one = recorder.invoke(0, "cas", List.of(0, 1));
    Running other = recorder.invoke(1, "cas", List.of(0, 2));
    one.ok(true);
    other.ok(true);
    SequentialModel<?, ?> model = new CasRegister(Dialect.RECORDED, 0);
    assertThat(readme)
        .contains(
            "```\n"
                + catchThrowable(() -> assertThat(recorder).isLinearizable(model)).getMessage()
                + "\n```\n");
  }

  @Test
  void ownModelJudgesAsTheOneThatComesAlong(@TempDir Path folder) throws Exception {
    LinearizabilityChecker checker =
        new LinearizabilityChecker(new Budget(Duration.ofMinutes(1), 1 << 26), () -> 0);
    int invalid = 0;
    try (URLClassLoader loader = compileOwnModel(folder)) {
      Constructor<?> constructor = loader.loadClass("OwnRegister").getDeclaredConstructor();
      constructor.setAccessible(true);
      SequentialModel<?, ?> own = (SequentialModel<?, ?>) constructor.newInstance();
      SequentialModel<?, ?> ours = new CasRegister(Dialect.KNOSSOS, 0);
      for (int seed = 0; seed < 5_000; seed++) {
        History history =
            RandomHistory.of(3 + seed % 10, new Random(seed), () -> new NaiveRegister(0L, true));
        if (history.events().stream().noneMatch(event -> Boolean.FALSE.equals(event.value()))) {
          Verdict expected = checker.check(ours, history).verdict();
          assertThat(checker.check(own, history).verdict()).as("seed %d", seed).isEqualTo(expected);
          invalid += expected == Verdict.INVALID ? 1 : 0;
        }
      }
    }
    assertThat(invalid).isGreaterThan(200);
  }

  private URLClassLoader compileOwnModel(Path folder) throws IOException {
    String code = readme.substring(readme.indexOf(OWN_REGISTER));
    Path file = folder.resolve("OwnRegister.java");
    Files.writeString(
        file,
        "import java.util.*;\nimport org.acksiom.linearizability.model.*;\n"
            + code.substring(0, code.indexOf("```")));
    int errors =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                file.toString());
    assertThat(errors).isZero();
    return new URLClassLoader(new URL[] {folder.toUri().toURL()});
  }
}
