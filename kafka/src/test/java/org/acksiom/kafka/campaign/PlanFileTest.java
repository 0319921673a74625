package org.acksiom.kafka.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.acksiom.impl.simulator.ArtifactFormatException;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plan's file is read back as it was written; everything else is refused in one line. */
class PlanFileTest {
  private static final Plan PLAN =
      new Plan(
          Preset.LEADER_ACK.settings(),
          new Load(2, 40, 1, 3, 1, 20, 20_000, 40_000),
          List.of(
              Step.parse("swallow-ack at ack 3"),
              Step.parse("sigkill of broker 1 for 4000 ms at send 12")));

  @TempDir private Path folder;

  @Test
  void isWrittenByNamesOneStepALine() {
    assertThat(PlanFile.write(PLAN))
        .isEqualTo(
            """
            {
              "settings" : {
                "acks" : "1",
                "retries" : ">0",
                "enable.idempotence" : "false",
                "max.in.flight.requests.per.connection" : "5",
                "min.insync.replicas" : "1",
                "unclean.leader.election.enable" : "false"
              },
              "load" : {
                "producers" : 2,
                "records" : 40,
                "partitions" : 1,
                "replicas" : 3,
                "consumers" : 1,
                "pace.ms" : 20,
                "request.timeout.ms" : 20000,
                "delivery.timeout.ms" : 40000
              },
              "steps" : [
                "swallow-ack at ack 3",
                "sigkill of broker 1 for 4000 ms at send 12"
              ]
            }
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | 25:1: expected the end of the file, found {", // one more behind it
        "\"acks\" : \"1\" | 9:3: expected acks 0, 1, all or -1, found '2'",
        "\"producers\" : 2 | 19:3: producers: expected 1 to 9, found 0",
        "\"pace.ms\" : 20, | 19:3: expected 'pace.ms', found none",
        "\"records\" : 40 | 12:17: expected a number for 'records', found many",
        "swallow-ack at ack 3 | 21:5: expected a step such as",
        "\"steps\" | 20:14: expected settings, load or steps, found 'stairs'",
        "\"load\" : { | 10:12: expected JSON, found: ",
        "no steps | 20:1: expected settings, load and steps, found an object without one of them",
        "a step too many | 1021:5: expected at most 1000 steps"
      })
  void whatIsNoPlanIsRefusedInOneLine(String good, String message) throws Exception {
    String bad =
        switch (good) {
          case "{" -> PlanFile.write(PLAN) + "{";
          case "\"acks\" : \"1\"" -> PlanFile.write(PLAN).replace(good, "\"acks\" : \"2\"");
          case "\"producers\" : 2" -> PlanFile.write(PLAN).replace(good, "\"producers\" : 0");
          case "\"records\" : 40" -> PlanFile.write(PLAN).replace(good, "\"records\" : \"many\"");
          case "swallow-ack at ack 3" -> PlanFile.write(PLAN).replace(good, "swallow it");
          case "\"steps\"" -> PlanFile.write(PLAN).replace(good, "\"stairs\"");
          case "\"load\" : {" -> PlanFile.write(PLAN).replace(good, "\"load\" : x");
          case "no steps" -> PlanFile.write(PLAN).replaceAll("(?s),\\s*\"steps\".*]", "");
          case "a step too many" ->
              PlanFile.write(PLAN.with(Collections.nCopies(1_001, PLAN.steps().get(0))));
          default -> PlanFile.write(PLAN).replace(good, "");
        };
    Path file = folder.resolve("plan.json");
    Files.writeString(file, bad);
    assertThatThrownBy(() -> PlanFile.read(file))
        .isInstanceOf(ArtifactFormatException.class)
        .hasMessageStartingWith(file + ":" + message)
        .message()
        .doesNotContain("\n");
  }
}
