package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acksiom.conformance.Prediction;
import org.acksiom.conformance.Verdict;
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

  @TempDir private Path folder;

  /** A source that stands in for TLC and knows five anomalies and three fault models. */
  private final class Source implements PredictionSource {
    @Override
    public boolean covers(FaultModel faults) {
      return faults.compareTo(FaultModel.CRASH) <= 0;
    }

    @Override
    public List<Map<Anomaly, Prediction>> predict(
        List<DeliverySettings> settings, FaultModel faults, Bounds modelBounds) {
      bounds.add(modelBounds);
      asked.addAll(settings);
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
    public List<String> story(
        Prediction possible, DeliverySettings settings, FaultModel faults, Bounds modelBounds) {
      return List.of("Something fails.", "It happens.");
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
        Main.commandLine(List.of(new PredictCommand((tlc, models, decided) -> source, folder))),
        new PrintWriter(out),
        new PrintWriter(err),
        folder,
        all);
  }

  private int run(String... args) {
    return run(new Source(), args);
  }

  @Test
  void tellsWhatCanHappenAndWhatRulesItOut() throws IOException {
    Path file = Files.writeString(folder.resolve("p.properties"), "linger.ms=5\nacks=1\n");
    String version = KafkaVersion.current().toString();
    assertThat(run("--search-limit", "100", file.toString())).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString())
        .isEqualTo(
            """
            Settings, with the defaults of Kafka VERSION

              acks                                   1           FILE:2:1
              retries                                2147483647  default of Kafka VERSION (KIP-91)
              enable.idempotence                     false       follows from acks=1 (FILE:2:1)
              max.in.flight.requests.per.connection  5           default of Kafka VERSION (since the Java producer)
              delivery.timeout.ms                    120000      default of Kafka VERSION (KIP-91)
              replication.factor                     3           assumed
              min.insync.replicas                    1           default of Kafka VERSION (KAFKA-1555)
              unclean.leader.election.enable         false       default of Kafka VERSION (KIP-106)

              Note: FILE: a producer's file (only a producer's file has linger.ms in line 1)
              Note: enable.idempotence is off, as Kafka has it without a word, because of acks=1 (FILE:2:1)
              Note: 3 replicas are assumed, since nothing says how many the topic has; --set replication.factor=N does
              Modelled with replicas 2 of 3, min.insync.replicas 1, records 2, retries 1, faults 2

              What can happen    none        network     crash       partition  disk
              ACKED_LOSS         impossible  impossible  POSSIBLE    undecided  undecided
              SILENT_LOSS        impossible  impossible  impossible  undecided  undecided
              DUPLICATE          impossible  POSSIBLE    POSSIBLE    undecided  undecided
              PHANTOM            impossible  POSSIBLE    POSSIBLE    undecided  undecided
              REORDER            impossible  POSSIBLE    POSSIBLE    undecided  undecided
              (distinct states)  47,169      47,169      47,169      -          -

            ACKED_LOSS: acknowledged by a broker, and not in the final log
              under crash; the shortest story:
                1. Something fails.
                2. It happens.
              the smallest change that rules it out:
                - acks=all (now 1)

            DUPLICATE: more than once in the final log
              under network, crash; the shortest story, under network:
                1. Something fails.
                2. It happens.
              nothing rules it out for nothing; the smallest change trades it for another:
                - acks=0 (now 1); but makes SILENT_LOSS possible

            PHANTOM: reported as failed, and yet in the final log
              under network, crash; the shortest story, under network:
                1. Something fails.
                2. It happens.
              no change of settings rules it out

            REORDER: sent before another record, and stored after it
              under network, crash; the shortest story, under network:
                1. Something fails.
                2. It happens.
              the smallest change that rules it out:
                - acks=all (now 1), enable.idempotence=true (now false)

            The most at once, under crash:
              acks=all (now 1), enable.idempotence=true (now false) rules out ACKED_LOSS, DUPLICATE, REORDER

            Undecided under partition, disk, since models of these faults are too large for this command: \
            ACKED_LOSS, SILENT_LOSS, REPORTED_LOSS, DUPLICATE, PHANTOM, REORDER, GAP, ROLLED_BACK_READ, \
            DIVERGENT_OFFSET, NONMONOTONIC_READ, SKIPPED_READ, UNSEEN
            Undecided under none, network, crash, since nobody reads in the model: \
            REPORTED_LOSS, GAP, ROLLED_BACK_READ, DIVERGENT_OFFSET, NONMONOTONIC_READ, \
            SKIPPED_READ, UNSEEN
            """
                .replace("VERSION", version)
                .replace("FILE", file.toString()));
  }

  @Test
  void jsonSaysTheSameInOneDocument() throws IOException {
    assertThat(run("--json", "--set", "acks=1", "--set", "replication.factor=1")).isZero();
    assertThat(out.toString()).endsWith("}\n").hasLineCount(1);
    JsonNode document = new ObjectMapper().readTree(out.toString());
    assertThat(document.fieldNames())
        .toIterable()
        .containsExactly(
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
            "distinctStates":47169,"depth":21,"story":["Something fails.","It happens."],"reason":null,\
            "remedy":{"search":"FOUND","changes":[\
            {"set":{"acks":"all"},"rulesOut":["ACKED_LOSS"],"makesPossible":[]}]}}""");
    assertThat(cell(document, FaultModel.NONE, Anomaly.PHANTOM).toString())
        .isEqualTo(
            """
            {"faults":"none","anomaly":"PHANTOM","verdict":"IMPOSSIBLE",\
            "distinctStates":47169,"depth":21,"story":null,"reason":null,"remedy":null}""");
    assertThat(cell(document, FaultModel.DISK, Anomaly.PHANTOM).toString())
        .isEqualTo(
            """
            {"faults":"disk","anomaly":"PHANTOM","verdict":"UNDECIDED",\
            "distinctStates":null,"depth":null,"story":null,\
            "reason":"models of these faults are too large for this command","remedy":null}""");
    assertThat(document.at("/mostAtOnce/1").toString())
        .isEqualTo(
            """
            {"faults":"crash","change":{"set":{"acks":"all","enable.idempotence":"true"},\
            "rulesOut":["ACKED_LOSS","DUPLICATE","REORDER"],"makesPossible":[]}}""");
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
    assertThat(run("--search-limit", "3", "--set", "acks=1")).isZero();
    assertThat(asked).hasSizeLessThanOrEqualTo(COVERED * (1 + 3));
    assertThat(out.toString())
        .contains(
            "undecided what rules it out: not all of the nearest settings were decided (see --search-limit)");
    asked.clear();
    assertThat(run("--search-limit", "0", "--set", "acks=1")).isZero();
    assertThat(asked).hasSize(COVERED);
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
          public List<String> story(
              Prediction possible, DeliverySettings settings, FaultModel faults, Bounds model) {
            throw new AssertionError("nothing is possible");
          }
        };
    assertThat(run(tired)).isEqualTo(ExitCode.UNDECIDED.value());
    assertThat(out.toString())
        .contains("Undecided under crash, since the model checker's budget ran out: REORDER");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nowhere.properties | nowhere.properties: expected a file of settings, found no such file",
        "--set ack=1 | --set: expected a setting of a producer, a topic or a broker, found 'ack'; did you mean 'acks'?",
        "--kafka-version 0.10.0 | --kafka-version: expected a release from 0.11.0.0 to VERSION, found '0.10.0'",
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
  void theSameQuestionHasTheSameAnswerByteForByte() {
    run("--set", "acks=1");
    String first = out.toString();
    out.getBuffer().setLength(0);
    run("--set", "acks=1");
    assertThat(out).hasToString(first);
  }
}
