package org.acksiom.impl.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A schedule's file is read back as it was written; everything else is refused in one line. */
class ScheduleFileTest {
  private static final String GOOD =
      ScheduleFile.write(
          new Schedule(
              new Setup(Preset.LEADER_ACK.settings(), FaultModel.NETWORK, Bounds.SMALL),
              Stream.of("ProducerSends", "LeaderAppends(1)").map(Event::parse).toList()));

  private static final String LONG =
      "expected texts of at most 1000 characters, found a longer one";

  @TempDir Path folder;

  @Test
  void isWrittenByKafkasNamesOneEventALine() {
    assertThat(GOOD)
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
              "faults" : "network",
              "bounds" : {
                "replicas" : 2,
                "records" : 2,
                "retries" : 1,
                "faults" : 2,
                "consumers" : 0
              },
              "events" : [
                "ProducerSends",
                "LeaderAppends(1)"
              ]
            }
            """);
  }

  @Test
  void aScheduleThatSaysNothingOfConsumersHasNone() throws Exception {
    Path file = folder.resolve("schedule.json");
    Files.writeString(file, GOOD.replace(",\n    \"consumers\" : 0", ""));

    assertThat(ScheduleFile.write(ScheduleFile.read(file))).isEqualTo(GOOD);
    assertThat(Files.readString(file)).doesNotContain("consumers");
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        Arguments.of(
            "empty",
            "",
            "1:1: expected an object with settings, faults, bounds and events, found the end of the file"),
        Arguments.of(
            "not JSON",
            "hello",
            "1:1: expected JSON, found: Unrecognized token 'hello': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"),
        Arguments.of(
            "another type",
            "[]",
            "1:1: expected an object with settings, faults, bounds and events, found ["),
        Arguments.of(
            "truncated",
            GOOD.substring(0, 40),
            "4:4: expected JSON, found: Unexpected end-of-input within/between Object entries"),
        Arguments.of("goes on", GOOD + "{}", "23:1: expected the end of the file, found {"),
        Arguments.of(
            "missing field",
            "{}",
            "1:2: expected settings, faults, bounds and events, found an object without one of them"),
        Arguments.of(
            "unknown field",
            GOOD.replace("faults\" : \"n", "fault\" : \"n"),
            "10:13: expected settings, faults, bounds or events, found 'fault'"),
        Arguments.of(
            "field twice",
            "{\"faults\": \"none\", \"faults\": \"none\"}",
            "1:28: expected JSON, found: Duplicate field 'faults'"),
        Arguments.of(
            "unknown fault model",
            GOOD.replace("network", "networks"),
            "10:14: expected a fault model (none, network, crash, partition, disk), found 'networks'"),
        Arguments.of(
            "fault model of another type",
            GOOD.replace("\"network\"", "7"),
            "10:14: expected a fault model, found 7"),
        Arguments.of(
            "missing setting",
            GOOD.replace("    \"acks\" : \"1\",\n", ""),
            "8:3: expected 'acks', found none"),
        Arguments.of(
            "unknown setting",
            GOOD.replace("\"acks\" : \"1\",", "\"acks\" : \"1\", \"linger.ms\" : \"5\","),
            "9:3: expected nothing else, found [linger.ms]"),
        Arguments.of(
            "unknown acks",
            GOOD.replace("\"acks\" : \"1\"", "\"acks\" : \"2\""),
            "9:3: expected acks 0, 1, all or -1, found '2'"),
        Arguments.of(
            "neither true nor false",
            GOOD.replace("idempotence\" : \"false", "idempotence\" : \"maybe"),
            "9:3: enable.idempotence: expected true or false, found 'maybe'"),
        Arguments.of(
            "neither >0 nor 0",
            GOOD.replace(">0", "many"),
            "9:3: retries: expected >0 or 0, found 'many'"),
        Arguments.of(
            "contradiction",
            GOOD.replace("idempotence\" : \"false", "idempotence\" : \"true"),
            "9:3: enable.idempotence=true: expected acks=all, found acks=1"),
        Arguments.of(
            "no number",
            GOOD.replace("replicas\" : 2", "replicas\" : \"two\""),
            "17:3: replicas: expected a number, found 'two'"),
        Arguments.of(
            "huge number",
            GOOD.replace("replicas\" : 2", "replicas\" : 99999999999999999999"),
            "17:3: replicas: expected a number, found '99999999999999999999'"),
        Arguments.of(
            "endless number",
            GOOD.replace("replicas\" : 2", "replicas\" : " + "9".repeat(100_000)),
            "12:1469: " + LONG),
        Arguments.of(
            "out of range",
            GOOD.replace("replicas\" : 2", "replicas\" : 6"),
            "17:3: replicas: expected 1 to 5, found 6"),
        Arguments.of(
            "too many consumers",
            GOOD.replace("consumers\" : 0", "consumers\" : 2"),
            "17:3: consumers: expected 0 to 1, found 2"),
        Arguments.of(
            "null",
            GOOD.replace("replicas\" : 2", "replicas\" : null"),
            "17:3: replicas: expected a number, found 'null'"),
        Arguments.of(
            "nested setting",
            GOOD.replace("replicas\" : 2", "replicas\" : [2]"),
            "12:18: expected a plain value for 'replicas', found ["),
        Arguments.of(
            "deep nesting",
            GOOD.replace("\"ProducerSends\"", "[".repeat(100_000)),
            "19:5: expected an event such as \"LeaderAppends(1)\", found ["),
        Arguments.of(
            "deeply nested from the start",
            "[".repeat(100_000),
            "1:1: expected an object with settings, faults, bounds and events, found ["),
        Arguments.of(
            "unknown action",
            GOOD.replace("LeaderAppends(1)", "LeaderForgets(1)"),
            "20:5: expected an action of KafkaDelivery, found 'LeaderForgets'"),
        Arguments.of(
            "parameters missing",
            GOOD.replace("LeaderAppends(1)", "LeaderAppends"),
            "20:5: expected LeaderAppends with parameters [broker], found 'LeaderAppends'"),
        Arguments.of(
            "no event",
            GOOD.replace("LeaderAppends(1)", "a\\nb\\u0007"),
            "20:5: expected an event such as LeaderAppends(1), found 'a.b.'"),
        Arguments.of(
            "event of another type",
            GOOD.replace("\"LeaderAppends(1)\"", "1"),
            "20:5: expected an event such as \"LeaderAppends(1)\", found 1"),
        Arguments.of(
            "events of another type",
            GOOD.replace("[", "{").replace("]", "}"),
            "18:14: expected an array of events, found {"),
        Arguments.of(
            "long string",
            GOOD.replace("LeaderAppends(1)", "x".repeat(3_000_000)),
            "20:1881: " + LONG),
        Arguments.of(
            "long name",
            GOOD.replace("\"acks\"", "\"" + "x".repeat(3_000_000) + "\""),
            "3:1035: " + LONG));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void whatIsNoScheduleIsSaidInOneLine(String why, String text, String message) throws IOException {
    Path file = folder.resolve("schedule.json");
    Files.writeString(file, text);

    assertThatThrownBy(() -> ScheduleFile.read(file))
        .isInstanceOf(ArtifactFormatException.class)
        .hasMessage(file + ":" + message);
  }

  @Test
  void whatIsNotUtf8IsSaidInOneLine() throws IOException {
    Path file = folder.resolve("schedule.json");
    Files.write(
        file, GOOD.replace("LeaderAppends", "Léader").getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> ScheduleFile.read(file))
        .isInstanceOf(ArtifactFormatException.class)
        .hasMessage(file + ":20:9: expected JSON, found: Invalid UTF-8 middle byte 0x61");

    Files.write(file, new byte[] {0, 0, 0, (byte) 0xFF, 7, 7, 7, 7});
    assertThatThrownBy(() -> ScheduleFile.read(file))
        .isInstanceOf(ArtifactFormatException.class)
        .hasMessageStartingWith(file + ":1:1: expected UTF-8, found Invalid UTF-32 character");
  }

  @Test
  void aFileThatIsNotThereIsAnotherMatter() {
    assertThatThrownBy(() -> ScheduleFile.read(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
