package org.acksiom.linearizability.delivery;

import static org.acksiom.linearizability.delivery.Told.list;
import static org.acksiom.linearizability.delivery.Told.mop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A history that breaks the rules is refused in one line that says where, what was expected and
 * what was found.
 */
class BadHistoryTest {
  private static final Object SEND = list(mop("send", 5L, "a"));
  private static final Object ACKED = list(mop("send", 5L, list(0L, "a")));
  private static final Object POLL = list(mop("poll"));

  private static Told sent() {
    return new Told().invoke(0, "send", SEND).ok(0, "send", ACKED);
  }

  private static Told polling() {
    return sent().invoke(1, "poll", POLL);
  }

  private static Object read(Object pairs) {
    return list(mop("poll", Map.of(5L, pairs)));
  }

  private static void assertRefused(Told history, int event, String message) {
    assertThatExceptionOfType(BadHistoryException.class)
        .isThrownBy(history::report)
        .withMessage("event " + event + ": " + message)
        .satisfies(e -> assertThat(e.event()).isEqualTo(event));
  }

  @Test
  void anInvocationOfSomethingElseThanMicroOperations() {
    assertRefused(
        new Told().invoke(0, "send", null), 0, "expected a list of micro-operations, found nil");
    assertRefused(
        new Told().invoke(0, "send", "a"), 0, "expected a list of micro-operations, found \"a\"");
    for (Object mop :
        list(mop("send", 5L), mop("send", 5L, "a", 1L), mop("poll", 5L), mop("read"), list(), 7L)) {
      assertThatExceptionOfType(BadHistoryException.class)
          .isThrownBy(new Told().invoke(0, "txn", list(mop))::report)
          .withMessageStartingWith("event 0: expected [:send k v] or [:poll], found ");
    }
    assertRefused(
        new Told().invoke(0, "txn", list(mop("write", 5L, null))),
        0,
        "expected [:send k v] or [:poll], found [:write 5 nil]");
  }

  @Test
  void aSendThatIsCompletedAsAnother() {
    for (Object mop :
        list(
            mop("send", 5L, "a"),
            mop("send", 6L, list(0L, "a")),
            mop("send", 5L, list(0L, "b")),
            mop("send", 5L, list(0L)),
            mop("poll"),
            0L)) {
      assertThatExceptionOfType(BadHistoryException.class)
          .isThrownBy(new Told().invoke(0, "send", SEND).ok(0, "send", list(mop))::report)
          .withMessageStartingWith("event 1: expected [:send 5 [offset \"a\"]], found ");
    }
    assertRefused(
        new Told().invoke(0, "send", SEND).ok(0, "send", list()),
        1,
        "expected as many micro-operations as in event 0, which has 1, found 0");
    assertRefused(
        new Told().invoke(0, "send", SEND).ok(0, "send", null),
        1,
        "expected a list of micro-operations, found nil");
  }

  @Test
  void anOffsetThatIsNone() {
    for (Object offset : list(-1L, "0", 0.0)) {
      assertThatExceptionOfType(BadHistoryException.class)
          .isThrownBy(
              new Told()
                      .invoke(0, "send", SEND)
                      .ok(0, "send", list(mop("send", 5L, list(offset, "a"))))
                  ::report)
          .withMessageStartingWith("event 1: expected an offset of at least 0, found ");
    }
    assertRefused(
        polling().ok(1, "poll", read(list(list(null, "a")))),
        3,
        "expected an offset of at least 0, found nil");
  }

  @Test
  void aPollWithoutRecordsByKey() {
    for (Object mop : list(mop("poll"), mop("poll", (Object) null), mop("poll", list()), "poll")) {
      assertThatExceptionOfType(BadHistoryException.class)
          .isThrownBy(polling().ok(1, "poll", list(mop))::report)
          .withMessageStartingWith("event 3: expected [:poll {k [[offset v] …]}], found ");
    }
    assertRefused(
        polling().ok(1, "poll", read("a")), 3, "expected a list of [offset v], found \"a\"");
    assertRefused(
        polling().ok(1, "poll", read(list(list(0L)))), 3, "expected [offset v], found [0]");
    assertRefused(polling().ok(1, "poll", read(list(0L))), 3, "expected [offset v], found 0");
  }

  @Test
  void aRecordThatIsSentTwice() {
    assertRefused(
        sent().invoke(9, "send", SEND),
        2,
        "expected a record that was not sent to partition 5 before, found \"a\", which event 0"
            + " sends");
  }

  @Test
  void aRecordReadWhereNobodyHadSentIt() {
    assertRefused(
        polling().ok(1, "poll", read(list(list(3L, "b")))),
        3,
        "expected a record that was sent to partition 5 before, found \"b\" at offset 3");
    assertRefused(
        polling().ok(1, "poll", list(mop("poll", Map.of(6L, list(list(0L, "a")))))),
        3,
        "expected a record that was sent to partition 6 before, found \"a\" at offset 0");
  }

  @Test
  void aCompletionThatWasNotInvoked() {
    assertRefused(
        new Told().ok(0, "send", ACKED),
        0,
        "expected process 0 to have an operation under way, found the completion of send");
    assertRefused(
        sent().info(0, "send", ACKED),
        2,
        "expected process 0 to have an operation under way, found the completion of send");
    assertRefused(
        new Told().invoke(0, "send", SEND).ok(0, "poll", read(list())),
        1,
        "expected the completion of send of event 0, found the completion of poll");
  }

  @Test
  void aProcessThatInvokesTwice() {
    assertRefused(
        new Told().invoke(0, "send", SEND).invoke(0, "poll", POLL),
        1,
        "expected the completion of send of event 0, found the invocation of poll by the same"
            + " process 0");
  }

  @Test
  void aFinalReadThatIsNotOfASettledLog() {
    Map<String, Object> whole = Map.of("final", true);
    assertRefused(
        polling().ok(1, "poll", read(list(list(1L, "a"), list(1L, "a"))), whole),
        3,
        "expected an offset above 1 in a final read, found 1");
    assertRefused(
        polling()
            .ok(1, "poll", read(list()), whole)
            .invoke(0, "send", list(mop("send", 5L, "b")))
            .ok(0, "send", list(mop("send", 5L, list(1L, "b")))),
        4,
        "expected partition 5 to be settled since event 3, found a send after the final read");
    assertRefused(
        new Told()
            .invoke(0, "send", SEND)
            .invoke(1, "poll", POLL)
            .ok(1, "poll", read(list()), whole)
            .ok(0, "send", ACKED),
        3,
        "expected partition 5 to be settled since event 2, found a send after the final read");
    assertRefused(
        polling().ok(1, "poll", read(list()), Map.of("final", "yes")),
        3,
        "expected true or false as the attribute final, found \"yes\"");
  }

  @Test
  void aSendBetweenTwoFinalReadsOrAFailureAfterThemIsAllowed() {
    Map<String, Object> whole = Map.of("final", true);
    Told history =
        polling()
            .invoke(2, "send", list(mop("send", 5L, "c")))
            .ok(1, "poll", read(list(list(0L, "a"))), whole)
            .invoke(0, "send", list(mop("send", 5L, "b")))
            .ok(0, "send", list(mop("send", 5L, list(1L, "b"))))
            .invoke(1, "poll", POLL)
            .ok(1, "poll", read(list(list(0L, "a"), list(1L, "b"))), whole)
            .info(2, "send", null);
    assertThat(history.report().anomalies()).isEmpty();
  }

  @Test
  void anAssignmentWithoutKeys() {
    assertRefused(
        new Told().invoke(1, "assign", "all").ok(1, "assign", "all"),
        1,
        "expected a list of partitions' keys, found \"all\"");
    assertRefused(
        polling().ok(1, "poll", read(list()), Map.of("rebalance-log", 1L)),
        3,
        "expected a list as rebalance-log, found 1");
    assertRefused(
        polling().ok(1, "poll", read(list()), Map.of("rebalance-log", list(1L))),
        3,
        "expected a map in rebalance-log, found 1");
    assertRefused(
        polling().ok(1, "poll", read(list()), Map.of("rebalance-log", list(Map.of()))),
        3,
        "expected a list of partitions' keys, found nil");
  }

  @Test
  void aHistoryOfSomethingElse() {
    assertRefused(
        new Told().invoke(0, "read", null).ok(0, "read", 3L),
        1,
        "expected a send, poll or txn in the history by now, found only others such as :read");
  }

  @Test
  void theLineStaysShortAndOneLine() {
    Object[] many = new Object[100_000];
    Arrays.fill(many, "line\nbreak\u0000 and {more}");
    for (Object value : list(list(many), "x\ny".repeat(1_000_000), Map.of("k\n", list(many)))) {
      assertThatExceptionOfType(BadHistoryException.class)
          .isThrownBy(new Told().invoke(0, "send", list(list("send", value)))::report)
          .satisfies(
              e -> assertThat(e.getMessage()).hasSizeLessThan(150).hasLineCount(1).endsWith("…"));
    }
  }

  @Test
  void aCheckerThatListsNothingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DeliveryChecker(-1))
        .withMessage("expected at least 0 listed findings, found -1");
  }
}
