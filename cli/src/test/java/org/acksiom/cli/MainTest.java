package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every command has in common, seen from outside: exit codes, standard output and error. */
class MainTest {
  @TempDir private Path logs;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** A command that does as it is told. */
  @Command(name = "probe", mixinStandardHelpOptions = true)
  private static final class Probe implements Callable<Integer> {
    private final Callable<Integer> body;

    @Option(names = "--exit")
    private Integer exit;

    Probe(Callable<Integer> body) {
      this.body = body;
    }

    @Override
    public Integer call() throws Exception {
      return exit != null ? exit : body.call();
    }
  }

  private int run(Callable<Integer> body, String... args) {
    CommandLine root = Main.commandLine(List.of(new Probe(body)));
    return Main.run(root, new PrintWriter(out, true), new PrintWriter(err, true), logs, args);
  }

  private int probeThat(Callable<Integer> body) {
    return run(body, "probe");
  }

  private int run(String... args) {
    return run(() -> ExitCode.FAILED.value(), args);
  }

  private static Callable<Integer> throwing(RuntimeException exception) {
    return () -> {
      throw exception;
    };
  }

  @TestFactory
  Stream<DynamicTest> aCommandsExitCodeIsTheProcesss() {
    return Stream.of(ExitCode.values())
        .map(
            code ->
                DynamicTest.dynamicTest(
                    code.name(),
                    () ->
                        assertThat(run("probe", "--exit", "" + code.value()))
                            .isEqualTo(code.value())));
  }

  @Test
  void theUsersOwnMistakeIsOneLineAndExitCode2() {
    int code = probeThat(throwing(new UserError("h.edn:3:7: expected a map, found 'x'")));
    assertThat(code).isEqualTo(2);
    assertThat(err).hasToString(line("acksiom probe: h.edn:3:7: expected a map, found 'x'"));
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aMessageOfManyLinesIsToldInOne() {
    probeThat(throwing(new UserError("first\n  second\r\nthird\n")));
    assertThat(err).hasToString(line("acksiom probe: first second third"));
  }

  @Test
  void aFailedPartIsOneLineWithItsLogAndExitCode4() {
    int code = probeThat(throwing(new PartFailed("TLC ended with 255", Path.of("tlc.log"))));
    assertThat(code).isEqualTo(4);
    assertThat(err).hasToString(line("acksiom probe: TLC ended with 255; log: tlc.log"));
  }

  @Test
  void anUnexpectedExceptionIsOneLineAndItsStackTraceIsKeptInAFile() throws IOException {
    int code = probeThat(throwing(new IllegalStateException("no\nleader")));
    assertThat(code).isEqualTo(4);
    Path log = onlyLog();
    assertThat(err)
        .hasToString(
            line(
                "acksiom probe: internal error: java.lang.IllegalStateException: no leader;"
                    + " stack trace in "
                    + log));
    assertThat(log).content().contains("IllegalStateException: no", "\tat org.acksiom.cli");
  }

  @Test
  void anErrorOfTheVirtualMachineIsToldLikeAnException() throws IOException {
    int code =
        probeThat(
            () -> {
              throw new StackOverflowError();
            });
    assertThat(code).isEqualTo(4);
    assertThat(err.toString()).hasLineCount(1).contains("StackOverflowError", "" + onlyLog());
  }

  @Test
  void exhaustedMemoryIsToldWithItsRemedy() {
    int code =
        probeThat(
            () -> {
              throw new OutOfMemoryError("Java heap space");
            });
    assertThat(code).isEqualTo(4);
    assertThat(err.toString()).hasLineCount(1).contains("out of memory", "-Xmx");
    assertThat(logs).isEmptyDirectory();
  }

  @Test
  void aStackTraceThatCannotBeKeptIsStillNoStackTraceOnTheTerminal() throws IOException {
    Files.delete(logs);
    int code = probeThat(throwing(new IllegalStateException("no leader")));
    assertThat(code).isEqualTo(4);
    assertThat(err.toString()).hasLineCount(1).contains("no leader", "could not be written");
    Files.createDirectory(logs);
  }

  @Test
  void aWrongValueNamesTheOptionAndIsExitCode2() {
    int code = run("probe", "--exit", "ten");
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1).contains("--exit", "'ten'", "probe --help");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aMisspeltOptionGetsTheOneThatWasMeant() {
    int code = run("probe", "--exti", "10");
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1).contains("--exti", "did you mean --exit");
  }

  @Test
  void aMisspeltCommandGetsTheOneThatWasMeant() {
    int code = run("prob");
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1).contains("'prob'", "did you mean", "probe");
  }

  @Test
  void noCommandAtAllIsBadUsageAndListsTheCommands() {
    int code = run();
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1).contains("expected a command (probe), found none");
  }

  @Test
  void helpAndVersionAreAnswersOnStandardOutput() {
    assertThat(run("--help")).isZero();
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).contains("Usage: acksiom", "probe", "Exit codes:", "acksiom (");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void outputThatIsNoTerminalHasNoColours() {
    run("probe", "--help");
    run("probe", "--exti");
    assertThat(out.toString() + err).doesNotContain("\u001b");
  }

  @TestFactory
  Stream<DynamicTest> everyCommandHasADescriptionHelpAndAnExample() {
    return Main.commandLine(Main.commands(Path.of("no-cache"))).getSubcommands().values().stream()
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.getCommandName(),
                    () -> {
                      assertThat(command.getCommandSpec().usageMessage().description())
                          .isNotEmpty();
                      assertThat(command.getCommandSpec().optionsMap()).containsKey("--help");
                      assertThat(command.getUsageMessage())
                          .contains("Example")
                          .contains("  acksiom " + command.getCommandName());
                    }));
  }

  @Test
  void theWorstOfSeveralAnswersCounts() {
    assertThat(ExitCode.HOLDS.worst(ExitCode.UNDECIDED)).isEqualTo(ExitCode.UNDECIDED);
    assertThat(ExitCode.VIOLATED.worst(ExitCode.UNDECIDED)).isEqualTo(ExitCode.VIOLATED);
    assertThat(ExitCode.VIOLATED.worst(ExitCode.BAD_INPUT)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(ExitCode.FAILED.worst(ExitCode.BAD_INPUT)).isEqualTo(ExitCode.FAILED);
  }

  private Path onlyLog() throws IOException {
    try (Stream<Path> files = Files.list(logs)) {
      return files.reduce((a, b) -> b).orElseThrow();
    }
  }

  private static String line(String text) {
    return text + System.lineSeparator();
  }
}
