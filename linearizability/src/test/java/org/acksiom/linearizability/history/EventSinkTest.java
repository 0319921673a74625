package org.acksiom.linearizability.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events are handed on one by one, or taken from their bytes. */
class EventSinkTest {

  private static final HistoryReader READER = new HistoryReader(ReadLimits.ofMemory(1 << 12));

  private static InputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> events(String text) throws IOException {
    List<String> events = new ArrayList<>();
    READER.forEach(
        "h",
        in(text),
        Optional.empty(),
        (event, line, column) -> events.add(line + ":" + column + " " + event.function()));
    return events;
  }

  @Test
  void eventsComeWithTheirPlaces() throws IOException {
    assertThat(
            events(
                "[{:process :nemesis, :type :info, :f :kill, :value \"é\nè\"} ,"
                    + "{:process 0, :type :ok, :f :a}\n\n  {:process 0 :type :fail :f :b}]"))
        .containsExactly("2:6 a", "4:3 b");
    assertThat(
            events(
                "\n"
                    + " [{\"process\":0,\"type\":\"ok\",\"f\":\"é\"},"
                    + " {\"process\":0,\"type\":\"ok\",\"f\":\"b\"}]"))
        .containsExactly("2:3 é", "2:38 b");
  }

  @ParameterizedTest
  @EnumSource(HistoryFormat.class)
  void whatIsHandedOnIsWhatIsKept(HistoryFormat format) throws IOException {
    StringBuilder text = new StringBuilder();
    List<Event> written = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Event.Type type = i % 2 == 0 ? Event.Type.INVOKE : Event.Type.OK;
      written.add(new Event(3, type, "write", List.of("é".repeat(i % 40), (long) i), Map.of()));
    }
    new HistoryWriter(format).write(History.of(written), text);
    List<Event> read = new ArrayList<>();
    HistoryFormat told =
        READER.forEach(
            "h", in(text.toString()), Optional.empty(), (event, line, column) -> read.add(event));
    assertThat(read).isEqualTo(written);
    assertThat(told).isEqualTo(format);
  }

  @Test
  void memoryIsForOneEventNotForAll() throws IOException {
    String one = "{\"process\":0,\"type\":\"ok\",\"f\":\"read\",\"value\":\"1\"}\n";
    long[] count = new long[1];
    READER.forEach(
        "h", repeated(one, 100_000), Optional.empty(), (event, line, column) -> count[0]++);
    assertThat(count[0]).isEqualTo(100_000);
    String large = "{\"process\":0,\"value\":[" + "1,".repeat(1000) + "1]}";
    assertThatThrownBy(() -> events(one + large))
        .hasMessageStartingWith("h:2:")
        .hasMessageContaining("expected a history that fits into 4096 bytes of memory");
  }

  @Test
  void sinkMayThrowItsOwnException() {
    class Enough extends Exception {
      private static final long serialVersionUID = 1L;
    }
    List<Event> read = new ArrayList<>();
    EventSink<Enough> sink =
        (event, line, column) -> {
          read.add(event);
          if (line == 2) {
            throw new Enough();
          }
        };
    String one = "{:process 0, :type :ok, :f :read}\n";
    assertThatThrownBy(() -> READER.forEach("h", in(one.repeat(3)), Optional.empty(), sink))
        .isInstanceOf(Enough.class);
    assertThat(read).hasSize(2);
  }

  /** Takes the bytes of events that set a number, and leaves the others. */
  private static final class Numbers implements EventSink<HistoryFormatException> {
    private static final byte[] JSON =
        "{\"process\":0,\"type\":\"ok\",\"f\":\"set\",\"value\":".getBytes(StandardCharsets.UTF_8);
    private static final byte[] EDN =
        "{:process 0, :type :ok, :f :set, :value ".getBytes(StandardCharsets.UTF_8);

    private final List<String> taken = new ArrayList<>();
    private final List<String> left = new ArrayList<>();

    @Override
    public void accept(Event event, int line, int column) {
      left.add(line + ":" + column + " " + event.value());
    }

    @Override
    public boolean take(ByteCursor bytes, HistoryFormat format, int line, int column) {
      if (!bytes.take(format == HistoryFormat.EDN ? EDN : JSON)
          || !bytes.takeInteger()
          || !bytes.take('}')) {
        return false;
      }
      taken.add(line + ":" + column + " " + bytes.integer());
      return true;
    }
  }

  @Test
  void eventOfAKnownShapeIsTakenFromItsBytes() throws IOException {
    String json = "{\"process\":0,\"type\":\"ok\",\"f\":\"set\",\"value\":%s}";
    for (String text :
        List.of(
            String.join("\n", json, json, json, json),
            "[" + String.join(",\n", json, json, json, json) + "]",
            "{:process 0, :type :ok, :f :set, :value %s}\n".repeat(4))) {
      Numbers numbers = new Numbers();
      READER.forEach(
          "h", in(String.format(text, "12", "[1]", "-7", "1.5")), Optional.empty(), numbers);
      assertThat(numbers.taken).hasSize(2).first().asString().matches("1:[12] 12");
      assertThat(numbers.left).hasSize(2).first().asString().matches("2:[12] \\[1]");
    }
  }

  @Test
  void severalTakenEventsOfALineHaveTheirColumns() throws IOException {
    String json = "{\"process\":0,\"type\":\"ok\",\"f\":\"set\",\"value\":%s}";
    Numbers numbers = new Numbers();
    READER.forEach(
        "h",
        in("[" + String.format(String.join(",", json, json, json), "1", "\"é\"", "3") + "]"),
        Optional.empty(),
        numbers);
    assertThat(numbers.taken).containsExactly("1:2 1", "1:96 3");
    assertThat(numbers.left).containsExactly("1:48 é");
  }

  @Test
  void whatFollowsATakenEventIsReadStrictly() {
    String json = "{\"process\":0,\"type\":\"ok\",\"f\":\"set\",\"value\":1}";
    assertThatThrownBy(
            () -> READER.forEach("h", in("[" + json + json + "]"), Optional.empty(), new Numbers()))
        .hasMessage("h:1:47: expected ',' or ']', found '{'");
  }

  @Test
  void whereverTheBufferEndsNothingIsLost() throws IOException {
    String json = "{\"process\":0,\"type\":\"ok\",\"f\":\"set\",\"value\":%d}\n";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append(String.format(json, i)).append(" ".repeat(i % 7));
    }
    Numbers numbers = new Numbers();
    READER.forEach("h", in(text.toString()), Optional.empty(), numbers);
    assertThat(numbers.left).isEmpty();
    assertThat(numbers.taken).hasSize(20_000).last().isEqualTo("20000:7 19999");
  }

  private static InputStream repeated(String text, int times) {
    return new SequenceInputStream(
        Collections.enumeration(
            Collections.nCopies(times, text).stream().map(EventSinkTest::in).toList()));
  }
}
