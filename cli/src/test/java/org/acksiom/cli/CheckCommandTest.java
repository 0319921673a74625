package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code acksiom check}, seen from outside. */
class CheckCommandTest {
  private static final String GOOD =
      """
      {:process 0, :type :invoke, :f :write, :value 1}
      {:process 0, :type :ok, :f :write, :value 1}
      {:process 1, :type :invoke, :f :read, :value nil}
      {:process 1, :type :ok, :f :read, :value 1}
      """;

  private static final String BAD = GOOD.replace(":f :read, :value 1", ":f :read, :value 0");

  private static final String DUPLICATED =
      """
      {:process 0, :type :invoke, :f :send, :value [[:send 0 "a"]]}
      {:process 0, :type :ok, :f :send, :value [[:send 0 [1 "a"]]]}
      {:process 9, :type :invoke, :f :poll, :value [[:poll]]}
      {:process 9, :type :ok, :f :poll, :value [[:poll {0 [[0 "a"] [1 "a"]]}]], :final true}
      """;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int check(String... args) {
    return checkWithInput("", args);
  }

  private int checkWithInput(String input, String... args) {
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    CommandLine root = Main.commandLine(List.of(new CheckCommand(new ByteArrayInputStream(bytes))));
    String[] all = new String[args.length + 1];
    all[0] = "check";
    System.arraycopy(args, 0, all, 1, args.length);
    return Main.run(root, new PrintWriter(out, true), new PrintWriter(err, true), folder, all);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void linearizableHistoryExitsWith0() throws IOException {
    String good = file("good.edn", GOOD);
    assertThat(check("--model", "register", good)).isZero();
    assertThat(out.toString())
        .startsWith(good + ": linearizable (register, 2 operations, ")
        .hasLineCount(1);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void violationIsToldInPlainWordsAndExitsWith1() throws IOException {
    String bad = file("bad.edn", BAD);
    assertThat(check("--model", "register", bad)).isEqualTo(1);
    assertThat(out.toString().replaceAll(", [0-9.]+ ms", ""))
        .isEqualTo(
            bad
                + """
                : not linearizable (register, 2 operations)
                  The longest explanation has these operations in this order:
                    line 1: process 0, :write 1, :ok 1
                  Then nothing explains that this one completed, in line 4:
                    line 3: process 1, :read nil, :ok 0
                  The only possible state there, and why not:
                    1: it reads 0, but the register holds 1
                """);
  }

  @Test
  void jsonHasTheKeysOfTheContract() throws IOException {
    String bad = file("bad.edn", BAD);
    assertThat(check("--model", "register", "--json", "--repeat", "3", bad)).isEqualTo(1);
    assertThat(out.toString()).hasLineCount(1);
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "file",
            "valid",
            "model",
            "operations",
            "parseMillis",
            "elapsedMillis",
            "configurations",
            "reason",
            "anomalies",
            "counterexample",
            "shrunk");
    assertThat(json.path("shrunk").isNull()).isTrue();
    assertThat(json.path("file").textValue()).isEqualTo(bad);
    assertThat(json.path("valid").booleanValue()).isFalse();
    assertThat(json.path("operations").intValue()).isEqualTo(2);
    assertThat(json.path("configurations").intValue()).isEqualTo(2);
    assertThat(json.path("elapsedMillis").isNumber()).isTrue();
    assertThat(json.path("reason").textValue())
        .isEqualTo("nothing explains the :read of process 1: it reads 0, but the register holds 1");
    assertThat(json.path("counterexample").toString())
        .isEqualTo(
            "{\"partition\":null,"
                + "\"prefix\":[{\"line\":1,\"process\":0,\"f\":\"write\",\"value\":\"1\","
                + "\"type\":\"ok\",\"result\":\"1\"}],"
                + "\"operation\":{\"line\":3,\"process\":1,\"f\":\"read\",\"value\":\"nil\","
                + "\"type\":\"ok\",\"result\":\"0\"},"
                + "\"states\":[{\"state\":\"1\","
                + "\"reason\":\"it reads 0, but the register holds 1\"}]}");
  }

  @Test
  void shrunkHistoryIsToldWithTheLinesOfTheWholeOne() throws IOException {
    String bad =
        file(
            "bad.edn",
            GOOD
                + GOOD.replace('1', '2')
                + BAD.replace("process 1", "process 3")
                    .lines()
                    .skip(2)
                    .reduce("", (a, b) -> a + b));
    assertThat(check("--model", "register", "--shrink", bad)).isEqualTo(1);
    assertThat(out.toString())
        .endsWith(
            """
              These 2 of 5 operations cannot be explained together, whatever became of the others:
                line 5: process 0, :write 2, :ok 2
                line 9: process 3, :read nil, :ok 0
              And then nothing explains this one:
                line 9: process 3, :read nil, :ok 0
              The only possible state there, and why not:
                2: it reads 0, but the register holds 2
            """
                .indent(2)
                .replaceAll("(?m)^  ", ""));
    assertThat(check("--model", "register", "--json", "--shrink", bad)).isEqualTo(1);
    String document = out.toString().lines().reduce((first, second) -> second).orElseThrow();
    JsonNode shrunk = new ObjectMapper().readTree(document).path("shrunk");
    assertThat(shrunk.path("operations").findValuesAsText("line")).containsExactly("5", "9");
    assertThat(shrunk.path("minimal").booleanValue()).isTrue();
    assertThat(shrunk.path("counterexample").path("operation").path("line").intValue())
        .isEqualTo(9);
    assertThat(shrunk.path("counterexample").path("prefix").findValuesAsText("line"))
        .containsExactly("5");
  }

  @Test
  void validHistoryIsNotShrunk() throws IOException {
    String good = file("good.edn", GOOD);
    assertThat(check("--model", "register", "--shrink", good)).isZero();
    assertThat(out.toString()).hasLineCount(1);
  }

  @Test
  void pageThatCannotBeWrittenIsRefusedBeforeAnythingIsChecked() throws IOException {
    String good = file("good.edn", GOOD);
    String absent = folder.resolve("absent").resolve("page.html").toString();
    for (String page : List.of(absent, folder.toString())) {
      assertRefused(
          "--html: expected a file in a folder that exists and can be written, found " + page,
          "--model",
          "register",
          "--html",
          page,
          good);
    }
  }

  @Test
  void aHistoryThatCannotBeReadHasADocumentWithTheSameKeys() throws IOException {
    String good = file("good.edn", GOOD);
    String broken = file("broken.edn", "{:process 0, :type :okay}");
    assertThat(check("--model", "register", "--json", good, broken)).isEqualTo(2);
    List<String> documents = out.toString().lines().toList();
    JsonNode read = new ObjectMapper().readTree(documents.get(0));
    JsonNode unread = new ObjectMapper().readTree(documents.get(1));
    assertThat(unread.fieldNames()).toIterable().containsExactlyElementsOf(read::fieldNames);
    assertThat(unread.path("file").textValue()).isEqualTo(broken);
    assertThat(unread.path("valid").textValue()).isEqualTo("unknown");
    assertThat(unread.path("model").textValue()).isEqualTo("register");
    assertThat(unread.path("operations").intValue()).isZero();
    assertThat(unread.path("reason").textValue())
        .isEqualTo(broken + ":1:20: expected :type of :invoke, :ok, :fail or :info, found :okay");
    assertThat(err).hasToString("acksiom check: " + unread.path("reason").textValue() + "\n");
  }

  @Test
  void aHistoryThatCannotBeReadHasNoDocumentAmongWords() {
    assertThat(check("--model", "register", folder.resolve("absent.edn").toString())).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void deliveryIsAModelOfItsOwn() throws IOException {
    String duplicated = file("sends.edn", DUPLICATED);
    assertThat(check("--model", "kafka", duplicated)).isEqualTo(1);
    assertThat(out.toString())
        .contains("sends.edn: anomalies (kafka, 2 operations, ")
        .contains("  DUPLICATE, 1: more than once in the final log\n    \"a\" stands 2 times");
    assertThat(check("--model", "kafka", "--json", duplicated)).isEqualTo(1);
    JsonNode json = new ObjectMapper().readTree(out.toString().lines().toList().get(3));
    assertThat(json.path("valid").booleanValue()).isFalse();
    JsonNode finding = json.path("anomalies").path("DUPLICATE").path(0);
    assertThat(finding.path("record").textValue()).isEqualTo("\"a\"");
    assertThat(finding.path("jepsen").textValue()).isEqualTo("duplicate");
    assertThat(finding.path("lines")).isNotEmpty();
    assertThat(json.path("counterexample").isNull()).isTrue();
  }

  @Test
  void deliveryThatMemoryIsTooSmallForIsUnknown() throws IOException {
    StringBuilder sends = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      sends.append("{:process 0, :type :invoke, :f :send, :value [[:send 0 %d]]}\n".formatted(i));
      sends.append(
          "{:process 0, :type :ok, :f :send, :value [[:send 0 [%d %d]]]}\n".formatted(i, i));
    }
    String file = file("sends.edn", sends.toString());
    assertThat(check("--model", "kafka", file)).isZero();
    assertThat(check("--model", "kafka", "--memory-limit", "64k", file)).isEqualTo(3);
    assertThat(out.toString())
        .contains("sends.edn: unknown, because memory ran out (kafka, 1,000 operations, ")
        .contains("  partition 0 with 1,000 sends takes more than ");
  }

  @Test
  void brokenDataModelOfDeliveryIsBadInput() throws IOException {
    String file = file("sends.edn", "\n{:process 0, :type :invoke, :f :send, :value 7}\n");
    assertThat(check("--model", "kafka", file)).isEqualTo(2);
    assertThat(err)
        .hasToString(
            "acksiom check: " + file + ":2:1: expected a list of micro-operations, found 7\n");
  }

  @Test
  void everyHistoryIsCheckedWhateverTheOthersAre() throws IOException {
    String good = file("good.edn", GOOD);
    String bad = file("bad.edn", BAD);
    String broken = file("broken.edn", GOOD + "{:process 0, :type :okay}");
    String absent = folder.resolve("absent.edn").toString();
    int code = check("--model", "register", "--json", broken, bad, absent, folder.toString(), good);
    assertThat(code).isEqualTo(2);
    assertThat(out.toString().lines())
        .satisfiesExactly(
            first -> assertThat(first).contains("broken.edn", "\"valid\":\"unknown\""),
            second -> assertThat(second).contains("bad.edn", "\"valid\":false"),
            third -> assertThat(third).contains("absent.edn", "\"valid\":\"unknown\""),
            fourth -> assertThat(fourth).contains("found a folder", "\"valid\":\"unknown\""),
            fifth -> assertThat(fifth).contains("good.edn", "\"valid\":true"));
    assertThat(err)
        .hasToString(
            ("acksiom check: %s:5:20: expected :type of :invoke, :ok, :fail or :info, found :okay\n"
                    + "acksiom check: %s: expected a file that can be read, found none\n"
                    + "acksiom check: %s: expected a file that can be read, found a folder\n")
                .formatted(broken, absent, folder));
  }

  @Test
  void historyThatCannotBeReadToItsEndKeepsNoOtherFromBeingChecked() throws IOException {
    String broken = "/proc/self/mem"; // Linux has it: reading the first byte fails
    assumeTrue(Files.exists(Path.of(broken)), broken + " is missing");
    String good = file("good.edn", GOOD);
    assertThat(check("--model", "register", broken, good)).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("acksiom check: " + broken + ": expected a file that can be read, found ")
        .hasLineCount(1);
    assertThat(out.toString()).contains(good);
  }

  /** Which names are none depends on the locale, but this is none anywhere. */
  @Test
  void nameThatNoFileCanHaveKeepsNoOtherFromBeingChecked() throws IOException {
    String good = file("good.edn", GOOD);
    assertThat(check("--model", "register", "a\0b", good)).isEqualTo(2);
    assertThat(err.toString())
        .startsWith(
            "acksiom check: a\0b: expected a file that can be read, found a name that is none here")
        .hasLineCount(1);
    assertThat(out.toString()).contains(good);
  }

  @Test
  void exhaustedBudgetExitsWith3() throws IOException {
    String good = file("good.edn", GOOD);
    assertThat(check("--model", "register", "--time-limit", "0s", good)).isEqualTo(3);
    assertThat(check("--model", "register", "--memory-limit", "0k", "--json", good)).isEqualTo(3);
    assertThat(out.toString())
        .contains(": unknown, because the time limit was reached (")
        .contains("\"valid\":\"unknown\"", "\"reason\":\"the memory limit was reached\"");
  }

  @Test
  void violationOutweighsUnknown() throws IOException {
    String bad = file("bad.edn", BAD);
    StringBuilder crashed = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      crashed.append("{:process %d, :type :invoke, :f :add, :value %d}\n".formatted(i, 1L << i));
    }
    crashed.append("{:process 99, :type :invoke, :f :read}\n");
    crashed.append("{:process 99, :type :ok, :f :read, :value -1}\n");
    String hard = file("hard.edn", crashed.toString());
    assertThat(check("--model", "counter", "--memory-limit", "256k", hard)).isEqualTo(3);
    assertThat(check("--model", "register", "--time-limit", "30s", bad, bad)).isEqualTo(1);
  }

  @Test
  void standardInputIsAHistoryToo() {
    assertThat(checkWithInput(GOOD, "--model", "register", "-")).isZero();
    assertThat(checkWithInput("", "--model", "register", "-")).isEqualTo(2);
    assertThat(out.toString()).startsWith("-: linearizable");
    assertThat(err.toString())
        .isEqualTo("acksiom check: -:1:1: expected a history, found an empty file\n");
  }

  @Test
  void initialValueDecides() {
    String read =
        "{:process 1, :type :invoke, :f :read}{:process 1, :type :ok, :f :read, :value 7}";
    assertThat(checkWithInput(read, "--model", "register", "-")).isEqualTo(1);
    assertThat(checkWithInput(read, "--model", "register", "--initial", "7", "-")).isZero();
    assertThat(checkWithInput(read, "--model", "counter", "--initial", "7", "-")).isZero();
  }

  @Test
  void operationThatTheModelHasNotIsBadInput() {
    assertThat(checkWithInput(GOOD, "--model", "mutex", "-")).isEqualTo(2);
    assertThat(err)
        .hasToString("acksiom check: -:1:1: expected :f of :acquire or :release, found :write\n");
  }

  @Test
  void optionsOfNoSenseAreRefused() {
    assertRefused("--model: expected one of register, cas-register, ", "--model", "regster", "-");
    assertRefused("Missing required option: '--model=MODEL'", "-");
    assertRefused("--format", "--model", "log", "--format", "xml", "-");
    assertRefused("--initial: expected no initial value", "--model", "log", "--initial", "1", "-");
    assertRefused("--initial: expected the balances by account", "--model", "bank", "-");
    assertRefused("--initial: expected an integer", "--model", "counter", "--initial", ":a", "-");
    assertRefused("--initial: expected none", "--model", "kafka", "--initial", "1", "-");
    assertRefused("--whole: expected none", "--model", "kafka", "--whole", "-");
    assertRefused(
        "--memory-limit: expected at least 64k with --model kafka, found 63k",
        "--model",
        "kafka",
        "--memory-limit",
        "63k",
        "-");
    assertRefused("--time-limit: expected none", "--model", "kafka", "--time-limit", "1s", "-");
    assertRefused("--shrink: expected none", "--model", "kafka", "--shrink", "-");
    assertRefused("--initial:1:1: expected ", "--model", "register", "--initial", "]", "-");
    assertRefused("expected a time such as", "--model", "log", "--time-limit", "soon", "-");
    assertRefused("units ms, s, m, h", "--model", "log", "--time-limit", "3d", "-");
    assertRefused("expected an amount of memory", "--model", "log", "--memory-limit", "-1m", "-");
    assertRefused("units k, m, g", "--model", "log", "--memory-limit", "64", "-");
    assertRefused("expected at most the heap", "--model", "log", "--memory-limit", "999999g", "-");
    assertRefused("--repeat: expected at least 1", "--model", "log", "--repeat", "0", "-");
    assertRefused(
        "--repeat: expected at most 1000000, found 1000001",
        "--model",
        "log",
        "--repeat",
        "1000001",
        "-");
  }

  private void assertRefused(String message, String... args) {
    err.getBuffer().setLength(0);
    assertThat(check(args)).isEqualTo(2);
    assertThat(err.toString()).contains(message).hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void recordedHistoriesGetTheirVerdicts() throws IOException {
    Path recorded = Path.of("..", "..", "shared", "histories", "porcupine");
    assumeTrue(Files.isDirectory(recorded), () -> "no recorded histories in " + recorded);
    Path etcd = recorded.resolve("etcd");
    assertThat(check("--model", "cas-register", etcd.resolve("etcd_002.log").toString())).isZero();
    assertThat(check("--model", "cas-register", etcd.resolve("etcd_000.log").toString()))
        .isEqualTo(1);
    Path store = recorded.resolve("kv");
    assertThat(check("--model", "kv", store.resolve("c10-ok.txt").toString())).isZero();
    assertThat(check("--model", "kv", "--whole", store.resolve("c01-bad.txt").toString()))
        .isEqualTo(1);
  }
}
