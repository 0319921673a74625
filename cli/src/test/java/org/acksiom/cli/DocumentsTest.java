package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * What the documents say is typed and printed, compiled and thrown is so.
 *
 * <p>A block marked {@code console} shows commands after {@code $} and all that they print, {@code
 * …} standing for anything; one that does not exit with 0 is followed by {@code echo $?}. A block
 * marked {@code sh} shows commands alone; they must have an answer. Both are run, in order, in a
 * copy of the repository. A test in a {@code java} block is run, and what it throws is in the block
 * below. Other code is an excerpt of a file of the repository.
 */
class DocumentsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final List<String> DOCUMENTS =
      Stream.of(
              "README.md",
              "CONTRIBUTING.md",
              "docs/tutorial.md",
              "docs/method.md",
              "docs/predict.md",
              "linearizability/README.md")
          .filter(path -> Files.exists(ROOT.resolve(path)))
          .toList();

  /** What is not run, by how it begins, and why. */
  private static final Map<String, String> NOT_RUN =
      Map.of(
          "mvn ", "it builds what is tested here, or runs this test",
          "./acksiom claims --markdown",
              "it asks TLC for minutes; ClaimsMarkdownTest holds the document",
          "java -cp \"bench/", "it measures for minutes what the module bench has",
          "./acksiom check --model cas-register etcd.log", "the reader's file",
          "./acksiom check --model kafka run.ndjson", "the reader's file");

  private static final String PREDICT =
      "./acksiom predict --forbid ACKED_LOSS --faults crash producer.properties";

  /**
   * What takes minutes, or real Kafka: it is run with {@code -Pdeep} only, else what is given here,
   * of which the exit code alone must be the one that is shown.
   */
  private static final Map<String, String> INSTEAD =
      Map.of(
          "./acksiom verify",
          "./acksiom verify --preset leader-ack --faults crash",
          PREDICT,
          PREDICT + " --set retries=0 --set enable.idempotence=false --search-limit 0",
          "./acksiom predict producer.properties",
          "./acksiom predict --faults none --set retries=0 --search-limit 0 producer.properties",
          "./acksiom replay --story loss-by-clean-election --kafka",
          "./acksiom replay --story loss-by-clean-election");

  /** What is held by a test of its own. */
  private static final Set<String> HELD_ELSEWHERE = Set.of("linearizability/README.md");

  private static final boolean DEEP = Boolean.getBoolean("acksiom.deep");

  private static final Set<String> EXCERPTS = Set.of("java", "tla", "diff", "cfg");

  private static final Pattern COMMAND = Pattern.compile("(\\$ |\\./acksiom |mvn |java -|git ).*");
  private static final Pattern CLASS = Pattern.compile("(?m)^(?:final )?class (\\w+)");

  @TempDir private Path work;

  private static Stream<DynamicNode> forEachDocument(InDocument tests) {
    return DOCUMENTS.stream()
        .map(path -> DynamicContainer.dynamicContainer(path, tests.in(read(path))));
  }

  private interface InDocument {
    Stream<DynamicTest> in(Document document);
  }

  private static Document read(String path) {
    try {
      return Document.read(ROOT, path);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  // ---- what is run

  @TestFactory
  Stream<DynamicNode> whatIsTypedPrintsWhatIsShown() {
    return forEachDocument(
        document -> {
          try {
            Path folder = Files.createDirectories(work.resolve(document.path().replace('/', '-')));
            return new Reader(document, new Workshop(ROOT, folder, work.resolve("cache"))).tests();
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** Does all that a document says, from its beginning to its end. */
  private static final class Reader {
    private final Document document;
    private final Workshop workshop;
    private int code;

    Reader(Document document, Workshop workshop) {
      this.document = document;
      this.workshop = workshop;
    }

    Stream<DynamicTest> tests() {
      List<DynamicTest> tests = new ArrayList<>();
      List<Document.Block> blocks = document.blocks();
      for (int i = 0; i < blocks.size(); i++) {
        Document.Block block = blocks.get(i);
        if (block.language().equals("console") || block.language().equals("sh")) {
          List<Document.Command> commands = Document.commands(block);
          for (int c = 0; c < commands.size(); c++) {
            Document.Command command = commands.get(c);
            boolean codeIsAsked = c + 1 < commands.size() && asksForCode(commands.get(c + 1));
            if (NOT_RUN.keySet().stream().noneMatch(command.text()::startsWith)) {
              tests.add(test(command.line(), command.text(), () -> type(command, codeIsAsked)));
            }
          }
        } else if (isTest(block) && !HELD_ELSEWHERE.contains(document.path())) {
          Document.Block thrown = blocks.get(i + 1);
          tests.add(test(block.line(), "the test", () -> runTest(block, thrown)));
        }
      }
      return tests.stream();
    }

    private static boolean asksForCode(Document.Command command) {
      return command.text().equals("echo $?");
    }

    private DynamicTest test(int line, String what, org.junit.jupiter.api.function.Executable run) {
      return DynamicTest.dynamicTest(
          "%s:%d %s".formatted(document.path(), line, what.lines().findFirst().orElseThrow()), run);
    }

    private void type(Document.Command command, boolean codeIsAsked) throws Exception {
      String instead = DEEP ? null : INSTEAD.get(withoutComment(command.text()));
      Workshop.Done done = workshop.run(instead == null ? command.text() : instead, code);
      code = done.code();
      if (!command.printsAsShown()) {
        assertThat(code)
            .as("exit code\n%s", String.join("\n", done.lines()))
            .isIn(ExitCode.HOLDS.value(), ExitCode.VIOLATED.value(), ExitCode.UNDECIDED.value());
      } else if (!codeIsAsked) {
        assertThat(code).as("exit code\n%s", String.join("\n", done.lines())).isZero();
      }
      if (instead == null && command.printsAsShown()) {
        requireShown(command.shown(), done.lines());
      }
    }

    private void runTest(Document.Block test, Document.Block thrown) throws Exception {
      Matcher name = CLASS.matcher(test.text());
      assertThat(name.find()).as("a class").isTrue();
      requireShown(thrown.lines(), workshop.runTest(name.group(1), test.text()).lines());
    }

    private static void requireShown(List<String> shown, List<String> actual) {
      if (!Document.isAsShown(shown, actual)) {
        fail(
            "expected as shown:%n%s%n%nfound:%n%s",
            String.join("\n", shown), String.join("\n", actual));
      }
    }
  }

  private static String withoutComment(String command) {
    return command.replaceFirst(" +# .*", "").strip();
  }

  // ---- nothing goes unnoticed

  @TestFactory
  Stream<DynamicNode> noBlockHidesACommand() {
    return forEachDocument(
        document ->
            document.blocks().stream()
                .filter(block -> !Set.of("console", "sh").contains(block.language()))
                .map(
                    block ->
                        DynamicTest.dynamicTest(
                            document.path() + ":" + block.line(),
                            () ->
                                assertThat(block.lines())
                                    .as("commands stand in blocks marked console or sh")
                                    .noneMatch(line -> COMMAND.matcher(line).matches()))));
  }

  @TestFactory
  Stream<DynamicNode> codeIsThatOfTheRepository() throws IOException {
    List<String> sources = sources();
    return forEachDocument(
        document ->
            document.blocks().stream()
                .filter(block -> EXCERPTS.contains(block.language()) && !isTest(block))
                .filter(block -> !HELD_ELSEWHERE.contains(document.path()))
                .map(
                    block ->
                        DynamicTest.dynamicTest(
                            document.path() + ":" + block.line(),
                            () ->
                                assertThat(sources.stream().anyMatch(s -> isExcerpt(block, s)))
                                    .as("a file has this in it:\n%s", block.text())
                                    .isTrue())));
  }

  /** Whether all of the block's passages are in the source; {@code …} stands between them. */
  private static boolean isExcerpt(Document.Block block, String source) {
    return Arrays.stream(block.text().split("(?m)^ *…$"))
        .allMatch(passage -> source.contains(passage.strip()));
  }

  private static List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>();
    for (String folder : List.of("specs", "impl", "model-check", "conformance", "docs", "cli")) {
      try (Stream<Path> tree = Files.walk(ROOT.resolve(folder))) {
        for (Path file : tree.filter(DocumentsTest::isSource).toList()) {
          String text = Files.readString(file);
          sources.add(text);
          if (file.toString().endsWith(".patch")) {
            sources.add(text.replaceAll("(?m)^[+ ]", ""));
          }
        }
      }
    }
    return sources;
  }

  private static boolean isSource(Path file) {
    String path = ROOT.relativize(file).toString();
    return path.matches(".*\\.(java|tla|cfg|patch)") && !path.contains("target/");
  }

  private static boolean isTest(Document.Block block) {
    return block.language().equals("java") && block.text().contains("@Test");
  }

  @TestFactory
  Stream<DynamicNode> commandsInTheTextAreWellFormed() {
    return forEachDocument(
        document ->
            document.mentioned().stream()
                .filter(command -> !command.text().matches(".*\\b(COMMAND|NAME|DIR)\\b.*"))
                .map(
                    command ->
                        DynamicTest.dynamicTest(
                            document.path() + ":" + command.line() + " " + command.text(),
                            () -> requireWellFormed(command.text()))));
  }

  private void requireWellFormed(String command) {
    String[] words =
        command
            .replaceFirst(" (>|>>|\\||&&) .*", "")
            .replaceFirst("^(\\./)?acksiom ", "")
            .split(" +");
    CommandLine line = Main.commandLine(Main.commands(work.resolve("cache")));
    assertThatCode(() -> line.parseArgs(words)).doesNotThrowAnyException();
  }

  @Test
  void whatIsNotRunIsInSomeDocument() {
    List<String> typed =
        DOCUMENTS.stream()
            .map(DocumentsTest::read)
            .flatMap(document -> document.blocks().stream())
            .filter(block -> Set.of("console", "sh").contains(block.language()))
            .flatMap(block -> Document.commands(block).stream())
            .map(Document.Command::text)
            .toList();
    assertThat(NOT_RUN.keySet())
        .allMatch(beginning -> typed.stream().anyMatch(command -> command.startsWith(beginning)));
  }

  // ---- linked places

  @TestFactory
  Stream<DynamicNode> linksLeadSomewhere() {
    Pattern link = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    return forEachDocument(
        document ->
            link.matcher(document.prose())
                .results()
                .map(found -> found.group(1))
                .filter(target -> !target.contains("://"))
                .distinct()
                .map(
                    target ->
                        DynamicTest.dynamicTest(
                            target,
                            () ->
                                assertThat(
                                        Optional.ofNullable(
                                                ROOT.resolve(document.path()).getParent())
                                            .orElseThrow()
                                            .resolve(target))
                                    .exists())));
  }
}
