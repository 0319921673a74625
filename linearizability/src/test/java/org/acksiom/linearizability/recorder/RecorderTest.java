package org.acksiom.linearizability.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.History;
import org.junit.jupiter.api.Test;

/** The recorder writes down what it is told, and makes a history of it that a reader would take. */
class RecorderTest {
  private final Recorder recorder = new Recorder();

  private List<String> lines() {
    return recorder.history().events().stream()
        .map(
            event ->
                "%d %s %s %s %s"
                    .formatted(
                        event.process(),
                        event.type().word(),
                        event.function(),
                        event.value(),
                        event.attributes()))
        .toList();
  }

  @Test
  void eachEndIsWrittenAsItsEvent() {
    Running write = recorder.invoke(1, "write", 5L);
    Running read = recorder.invoke(2, "read", null);
    read.ok(5L);
    write.ok();
    recorder.invoke(1, "cas", List.of(5L, 6L)).fail();
    recorder.invoke(2, "write", 7L).fail("refused");
    recorder.invoke(2, "write", 8L).info("timeout");
    recorder.invoke(3, "read", null);

    assertThat(lines())
        .containsExactly(
            "1 invoke write 5 {}",
            "2 invoke read null {}",
            "2 ok read 5 {}",
            "1 ok write 5 {}",
            "1 invoke cas [5, 6] {}",
            "1 fail cas [5, 6] {}",
            "2 invoke write 7 {}",
            "2 fail write null {error=refused}",
            "2 invoke write 8 {}",
            "2 info write 8 {error=timeout}",
            "3 invoke read null {}");
  }

  @Test
  void nothingIsAnEmptyHistory() {
    assertThat(recorder.history()).isEqualTo(History.of(List.of()));
  }

  @Test
  void processThatWasNeverHeardOfGoesOnUnderTheNextFreeNumber() {
    recorder.invoke(0, "write", 1L).info("timeout");
    recorder.invoke(0, "write", 2L).ok();
    recorder.invoke(0, "write", 3L);
    recorder.invoke(0, "write", 4L).ok();
    recorder.invoke(1, "write", 5L).ok();

    assertThat(recorder.history().operations())
        .extracting(operation -> List.of(operation.process(), operation.argument()))
        .containsExactly(
            List.of(0L, 1L), List.of(2L, 2L), List.of(2L, 3L), List.of(3L, 4L), List.of(1L, 5L));
  }

  @Test
  void whatOneProcessHasUnderWayAtOnceIsUnderWayAtOnce() {
    Running first = recorder.invoke(0, "write", 1L);
    Running second = recorder.invoke(0, "write", 2L);
    first.ok();
    second.ok();
    assertThat(lines())
        .containsExactly(
            "0 invoke write 1 {}", "1 invoke write 2 {}", "0 ok write 1 {}", "1 ok write 2 {}");
  }

  @Test
  void operationEndsOnce() {
    Running write = recorder.invoke(4, "write", 1L);
    write.info("timeout");
    for (Runnable end :
        List.<Runnable>of(
            write::ok,
            () -> write.ok(1L),
            write::fail,
            () -> write.fail("x"),
            () -> write.info("x"))) {
      assertThatIllegalStateException()
          .isThrownBy(end::run)
          .withMessage(
              "expected an operation that is under way, found one that ended in info: process 4,"
                  + " write");
    }
    assertThat(lines()).hasSize(2);
  }

  @Test
  void valuesAreThoseThatAReaderWouldGive() {
    List<Object> list = new ArrayList<>(Arrays.asList(1, (short) 2, (byte) 3, 1.5f, null, "x"));
    Running running = recorder.invoke(0, "f", list);
    list.clear();
    running.ok(Map.of(1, Set.of(2)));
    assertThat(recorder.history().events())
        .extracting(Event::value)
        .containsExactly(Arrays.asList(1L, 2L, 3L, 1.5, null, "x"), Map.of(1L, Set.of(2L)));
  }

  @Test
  void callThatReturnsIsOkAndOneThatThrowsIsUnknown() throws Exception {
    assertThat(recorder.run(0, "read", null, () -> 5)).isEqualTo(5);
    recorder.run(0, "write", 6, () -> {});
    assertThatThrownBy(
            () ->
                recorder.run(
                    0,
                    "read",
                    null,
                    () -> {
                      throw new java.io.IOException("gone");
                    }))
        .hasMessage("gone");
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                recorder.run(
                    0,
                    "write",
                    7,
                    (Runnable)
                        () -> {
                          throw new IllegalStateException("closed");
                        }));
    assertThat(lines())
        .containsExactly(
            "0 invoke read null {}",
            "0 ok read 5 {}",
            "0 invoke write 6 {}",
            "0 ok write 6 {}",
            "0 invoke read null {}",
            "0 info read null {error=java.io.IOException: gone}",
            "1 invoke write 7 {}",
            "1 info write 7 {error=java.lang.IllegalStateException: closed}");
  }

  @Test
  void historyIsNotChangedByWhatComesLater() {
    Running write = recorder.invoke(0, "write", 1L);
    History before = recorder.history();
    write.ok();
    recorder.invoke(1, "read", null).ok(1L);
    assertThat(before.events()).hasSize(1);
    assertThat(before.operations().get(0).outcome()).isEqualTo(Event.Type.INFO);
    assertThat(recorder.history().events()).hasSize(4);
  }

  @Test
  void hundredThousandOperationsKeepTheirOrder() {
    for (long i = 0; i < 100_000; i++) {
      recorder.invoke(i % 7, "write", i).ok(-i);
    }
    List<Event> events = recorder.history().events();
    assertThat(events).hasSize(200_000);
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).value()).isEqualTo((long) (i % 2 == 0 ? i / 2 : -(i / 2)));
    }
  }
}
