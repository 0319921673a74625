package org.acksiom.linearizability.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.acksiom.linearizability.history.Event;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The README's example is a history that the recorder writes, and its verdict the checker's. */
class ReadmeTest {
  private final DeliveryRecorder recorder = new DeliveryRecorder();
  private String readme;

  @BeforeEach
  void recordTheExample() throws IOException {
    readme = Files.readString(Path.of("README.md"));
    recorder.sendInvoked(0, "p", 0, "a");
    recorder.sendInvoked(1, "p", 0, "b");
    recorder.acked(1, 0);
    recorder.acked(0, 2);
    recorder.finalRead(9, 0, List.of(new Stored(0, "b"), new Stored(1, "a"), new Stored(2, "a")));
  }

  @Test
  void theHistoryIsTheRecordersInEdn() {
    assertThat(readme)
        .contains(
            recorder.events().stream()
                .map(ReadmeTest::edn)
                .collect(Collectors.joining("\n", "```edn\n", "\n```\n")));
  }

  @Test
  void theVerdictIsTheCheckers() {
    assertThat(readme)
        .contains(
            new DeliveryChecker()
                .check(recorder.events()).anomalies().entrySet().stream()
                    .flatMap(
                        found ->
                            found.getValue().stream()
                                .map(
                                    f ->
                                        found.getKey() + ": " + f.explanation() + " " + f.events()))
                    .collect(Collectors.joining("\n", "```\n", "\n```\n")));
  }

  private static String edn(Event event) {
    return "{:process "
        + event.process()
        + ", :type :"
        + event.type().name().toLowerCase(Locale.ROOT)
        + ", :f :"
        + event.function()
        + ", :value "
        + PlainText.of(event.value())
        + event.attributes().entrySet().stream()
            .map(entry -> ", :" + entry.getKey() + " " + PlainText.of(entry.getValue()))
            .collect(Collectors.joining())
        + "}";
  }
}
