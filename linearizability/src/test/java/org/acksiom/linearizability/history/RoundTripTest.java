package org.acksiom.linearizability.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What is written is read again. */
class RoundTripTest {

  private static final int TRIES = 200;

  @Property(tries = TRIES)
  void ednKeepsEverything(@ForAll("histories") History history) throws IOException {
    assertThat(reread(HistoryFormat.EDN, history)).isEqualTo(history);
  }

  @Property(tries = TRIES)
  void logKeepsWhatItHasRoomFor(@ForAll("histories") History history) throws IOException {
    History fitting = mapped(history, event -> withAttributes(event, errorOf(event)));
    assertThat(reread(HistoryFormat.LOG, fitting)).isEqualTo(fitting);
  }

  @Property(tries = TRIES)
  void ndjsonKeepsWhatJsonHasWordsFor(@ForAll("plainHistories") History history)
      throws IOException {
    assertThat(reread(HistoryFormat.NDJSON, history)).isEqualTo(history);
  }

  @Property(tries = TRIES)
  void jsonKeepsWhatJsonHasWordsFor(@ForAll("plainHistories") History history) throws IOException {
    assertThat(reread(HistoryFormat.JSON, history)).isEqualTo(history);
  }

  @Property(tries = TRIES)
  void equalHistoriesHaveEqualTexts(@ForAll("histories") History history) throws IOException {
    History same =
        mapped(history, event -> withAttributes(event, new HashMap<>(event.attributes())));
    assertThat(written(HistoryFormat.EDN, same)).isEqualTo(written(HistoryFormat.EDN, history));
  }

  @Property(tries = TRIES)
  void valuesAreReadAsPrinted(@ForAll("values") Object value) throws IOException {
    assertThat(Edn.parse("value", Edn.print(value))).isEqualTo(value);
  }

  @Test
  void jsonHasNeitherKeywordsNorSets() throws IOException {
    Object value = Map.of(new Keyword("k"), Set.of("b", "a", new Keyword("c")));
    History history =
        History.of(List.of(new Event(0, Event.Type.INVOKE, "x", value, Map.of("y", 1L))));
    assertThat(written(HistoryFormat.NDJSON, history))
        .isEqualTo(
            "{\"process\":0,\"type\":\"invoke\",\"f\":\"x\",\"value\":{\"k\":[\"a\",\"b\",\"c\"]},\"y\":1}\n");
  }

  @Test
  void whatAFormHasNoRoomForIsRefused() {
    assertRefused(HistoryFormat.LOG, "read", null, Map.of("key", 1L), "a log line has no room");
    assertRefused(HistoryFormat.EDN, "two words", null, Map.of(), "no keyword has the name");
    assertRefused(HistoryFormat.JSON, "read", Double.NaN, Map.of(), "JSON has no number ##NaN");
    assertRefused(HistoryFormat.JSON, "read", Map.of(1L, 2L), Map.of(), "JSON's keys are strings");
    assertRefused(
        HistoryFormat.NDJSON,
        "read",
        Map.of("a", 1L, new Keyword("a"), 2L),
        Map.of(),
        "JSON cannot tell the keys apart: a");
    assertRefused(HistoryFormat.JSON, "read", new Object[0], Map.of(), "not plain data");
  }

  private static void assertRefused(
      HistoryFormat format,
      String f,
      Object value,
      Map<String, Object> attributes,
      String message) {
    History history = History.of(List.of(new Event(0, Event.Type.INVOKE, f, value, attributes)));
    assertThatThrownBy(() -> written(format, history))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static String written(HistoryFormat format, History history) throws IOException {
    StringBuilder text = new StringBuilder();
    new HistoryWriter(format).write(history, text);
    return text.toString();
  }

  private static History reread(HistoryFormat format, History history) throws IOException {
    String text = written(format, history);
    Recording recording =
        new HistoryReader(ReadLimits.ofMemory(1 << 24))
            .read("written", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(recording.format()).isEqualTo(format);
    return recording.history();
  }

  private interface Change {
    Event of(Event event);
  }

  private static History mapped(History history, Change change) {
    return History.of(history.events().stream().map(change::of).toList());
  }

  private static Event withAttributes(Event event, Map<String, Object> attributes) {
    return new Event(event.process(), event.type(), event.function(), event.value(), attributes);
  }

  private static Map<String, Object> errorOf(Event event) {
    return event.type() == Event.Type.FAIL ? Map.of("error", new Keyword("late")) : Map.of();
  }

  private static final Arbitrary<Object> PLAIN_SCALARS =
      Arbitraries.oneOf(
          Arbitraries.just(null),
          Arbitraries.of(true, false),
          Arbitraries.longs(),
          Arbitraries.doubles(),
          Arbitraries.strings().ofMaxLength(6));

  private static final Arbitrary<Object> SCALARS =
      Arbitraries.oneOf(
          PLAIN_SCALARS,
          Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, -0.0),
          Arbitraries.of("read", "a/b", "key-1", "k:v", "x*y").map(Keyword::new));

  @Provide
  Arbitrary<Object> values() {
    return values(2);
  }

  private static Arbitrary<Object> values(int depth) {
    if (depth == 0) {
      return SCALARS;
    }
    Arbitrary<Object> inner = values(depth - 1);
    return Arbitraries.oneOf(
        SCALARS,
        inner.list().ofMaxSize(3).map(list -> (Object) list),
        inner.set().ofMaxSize(3).map(set -> (Object) set),
        Arbitraries.maps(SCALARS, inner).ofMaxSize(3).map(map -> (Object) map));
  }

  private static Arbitrary<Object> plainValues(int depth) {
    if (depth == 0) {
      return PLAIN_SCALARS;
    }
    Arbitrary<Object> inner = plainValues(depth - 1);
    return Arbitraries.oneOf(
        PLAIN_SCALARS,
        inner.list().ofMaxSize(3).map(list -> (Object) list),
        Arbitraries.maps(Arbitraries.strings().ofMaxLength(4), inner)
            .ofMaxSize(3)
            .map(map -> (Object) map));
  }

  @Provide
  Arbitrary<History> histories() {
    return histories(values(2));
  }

  @Provide
  Arbitrary<History> plainHistories() {
    return histories(plainValues(2));
  }

  private record Turn(
      long process, int type, String function, Object value, Map<String, Object> attributes) {}

  private static Arbitrary<History> histories(Arbitrary<Object> values) {
    Arbitrary<Map<String, Object>> attributes =
        Arbitraries.maps(Arbitraries.of("key", "time", "error", "rebalance-log"), values)
            .ofMaxSize(2);
    return Combinators.combine(
            Arbitraries.longs().between(-1, 3),
            Arbitraries.integers().between(0, 9),
            Arbitraries.of("read", "write", "cas", "a/b"),
            values,
            attributes)
        .as(Turn::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(RoundTripTest::played);
  }

  /** Turns taken at random as a history that clients can have seen. */
  private static History played(List<Turn> turns) {
    Map<Long, String> open = new LinkedHashMap<>();
    Map<Long, Long> successors = new HashMap<>();
    List<Event> events = new ArrayList<>();
    for (Turn turn : turns) {
      long process = successors.getOrDefault(turn.process, turn.process);
      String function = open.remove(process);
      Event.Type type;
      if (function == null) {
        type = Event.Type.INVOKE;
        function = turn.function;
        open.put(process, function);
      } else {
        type = turn.type < 5 ? Event.Type.OK : turn.type < 8 ? Event.Type.FAIL : Event.Type.INFO;
      }
      if (type == Event.Type.INFO) {
        successors.put(turn.process, process + 10);
      }
      events.add(new Event(process, type, function, turn.value, turn.attributes));
    }
    return History.of(events);
  }
}
