package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.acksiom.conformance.ModelFailed;
import org.acksiom.conformance.Prediction;
import org.acksiom.conformance.Verdict;
import org.acksiom.impl.simulator.Action;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.kafka.settings.KafkaVersion;
import org.acksiom.specs.Acks;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The command with a source of predictions of its own; {@link TlcPredictionsTest} has the real one.
 */
class PredictCommandTest {
  private static final int COVERED = 3;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<Bounds> bounds = new ArrayList<>();
  private final List<DeliverySettings> asked = new ArrayList<>();
  private final List<Question> questions = new ArrayList<>();
  private boolean drawn;

  /** What the source was asked. */
  private record Question(DeliverySettings settings, FaultModel faults, Bounds bounds) {}

  @TempDir private Path folder;

  /** A source that stands in for TLC and knows five anomalies and three fault models. */
  private class Source implements PredictionSource {
    @Override
    public boolean covers(FaultModel faults) {
      return faults.compareTo(FaultModel.CRASH) <= 0;
    }

    @Override
    public List<Map<Anomaly, Prediction>> predict(
        List<DeliverySettings> settings, FaultModel faults, Bounds modelBounds) throws ModelFailed {
      bounds.add(modelBounds);
      asked.addAll(settings);
      settings.forEach(one -> questions.add(new Question(one, faults, modelBounds)));
      return settings.stream().map(one -> predict(one, faults)).toList();
    }

    private Map<Anomaly, Prediction> predict(DeliverySettings settings, FaultModel faults) {
      boolean network = faults.includes(FaultModel.NETWORK);
      boolean crash = faults.includes(FaultModel.CRASH);
      boolean answered = settings.acks() != Acks.NONE;
      return Map.of(
          Anomaly.ACKED_LOSS, possible(crash && settings.acks() == Acks.LEADER),
          Anomaly.SILENT_LOSS, possible(network && !answered),
          Anomaly.DUPLICATE, possible(network && !settings.idempotence() && answered),
          Anomaly.PHANTOM, possible(network),
          Anomaly.REORDER, possible(network && !settings.idempotence()));
    }

    @Override
    public ShortestStory story(
        Prediction possible, DeliverySettings settings, FaultModel faults, Bounds modelBounds) {
      if (drawn) {
        Schedule schedule =
            new Schedule(
                new Setup(settings, faults, modelBounds),
                List.of(new Event(Action.PRODUCER_SENDS, 0, 0)));
        return new ShortestStory(List.of(), Set.of(Anomaly.REORDER), Optional.of(schedule));
      }
      return faults == FaultModel.NETWORK
          ? new ShortestStory(
              List.of("The same fails.", "It happens."),
              Set.of(Anomaly.DUPLICATE, Anomaly.REORDER),
              Optional.empty())
          : new ShortestStory(
              List.of("Something fails.", "It happens."), Set.of(), Optional.empty());
    }
  }

  private static Prediction possible(boolean possible) {
    return new Prediction(
        possible ? Verdict.POSSIBLE : Verdict.IMPOSSIBLE, 47_169, 21, Optional.empty());
  }

  private int run(PredictionSource source, String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "predict";
    System.arraycopy(args, 0, all, 1, args.length);
    return Main.run(
        Main.commandLine(
            List.of(
                new PredictCommand((tlc, models, decided) -> source, folder, Optional.empty()))),
        new PrintWriter(out),
        new PrintWriter(err),
        folder,
        all);
  }

  private int run(String... args) {
    return run(new Source(), args);
  }

  @Test
  void theAnswerComesFirstThenWhyThenTheFixAndWhatItCosts() {
    assertThat(run("--search-limit", "100", "--set", "acks=1")).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString())
        .isEqualTo(
            """
            These settings can lose an acknowledged record if a broker stops and comes back
            with its log, and store a record twice or store records out of order if a
            request or an answer is lost or late. What a broker that is cut off, or a disk
            that loses data, does is not asked here.

              What can happen                                    none  network  crash
              ACKED_LOSS       an acknowledged record is lost    no    no       YES
              SILENT_LOSS      a record is lost without a word   no    no       no
              DUPLICATE        a record is stored twice          no    YES      YES
              REORDER          records are stored out of order   no    YES      YES
              PHANTOM          a failed send's record is stored  no    YES      YES

            Why

              ACKED_LOSS: an acknowledged record is lost, if a broker stops and comes back
                          with its log
                 1. Something fails.
                 2. It happens.

              DUPLICATE: a record is stored twice, if a request or an answer is lost or
                         late; shows REORDER, too
                 1. The same fails.
                 2. It happens.

              --all tells how PHANTOM can happen, too.

            Fix, within 2 records, 1 retry and 2 faults

              acks=all (now 1, --set)
              enable.idempotence=true (now false, follows from acks=1)
                rules out ACKED_LOSS, DUPLICATE, REORDER under crash
                costs     an acknowledgement waits for the slowest member of the ISR
                costs     acks must be all, retries above 0 and at most 5 requests be in
                          flight; brokers remember the last batches of every producer

              acks=all (now 1, --set)
                rules out ACKED_LOSS under crash
                costs     an acknowledgement waits for the slowest member of the ISR

              acks=0 (now 1, --set)
                rules out ACKED_LOSS, DUPLICATE under crash
                costs     no send learns its offset or that it failed
                costs     SILENT_LOSS becomes possible

            Settings, with the defaults of Kafka VERSION

              acks                                   1           --set
              retries                                2147483647  default of Kafka VERSION
              enable.idempotence                     false       follows from acks=1
              max.in.flight.requests.per.connection  5           default of Kafka VERSION
              delivery.timeout.ms                    120000      default of Kafka VERSION
              replication.factor                     3           assumed
              min.insync.replicas                    1           default of Kafka VERSION
              unclean.leader.election.enable         false       default of Kafka VERSION

              Note: enable.idempotence is off, as Kafka has it without a word, because of
                    acks=1 (--set)
              Note: 3 replicas are assumed, since nothing says how many the topic has;
                    --set replication.factor=N does

            Decided by TLC, which visited every state (47,169 under crash) of a model with
            2 of 3 replicas, min.insync.replicas 1, 2 records, 1 retry and 2 faults.
            Undecided under partition, disk, since models of these faults are too large for
            this command: everything.
            Undecided under none, network, crash, since nobody reads in the model:
            REPORTED_LOSS, GAP, ROLLED_BACK_READ, DIVERGENT_OFFSET, NONMONOTONIC_READ,
            SKIPPED_READ, UNSEEN.
            """
                .replace("VERSION", KafkaVersion.current().toString()));
  }

  @Test
  void jsonSaysTheSameInOneDocument() throws IOException {
    assertThat(run("--json", "--set", "acks=1", "--set", "replication.factor=1")).isZero();
    assertThat(out.toString()).endsWith("}\n").hasLineCount(1);
    JsonNode document = new ObjectMapper().readTree(out.toString());
    assertThat(document.fieldNames())
        .toIterable()
        .containsExactly(
            "answer",
            "forbidden",
            "kafkaVersion",
            "settings",
            "replicationFactor",
            "warnings",
            "notes",
            "bounds",
            "predictions",
            "mostAtOnce");
    assertThat(document.at("/settings/0").toString())
        .isEqualTo("{\"name\":\"acks\",\"value\":\"1\",\"origin\":\"--set\"}");
    assertThat(document.get("bounds").toString())
        .isEqualTo("{\"replicas\":1,\"records\":2,\"retries\":1,\"faults\":2}");
    assertThat(document.get("predictions"))
        .hasSize(FaultModel.values().length * Anomaly.values().length);
    assertThat(cell(document, FaultModel.CRASH, Anomaly.ACKED_LOSS).toString())
        .isEqualTo(
            """
            {"faults":"crash","anomaly":"ACKED_LOSS","verdict":"POSSIBLE",\
            "distinctStates":47169,"depth":21,"beyondBounds":null,"story":["Something fails.","It happens."],"reason":null,\
            "remedy":{"search":"FOUND","changes":[\
            {"set":{"acks":"all"},"rulesOut":["ACKED_LOSS"],"makesPossible":[],\
            "costs":["an acknowledgement waits for the slowest member of the ISR"]}]}}""");
    assertThat(document.get("answer").asText()).startsWith("These settings can lose an acknowl");
    assertThat(document.get("forbidden")).isEmpty();
    assertThat(cell(document, FaultModel.NONE, Anomaly.PHANTOM).toString())
        .isEqualTo(
            """
            {"faults":"none","anomaly":"PHANTOM","verdict":"IMPOSSIBLE",\
            "distinctStates":47169,"depth":21,"beyondBounds":null,"story":null,"reason":null,"remedy":null}""");
    assertThat(cell(document, FaultModel.DISK, Anomaly.PHANTOM).toString())
        .isEqualTo(
            """
            {"faults":"disk","anomaly":"PHANTOM","verdict":"UNDECIDED",\
            "distinctStates":null,"depth":null,"beyondBounds":null,"story":null,\
            "reason":"models of these faults are too large for this command","remedy":null}""");
    assertThat(document.at("/mostAtOnce/1").toString())
        .isEqualTo(
            """
            {"faults":"crash","change":{"set":{"acks":"all","enable.idempotence":"true"},\
            "rulesOut":["ACKED_LOSS","DUPLICATE","REORDER"],"makesPossible":[],\
            "costs":["an acknowledgement waits for the slowest member of the ISR",\
            "acks must be all, retries above 0 and at most 5 requests be in flight; brokers remember \
            the last batches of every producer"]}}""");
  }

  private static JsonNode cell(JsonNode document, FaultModel faults, Anomaly anomaly) {
    return document
        .get("predictions")
        .get(faults.ordinal() * Anomaly.values().length + anomaly.ordinal());
  }

  @Test
  void warningsGoToStandardErrorAndIntoTheDocument() throws IOException {
    Path file = Files.writeString(folder.resolve("p.properties"), "acks=1\nacks=0\n");
    run("--json", file.toString());
    String warning = file + ":2:1: acks is set again and replaces " + file + ":1:1";
    assertThat(err.toString()).isEqualTo("warning: " + warning + System.lineSeparator());
    assertThat(new ObjectMapper().readTree(out.toString()).at("/warnings/0").asText())
        .isEqualTo(warning);
  }

  @Test
  void theSearchKeepsToItsLimitAndSaysSo() {
    assertThat(run("--search-limit", "1", "--set", "acks=1")).isZero();
    assertThat(String.join(" ", out.toString().split("\\s+")))
        .contains(
            "What rules out DUPLICATE under crash is undecided: not all of the nearest settings were decided"
                + " (see --search-limit).");
    int smallerModels = 2;
    assertThat(asked).hasSizeLessThanOrEqualTo(COVERED + 1 + smallerModels * 3);
    asked.clear();
    assertThat(run("--search-limit", "0", "--set", "acks=1")).isZero();
    assertThat(asked).hasSize(COVERED);
  }

  @Test
  void whatASmallerModelShowsToBePossibleIsNotAskedInTheLargerOne() {
    run("--all", "--search-limit", "100", "--faults", "crash", "--set", "acks=1");
    List<DeliverySettings> oneRecord = new ArrayList<>();
    List<DeliverySettings> full = new ArrayList<>();
    for (Question question : questions) {
      if (question.faults() == FaultModel.CRASH) {
        (question.bounds().records() == 1 ? oneRecord : full).add(question.settings());
      }
    }
    assertThat(oneRecord).hasSizeGreaterThan(full.size());
    assertThat(full).doesNotHaveDuplicates();
  }

  @Test
  void onlyTheFaultModelsThatAreNamedAreAskedAndTold() throws IOException {
    assertThat(run("--faults", "network", "--search-limit", "0", "--set", "acks=1")).isZero();
    assertThat(questions).extracting(Question::faults).containsOnly(FaultModel.NETWORK);
    assertThat(out.toString())
        .contains("What can happen                                    network\n");
    assertThat(String.join(" ", out.toString().split("\\s+")))
        .contains("store records out of order with faults up to network. Within 2 records, 1 retry")
        .contains("and 2 faults they cannot lose an acknowledged record, even if requests and ans")
        .contains("What a broker that stops or is cut off, or a disk that loses data, does is not");
    out.getBuffer().setLength(0);
    run("--faults", "none,crash", "--json", "--search-limit", "0");
    assertThat(new ObjectMapper().readTree(out.toString()).get("predictions"))
        .hasSize(2 * Anomaly.values().length);
  }

  @Test
  void faultsThatAreNamedAndTooManyToDecideAreUndecided() {
    assertThat(run("--faults", "disk")).isEqualTo(ExitCode.UNDECIDED.value());
    assertThat(out.toString())
        .startsWith("Undecided: models of these faults are too large for this command.\n");
    assertThat(run("--faults", "disk", "--forbid", "GAP")).isEqualTo(ExitCode.UNDECIDED.value());
  }

  @ParameterizedTest
  @CsvSource({
    "ACKED_LOSS, crash, 1, 1",
    "acked_loss, crash, all, 0",
    "ACKED_LOSS, network, 1, 0",
    "'ACKED_LOSS,DUPLICATE', network, 1, 1",
    "'ACKED_LOSS,REORDER', 'none,network', all, 0",
    "'ACKED_LOSS,DUPLICATE', none, all, 0",
    "'ACKED_LOSS,DUPLICATE', 'none,network', all, 1",
    "PHANTOM, network, all, 1",
    "ROLLED_BACK_READ, network, all, 3",
    "'ROLLED_BACK_READ,PHANTOM', network, all, 1"
  })
  void whatIsForbiddenAndPossibleIsTheExitCode(
      String forbid, String faults, String acks, int code) {
    assertThat(run("--forbid", forbid, "--faults", faults, "--set", "acks=" + acks))
        .isEqualTo(code);
  }

  @Test
  void itIsSaidWhichSettingIsResponsible() throws IOException {
    Path file = Files.writeString(folder.resolve("p.properties"), "linger.ms=5\nacks=1\n");
    assertThat(run("--forbid", "ACKED_LOSS", file.toString())).isEqualTo(1);
    assertThat(String.join(" ", out.toString().split("\\s+")))
        .contains("Forbidden, and possible: ACKED_LOSS under crash.")
        .contains(
            "Forbidden: ACKED_LOSS by acks=1 ("
                + file
                + ":2:1); acks=all rules it out under crash"
                + " within 2 records, 1 retry and 2 faults.");
    out.getBuffer().setLength(0);
    assertThat(run("--json", "--forbid", "PHANTOM,ACKED_LOSS", file.toString())).isEqualTo(1);
    assertThat(new ObjectMapper().readTree(out.toString()).get("forbidden").toString())
        .isEqualTo(
            """
            [{"anomaly":"ACKED_LOSS","verdict":"POSSIBLE","faults":["crash"],\
            "under":["none","network","crash"],"beyondBounds":null,"responsible":[{"name":"acks","value":"1","origin":"FILE:2:1"}],\
            "ruledOutBy":"acks=all rules it out under crash within 2 records, 1 retry and 2 faults"},\
            {"anomaly":"PHANTOM","verdict":"POSSIBLE","faults":["network","crash"],\
            "under":["none","network","crash"],"beyondBounds":null,"responsible":[],\
            "ruledOutBy":"no change of acks, retries, enable.idempotence, \
            max.in.flight.requests.per.connection, min.insync.replicas or unclean.leader.election.enable \
            rules it out under crash"}]"""
                .replace("FILE", file.toString()));
  }

  @Test
  void changesAreSearchedAgainstNothingButWhatIsForbidden() throws IOException {
    run("--json", "--forbid", "ACKED_LOSS", "--set", "acks=1");
    JsonNode document = new ObjectMapper().readTree(out.toString());
    assertThat(cell(document, FaultModel.CRASH, Anomaly.ACKED_LOSS).get("remedy")).isNotEmpty();
    assertThat(cell(document, FaultModel.CRASH, Anomaly.DUPLICATE).get("remedy").isNull()).isTrue();
    questions.clear();
    run("--forbid", "ACKED_LOSS", "--set", "acks=all");
    assertThat(questions).as("nothing to rule out").hasSize(COVERED);
    out.getBuffer().setLength(0);
    run("--forbid", "PHANTOM", "--set", "acks=1");
    assertThat(out.toString())
        .contains("  PHANTOM: a failed send's record is stored, if a request")
        .doesNotContain("  DUPLICATE: ");
  }

  @Test
  void gitHubsAnnotationsStandAtTheLineThatIsResponsible() throws IOException {
    Path file = Files.writeString(folder.resolve("a,b:c%.properties"), "linger.ms=5\nacks=1\n");
    assertThat(
            run(
                "--format",
                "github",
                "--forbid",
                "ACKED_LOSS,SILENT_LOSS,GAP",
                "--faults",
                "crash",
                file.toString()))
        .isEqualTo(1);
    String name = folder + "/a%2Cb%3Ac%25.properties";
    assertThat(out.toString().lines().toList())
        .containsExactly(
            "::error file="
                + name
                + ",line=2,col=1,title=ACKED_LOSS is forbidden%2C and possible::With these settings it can happen that"
                + " an acknowledged record is lost, with faults up to crash. Now: acks=1 ("
                + folder
                + "/a,b:c%25.properties:2:1); acks=all rules it out under crash within 2 records, 1 retry and 2"
                + " faults.",
            "::warning title=GAP is forbidden%2C and undecided::Undecided under crash, since nobody reads in the model.",
            "3 forbidden: 1 possible, 1 undecided, 1 impossible within 2 records, 1 retry and 2 faults under crash."
                + " These settings can lose an acknowledged record, store a record twice or store records out of order"
                + " with faults up to crash. What a broker that is cut off, or a disk that loses data, does is not"
                + " asked here.");
  }

  @Test
  void gitHubWantsNamesOfFilesFromWhereItIs() {
    StringWriter annotation = new StringWriter();
    Path here = Path.of("/repository");
    new GithubAnnotations(
            List.of(Path.of("/repository/a/../b/p.properties")),
            here,
            here,
            new PrintWriter(annotation))
        .error("/repository/a/../b/p.properties:7: one\r\ntwo, three: 4 %");
    new GithubAnnotations(
            List.of(Path.of("./q")), here.resolve("x"), here, new PrintWriter(annotation))
        .error("./q: five");
    new GithubAnnotations(List.of(Path.of("../r")), here, here, new PrintWriter(annotation))
        .error("../r:1:2: six");
    assertThat(annotation.toString().lines())
        .containsExactly(
            "::error file=b/p.properties,line=7,title=Kafka settings::one%0D%0Atwo, three: 4 %25",
            "::error file=x/q,title=Kafka settings::five",
            "::error file=/r,line=1,col=2,title=Kafka settings::six");
  }

  @Test
  void badSettingsAreAnnotationsToo() throws IOException {
    Path file = Files.writeString(folder.resolve("p.properties"), "linger.ms=5\nack=1\nx=1\n");
    assertThat(run("--format", "github", file.toString(), "nowhere", "--set", "y=1"))
        .isEqualTo(ExitCode.BAD_INPUT.value());
    assertThat(out.toString().lines().toList())
        .containsExactly(
            "::warning file="
                + file
                + ",line=3,col=1,title=Kafka settings::unknown setting 'x': ignored, as Kafka would",
            "::error file="
                + file
                + ",line=2,col=1,title=Kafka settings::expected a setting, found 'ack', which Kafka would ignore; did"
                + " you mean 'acks', which decides what delivery promises?",
            "::error file=nowhere,title=Kafka settings::expected a file of settings, found no such file",
            "::error title=Kafka settings::--set: expected a setting of a producer, a topic or a broker, found 'y'");
    assertThat(err.toString()).isEmpty();
  }

  /** The command in the workflow of the documentation, with a file of its own. */
  @ParameterizedTest
  @CsvSource({"acks=1, 1, ::error file=", "acks=all, 0, '1 forbidden: 0 possible, 0 und'"})
  void theDocumentedWorkflowGuardsARepository(String text, int code, String output)
      throws IOException {
    String command =
        Files.readAllLines(Path.of("..", "docs", "predict.md")).stream()
            .filter(line -> line.startsWith("      - run: ") && line.contains("acksiom predict "))
            .findFirst()
            .orElseThrow();
    Path file = Files.writeString(folder.resolve("producer.properties"), text + "\n");
    String arguments = command.substring(command.indexOf(" predict ") + " predict ".length());
    assertThat(arguments).endsWith(" config/producer.properties");
    assertThat(run(arguments.replace("config/producer.properties", file.toString()).split(" ")))
        .isEqualTo(code);
    assertThat(out.toString()).startsWith(output);
  }

  @Test
  void thePageSaysTheSameWithTheStoriesDrawn() throws Exception {
    Path page = folder.resolve("promise.html");
    Path file = Files.writeString(folder.resolve("a<b&c.properties"), "linger.ms=5\nacks=1\n");
    drawn = true;
    assertThat(run("--html", page.toString(), file.toString())).isZero();
    String html = Files.readString(page);
    assertThat(html)
        .contains(
            "<h1>These settings can lose an acknowledged record if a broker stops and comes back with its log, and"
                + " store a record twice or store records out of order if a request or an answer is lost or late."
                + " What a broker that is cut off, or a disk that loses data, does is not asked here.</h1>")
        .contains("<tr><td>ACKED_LOSS</td><td>an acknowledged record is lost</td>")
        .contains("<code>acks=all (now 1, " + folder + "/a&lt;b&amp;c.properties:2:1)</code>")
        .contains("<p>Costs: an acknowledgement waits for the slowest member of the ISR.</p>")
        .contains("The producer sends record 1 to broker 1.")
        .contains("<svg", "ACKED_LOSS: an acknowledged record is lost, if a broker stops");
    assertThat(html.split("<details")).as("one for each of ACKED_LOSS, DUPLICATE").hasSize(1 + 2);
    String xml = html.substring(html.indexOf("<body>"), html.indexOf("<script>")) + "</body>";
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aPageThatCannotBeWrittenIsRefusedBeforeAnythingIsAsked() {
    String page = folder + "/none/p.html";
    assertThat(run("--html", page)).isEqualTo(ExitCode.BAD_INPUT.value());
    assertThat(err.toString())
        .isEqualTo(
            "acksiom predict: --html: expected a file in a folder that exists and can be written, found "
                + page
                + System.lineSeparator());
    assertThat(questions).isEmpty();
  }

  @Test
  void springBootsProfilesReachTheReader() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("application.yml"),
            "spring.kafka.producer.acks: all\n---\nspring:\n  config.activate.on-profile: prod\n"
                + "  kafka.producer.acks: 1\n");
    assertThat(run("--forbid", "ACKED_LOSS", file.toString())).isZero();
    assertThat(run("--forbid", "ACKED_LOSS", "--spring-profile", "dev,prod", file.toString()))
        .isEqualTo(1);
    assertThat(String.join(" ", out.toString().split("\\s+")))
        .contains(
            "Forbidden: ACKED_LOSS by acks=1 ("
                + file
                + ":5:3); acks=all rules it out under crash");
  }

  @Test
  void withNothingForbiddenTheAnswerIsANotice() {
    assertThat(run("--format", "github", "--faults", "none")).isZero();
    assertThat(out.toString())
        .startsWith(
            "::notice title=Kafka settings::Within 2 records, 1 retry and 2 faults these settings cannot lose an");
  }

  @Test
  void theModelHasNoMoreInsyncReplicasThanReplicas() {
    run("--search-limit", "0", "--set", "min.insync.replicas=3");
    assertThat(asked).extracting(DeliverySettings::minInsyncReplicas).containsOnly(2);
    assertThat(bounds).extracting(Bounds::replicas).containsOnly(2);
    asked.clear();
    run("--search-limit", "0", "--set", "min.insync.replicas=3", "--set", "replication.factor=2");
    assertThat(asked).extracting(DeliverySettings::minInsyncReplicas).containsOnly(2);
  }

  @Test
  void aBudgetThatRanOutIsItsOwnExitCode() {
    PredictionSource tired =
        new PredictionSource() {
          @Override
          public boolean covers(FaultModel faults) {
            return faults == FaultModel.CRASH;
          }

          @Override
          public List<Map<Anomaly, Prediction>> predict(
              List<DeliverySettings> settings, FaultModel faults, Bounds modelBounds) {
            return List.of(
                Map.of(Anomaly.REORDER, new Prediction(Verdict.UNDECIDED, 9, 9, Optional.empty())));
          }

          @Override
          public ShortestStory story(
              Prediction possible, DeliverySettings settings, FaultModel faults, Bounds model) {
            throw new AssertionError("nothing is possible");
          }
        };
    assertThat(run(tired)).isEqualTo(ExitCode.UNDECIDED.value());
    assertThat(out.toString())
        .contains("Undecided under crash, since the model checker's budget ran out: REORDER");
    assertThat(run(tired, "--forbid", "REORDER")).isEqualTo(ExitCode.UNDECIDED.value());
    assertThat(out.toString()).contains("Forbidden, and undecided: REORDER under crash, since");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nowhere.properties | nowhere.properties: expected a file of settings, found no such file",
        "--set ack=1 | --set: expected a setting of a producer, a topic or a broker, found 'ack'; did you mean 'acks'?",
        "--kafka-version 0.10.0 | --kafka-version: expected a release from 0.11.0.0 to VERSION, found '0.10.0'",
        "--forbid LOSS | --forbid: expected an anomaly (ACKED_LOSS, SILENT_LOSS, REPORTED_LOSS, DUPLICATE, PHANTOM,"
            + " REORDER, GAP, ROLLED_BACK_READ, DIVERGENT_OFFSET, NONMONOTONIC_READ, SKIPPED_READ, UNSEEN), found 'LOSS';"
            + " see 'acksiom predict --help'",
        "--faults fire | --faults: expected a fault model (none, network, crash, partition, disk), found 'fire'; see"
            + " 'acksiom predict --help'",
        "--json --format text | --json: expected no other --format, found text; see 'acksiom predict --help'",
        "--forbid , | --forbid: expected an anomaly, found ','; see 'acksiom predict --help'",
        "--faults , --forbid GAP | --faults: expected a fault model, found ','; see 'acksiom predict --help'",
        "--search-limit -1 | --search-limit: expected at least 0, found -1; see 'acksiom predict --help'"
      })
  void theUsersMistakesAreOneLineAndNobodyIsAsked(String args, String message) {
    assertThat(run(args.split(" "))).isEqualTo(ExitCode.BAD_INPUT.value());
    assertThat(err.toString())
        .isEqualTo(
            "acksiom predict: "
                + message.replace("VERSION", KafkaVersion.current().toString())
                + System.lineSeparator());
    assertThat(out.toString()).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void allMistakesAreToldEachInALineOfItsOwn() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("p.properties"),
            "linger.ms=1\nack=1\nfrobnicate=1\nretrie=3\nmin.insync.replica=2\n");
    assertThat(run("--set", "acks=2", file.toString())).isEqualTo(ExitCode.BAD_INPUT.value());
    assertThat(err.toString().lines())
        .satisfiesExactly(
            warning -> assertThat(warning).startsWith("warning: " + file + ":3:1: unknown setting"),
            ack -> assertThat(ack).startsWith("acksiom predict: " + file + ":2:1: expected"),
            retries -> assertThat(retries).startsWith("acksiom predict: " + file + ":4:1: expec"),
            minIsr -> assertThat(minIsr).startsWith("acksiom predict: " + file + ":5:1: expected"),
            acks -> assertThat(acks).startsWith("acksiom predict: --set acks=2: Invalid value 2"));
    assertThat(out.toString()).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void whatAModelRulesOutAndAStoryBeyondItsBoundsHasIsPossible() throws IOException {
    assertThat(run("--forbid", "DUPLICATE", "--set", "acks=all")).isEqualTo(1);
    assertThat(String.join(" ", out.toString().split("\\s+")))
        .startsWith(
            "Within 2 records, 1 retry and 2 faults these settings cannot lose an acknowledged record, store a"
                + " record twice or store records out of order, even if a broker stops and comes back with its log."
                + " Beyond these bounds they can store a record twice, if a request or an answer is lost or late:"
                + " ./acksiom replay --story idempotence-given-up --kafka shows it. What a broker that is")
        .contains("Forbidden, and possible: DUPLICATE beyond the bounds.")
        .contains("DUPLICATE a record is stored twice no beyond beyond")
        .contains("REORDER records are stored out of order no no no")
        .contains(
            "Forbidden: DUPLICATE; impossible within 2 records, 1 retry and 2 faults, possible beyond: ./acksiom"
                + " replay --story idempotence-given-up --kafka shows it; what rules it out there is not searched.");
    out.getBuffer().setLength(0);
    assertThat(run("--json", "--forbid", "DUPLICATE,REORDER")).isEqualTo(1);
    JsonNode document = new ObjectMapper().readTree(out.toString());
    assertThat(document.at("/forbidden/0").toString())
        .startsWith(
            """
            {"anomaly":"DUPLICATE","verdict":"IMPOSSIBLE","faults":[],\
            "under":["none","network","crash"],"beyondBounds":"idempotence-given-up","responsible":[],""");
    assertThat(document.at("/forbidden/1/beyondBounds").isNull()).isTrue();
    assertThat(cell(document, FaultModel.NONE, Anomaly.DUPLICATE).get("beyondBounds").isNull())
        .isTrue();
    assertThat(cell(document, FaultModel.NETWORK, Anomaly.DUPLICATE).get("beyondBounds").asText())
        .isEqualTo("idempotence-given-up");
    out.getBuffer().setLength(0);
    assertThat(run("--format", "github", "--forbid", "DUPLICATE")).isEqualTo(1);
    assertThat(out.toString())
        .contains("no file and no --set: what is judged are the defaults of Kafka")
        .contains("::error title=DUPLICATE is forbidden%2C and possible::With these settings it")
        .contains(
            "a record is stored twice, with more records, retries or faults than were decided.")
        .contains("1 forbidden: 1 possible, 0 undecided, 0 impossible");
    Path page = folder.resolve("beyond.html");
    run("--html", page.toString());
    assertThat(page).content().contains("<td class=\"yes\">beyond the bounds</td>");
  }

  @Test
  void aStoryCountsOnlyForSettingsThatLetItsEventsHappen() {
    assertThat(run("--forbid", "DUPLICATE", "--set", "max.in.flight.requests.per.connection=1"))
        .as("it needs three in flight")
        .isZero();
    assertThat(run("--forbid", "DUPLICATE", "--set", "replication.factor=1"))
        .as("it needs two replicas")
        .isZero();
  }

  @Test
  void whatIsDecidedIsWrittenThoughTheSearchForAFixFails() throws Exception {
    Path page = folder.resolve("promise.html");
    Path log = folder.resolve("tlc.log");
    Constructor<ModelFailed> constructor =
        ModelFailed.class.getDeclaredConstructor(String.class, Path.class);
    constructor.setAccessible(true);
    ModelFailed failed = constructor.newInstance("TLC ended with 1", log);
    int[] answers = {COVERED};
    Source failing =
        new Source() {
          @Override
          public List<Map<Anomaly, Prediction>> predict(
              List<DeliverySettings> settings, FaultModel faults, Bounds modelBounds)
              throws ModelFailed {
            if (answers[0]-- == 0) {
              throw failed;
            }
            return super.predict(settings, faults, modelBounds);
          }
        };
    assertThat(run(failing, "--json", "--html", page.toString(), "--set", "acks=1"))
        .isEqualTo(ExitCode.FAILED.value());
    JsonNode document = new ObjectMapper().readTree(out.toString());
    assertThat(cell(document, FaultModel.CRASH, Anomaly.ACKED_LOSS).at("/remedy/search").asText())
        .isEqualTo("UNDECIDED");
    assertThat(page).content().contains("What rules out ACKED_LOSS under crash is undecided");
    assertThat(err.toString()).contains("TLC ended with 1; log: " + log).hasLineCount(1);
  }

  @Test
  void aSentenceOfAnyAnomalyStandsInASentence() {
    assertThat(
            Arrays.stream(Anomaly.values())
                .map(anomaly -> "it can happen that " + PlainWords.sentence(anomaly)))
        .allMatch(
            sentence ->
                sentence.matches(
                    "it can happen that (an?|two) [^,]*|it can happen that records are [^,]*"));
  }

  @Test
  void theSameQuestionHasTheSameAnswerByteForByte() {
    run("--set", "acks=1");
    String first = out.toString();
    out.getBuffer().setLength(0);
    run("--set", "acks=1");
    assertThat(out).hasToString(first);
  }
}
