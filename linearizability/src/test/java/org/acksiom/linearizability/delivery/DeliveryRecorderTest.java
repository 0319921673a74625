package org.acksiom.linearizability.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Keyword;
import org.junit.jupiter.api.Test;

/** The recorder writes the operations that the package describes. */
class DeliveryRecorderTest {
  private static final Keyword SEND = new Keyword("send");
  private static final Keyword POLL = new Keyword("poll");

  private final DeliveryRecorder recorder = new DeliveryRecorder();

  @Test
  void eachCallIsWrittenAsItsEvents() {
    recorder.sendInvoked(1, "p", 0L, "a");
    recorder.sendInvoked(2, "p", 0L, "b");
    recorder.sendInvoked(3, "p", 0L, "c");
    recorder.acked(2, 7);
    recorder.completed(1);
    recorder.failed(3, "TIMEOUT");
    recorder.sendInvoked(3, "p", 0L, "d");
    recorder.unknown(3, "crash");
    recorder.assigned(9, 0L);
    recorder.polled(9, 0L, List.of(new Stored(7, "b")));
    recorder.finalRead(9, 0L, List.of());

    assertThat(recorder.events().stream().map(DeliveryRecorderTest::line))
        .containsExactly(
            "1 INVOKE send [[:send, 0, a]] {producer=p}",
            "2 INVOKE send [[:send, 0, b]] {producer=p}",
            "3 INVOKE send [[:send, 0, c]] {producer=p}",
            "2 OK send [[:send, 0, [7, b]]] {}",
            "1 OK send [[:send, 0, [null, a]]] {}",
            "3 FAIL send [[:send, 0, c]] {error=TIMEOUT}",
            "3 INVOKE send [[:send, 0, d]] {producer=p}",
            "3 INFO send [[:send, 0, d]] {error=crash}",
            "9 INVOKE assign [0] {}",
            "9 OK assign [0] {}",
            "9 INVOKE poll [[:poll]] {}",
            "9 OK poll [[:poll, {0=[[7, b]]}]] {}",
            "9 INVOKE poll [[:poll]] {}",
            "9 OK poll [[:poll, {0=[]}]] {final=true}");
    assertThat(recorder.events().get(3).value())
        .isEqualTo(List.of(List.of(SEND, 0L, List.of(7L, "b"))));
    assertThat(recorder.events().get(11).value())
        .isEqualTo(List.of(List.of(POLL, Map.of(0L, List.of(List.of(7L, "b"))))));
  }

  @Test
  void anIntegerIsWrittenAsTheLongThatItReadsBackAs() {
    recorder.sendInvoked(1, "p", 0, 5);
    recorder.acked(1, 0);
    recorder.assigned(2, 0);
    recorder.polled(2, 0, List.of(new Stored(0, 5)));
    DeliveryRecorder same = new DeliveryRecorder();
    same.sendInvoked(1, "p", 0L, 5L);
    same.acked(1, 0);
    same.assigned(2, 0L);
    same.polled(2, 0L, List.of(new Stored(0, 5L)));
    assertThat(recorder.events()).isEqualTo(same.events());
  }

  @Test
  void aProcessWhoseResultIsUnknownIsNotUsedAgain() {
    recorder.sendInvoked(1, "p", 0L, "a");
    recorder.unknown(1, "crash");
    for (Runnable call :
        List.<Runnable>of(
            () -> recorder.sendInvoked(1, "p", 0L, "b"), () -> recorder.assigned(1, 0L))) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(call::run)
          .withMessage("expected a process that has not crashed, found process 1");
    }
  }

  @Test
  void aResultNeedsASend() {
    for (Runnable call :
        List.<Runnable>of(
            () -> recorder.acked(1, 0),
            () -> recorder.completed(1),
            () -> recorder.failed(1, "error"),
            () -> recorder.unknown(1, "error"))) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(call::run)
          .withMessage("expected process 1 to have a send under way, found none");
    }
  }

  @Test
  void aProcessHasOneOperationUnderWay() {
    recorder.sendInvoked(1, "p", 0L, "a");
    for (Runnable call :
        List.<Runnable>of(
            () -> recorder.sendInvoked(1, "p", 0L, "b"),
            () -> recorder.assigned(1, 0L),
            () -> recorder.polled(1, 0L, List.of()),
            () -> recorder.finalRead(1, 0L, List.of()))) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(call::run)
          .withMessage("expected process 1 to have no send under way, found that of \"a\"");
    }
    assertThat(recorder.events()).hasSize(1);
  }

  @Test
  void anOffsetIsNotNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Stored(-1, "a"))
        .withMessage("expected an offset of at least 0, found -1");
  }

  private static String line(Event event) {
    return event.process()
        + " "
        + event.type()
        + " "
        + event.function()
        + " "
        + event.value()
        + " "
        + event.attributes();
  }
}
