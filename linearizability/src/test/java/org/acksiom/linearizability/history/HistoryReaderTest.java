package org.acksiom.linearizability.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is well formed is read, whatever form it has. */
class HistoryReaderTest {

  private static final Event INVOKE =
      new Event(0, Event.Type.INVOKE, "cas", List.of(1L, 2L), Map.of());
  private static final Event OK = new Event(0, Event.Type.OK, "cas", List.of(1L, 2L), Map.of());

  private static Recording read(String text) throws IOException {
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return new HistoryReader(ReadLimits.ofMemory(1 << 20)).read("h", in);
  }

  private static Object value(String edn) throws IOException {
    return read("{:process 0 :type :invoke :f :x :value " + edn + "}")
        .history()
        .events()
        .get(0)
        .value();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{:process 0, :type :invoke, :f :cas, :value [1 2]} {:process 0 :type :ok :f :cas :value (1, 2)}]",
        "({:process 0, :type :invoke, :f :cas, :value [1 2]} {:process 0 :type :ok :f :cas :value [1 2]})",
        "{:process 0, :type :invoke, :f :cas, :value [1 2]}\n{:process 0 :type :ok :f :cas :value [1 2]}\n",
        "\uFEFF ; by hand\n#_ {:a 1} [ {:process 0, :type :invoke, :f :cas, #_ :time #_ 3 :value [1 2]}\n"
            + "#jepsen.history.Op{:process 0 :type :ok :f :cas :value [1 #_ 7 2]} #_ {} ] ; end",
        "{:process 0, \"type\" \"invoke\", :f \"cas\", :value [+1 2N]}"
            + "{:process 0 :type :ok :f :cas :value [1 2]}",
      })
  void ednIsRead(String text) throws IOException {
    Recording recording = read(text);
    assertThat(recording.format()).isEqualTo(HistoryFormat.EDN);
    assertThat(recording.history().events()).containsExactly(INVOKE, OK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INFO  jepsen.util - 0\t:invoke\t:cas\t[1 2]\nINFO  jepsen.util - 0\t:ok\t:cas\t[1 2]\n",
        "\r\nINFO  jepsen.util - 0 :invoke :cas [1 2]\r\n\r\nINFO  jepsen.core - Snarfing\n"
            + "2026-01-01 INFO  jepsen.util - :nemesis\t:info\t:start\t\"Cut off [#]\"\n"
            + "INFO  jepsen.util - 0 :ok :cas [1 2]",
      })
  void logIsRead(String text) throws IOException {
    Recording recording = read(text);
    assertThat(recording.format()).isEqualTo(HistoryFormat.LOG);
    assertThat(recording.history().events()).containsExactly(INVOKE, OK);
  }

  @Test
  void errorOfALogLineIsAnAttribute() throws IOException {
    Recording recording =
        read(
            "INFO  jepsen.util - 0\t:invoke\t:read\tnil\n"
                + "INFO  jepsen.util - 0\t:info\t:read\tnil\t:timed-out\n");
    assertThat(recording.history().operations().get(0).attribute("error"))
        .isEqualTo(new Keyword("timed-out"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"process\":0,\"type\":\"invoke\",\"f\":\"cas\",\"value\":[1,2]},"
            + "{\"process\":0,\"type\":\"ok\",\"f\":\"cas\",\"value\":[1,2]}]",
        " [\n {\"process\": \"nemesis\", \"type\": \"info\", \"f\": \"kill\"},"
            + "{\"value\":[1,2],\"process\":0,\"type\":\"invoke\",\"f\":\"cas\"},"
            + "{\"process\":0,\"type\":\"ok\",\"f\":\"cas\",\"value\":[1,2]}]\n\n",
      })
  void jsonIsRead(String text) throws IOException {
    Recording recording = read(text);
    assertThat(recording.format()).isEqualTo(HistoryFormat.JSON);
    assertThat(recording.history().events()).containsExactly(INVOKE, OK);
  }

  @Test
  void ndjsonIsRead() throws IOException {
    Recording recording =
        read(
            "{\"process\":0,\"type\":\"invoke\",\"f\":\"cas\",\"value\":[1,2]}\n\n"
                + "{\"process\":0,\"type\":\"ok\",\"f\":\"cas\",\"value\":[1,2]}\n");
    assertThat(recording.format()).isEqualTo(HistoryFormat.NDJSON);
    assertThat(recording.history().events()).containsExactly(INVOKE, OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "()", " [ ] ", "[{:process :nemesis, :type :info, :f :start}]"})
  void historyOfNothingIsAHistory(String text) throws IOException {
    assertThat(read(text).history().operations()).isEmpty();
  }

  @Test
  void valuesOfEdnAreRead() throws IOException {
    assertThat(value("nil")).isNull();
    assertThat(value("true")).isEqualTo(true);
    assertThat(value("-12")).isEqualTo(-12L);
    assertThat(value("9223372036854775807N")).isEqualTo(Long.MAX_VALUE);
    assertThat(value("1.5M")).isEqualTo(1.5);
    assertThat(value("-2e3")).isEqualTo(-2000.0);
    assertThat(value("1/4")).isEqualTo(0.25);
    assertThat(value("##-Inf")).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(value(":a.b/c-d")).isEqualTo(new Keyword("a.b/c-d"));
    assertThat(value("java.io.IOException")).isEqualTo("java.io.IOException");
    assertThat(value("-")).isEqualTo("-");
    assertThat(value("\\a")).isEqualTo("a");
    assertThat(value("[\\space \\newline \\u00e9 \\( \\;]"))
        .isEqualTo(List.of(" ", "\n", "é", "(", ";"));
    assertThat(value("\"a\\n\\\"\\u00E9\\\\\"")).isEqualTo("a\n\"é\\");
    assertThat(value("#inst \"2026-01-01\"")).isEqualTo("2026-01-01");
    assertThat(value("#{1 [nil]}")).isEqualTo(Set.of(1L, Arrays.asList((Object) null)));
    assertThat(value("{:a {1 #_ 2 \"b\"}, nil ()}").toString()).isEqualTo("{:a={1=b}, null=[]}");
  }

  /** As jepsen.history writes it, with all that other tests put into their operations. */
  @Test
  void historiesAsJepsenWritesThemAreRead() throws IOException {
    History history =
        read("#jepsen.history.Op{:index 0, :time 3318301, :type :invoke, :process 0, :f :txn,"
                + " :value [[:append 9 1N] [:r 9 nil]]}\n"
                + "#jepsen.history.Op{:index 1, :time 5, :type :info, :process :nemesis, :f"
                + " :start-partition, :value [:isolated {\"n1\" #{\"n2\" \"n3\"}}]}\n"
                + "#jepsen.history.Op{:index 2, :time 9223372036854775807, :type :info, :process 0,"
                + " :f :txn, :value nil, :error [:conn-reset \"a \\\"b\\\"\"], :debug {:at #inst"
                + " \"2026-01-01T00:00:00.000-00:00\", :id #uuid"
                + " \"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\", :jepsen.cli/ratio 2/4, :initial"
                + " \\x}, :exception {:via [{:type java.net.ConnectException, :at"
                + " [sun.nio.ch.Net pollConnect \"Net.java\" -2]}]}}\n")
            .history();
    assertThat(history.operations()).hasSize(1);
    Operation operation = history.operations().get(0);
    assertThat(operation.argument())
        .isEqualTo(
            List.of(
                List.of(new Keyword("append"), 9L, 1L), Arrays.asList(new Keyword("r"), 9L, null)));
    assertThat(operation.outcome()).isEqualTo(Event.Type.INFO);
    assertThat(operation.attribute("error"))
        .isEqualTo(List.of(new Keyword("conn-reset"), "a \"b\""));
    assertThat(operation.attribute("time")).isEqualTo(Long.MAX_VALUE);
    assertThat(operation.attribute("debug"))
        .isEqualTo(
            Map.of(
                new Keyword("at"),
                "2026-01-01T00:00:00.000-00:00",
                new Keyword("id"),
                "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
                new Keyword("jepsen.cli/ratio"),
                0.5,
                new Keyword("initial"),
                "x"));
  }

  /** Other programs' JSON: any order, nested and unknown fields, escapes, floats, blank lines. */
  @Test
  void jsonOfOthersIsRead() throws IOException {
    History history =
        read("{ \"f\" : \"\\u0072ead\",\t\"process\":7 , \"type\":\"invoke\",\"tags\":[{\"a\":[]},{}],"
                + "\"time\":1.5E3, \"ok\":true, \"nothing\":null}\r\n \r\n"
                + "{\"process\": \"nemesis\", \"type\": \"info\", \"f\": \"kill\", \"value\": {}}\r\n"
                + "{\n  \"process\": 7,\n  \"type\": \"ok\",\n  \"f\": \"read\",\n  \"value\": \"\\uD834\\uDD1E\"\n}")
            .history();
    assertThat(history.operations()).hasSize(1);
    Event invocation = history.events().get(0);
    assertThat(invocation.attributes().keySet()).containsExactly("tags", "time", "ok", "nothing");
    assertThat(invocation.attributes().get("tags"))
        .isEqualTo(List.of(Map.of("a", List.of()), Map.of()));
    assertThat(invocation.attributes().get("time")).isEqualTo(1500.0);
    assertThat(history.operations().get(0).result()).isEqualTo("𝄞");
  }

  /** Maps of any size are maps: found by key, equal, unmodifiable, in the order of the text. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 30})
  void mapsOfAnySizeAreRead(int size) throws IOException {
    Map<Object, Object> expected = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder("{");
    for (long i = size; i > 0; i--) {
      expected.put(i, i % 5 == 0 ? null : "v" + i);
      text.append(i).append(i % 5 == 0 ? " nil" : " \"v" + i + "\"").append(' ');
    }
    @SuppressWarnings("unchecked")
    Map<Object, Object> map = (Map<Object, Object>) value(text + "}");
    assertThat(map).isEqualTo(expected).hasSameHashCodeAs(expected).hasSize(size);
    assertThat(expected).isEqualTo(map);
    assertThat(map.keySet().toArray()).isEqualTo(expected.keySet().toArray());
    assertThat(map.get(7L)).isEqualTo(expected.get(7L));
    assertThat(map.containsKey(5L)).isEqualTo(size >= 5);
    assertThat(map.containsKey(null)).isFalse();
    assertThatThrownBy(() -> map.put(1L, 2L)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> value(text + "99 1 99 2}"))
        .hasMessageContaining("expected a key that the map has not, found 99");
  }

  /** Integers may all have one hash code: they are found by their order. */
  @Test
  void largeSetsAreRead() throws IOException {
    Set<Object> expected = new HashSet<>();
    StringBuilder text = new StringBuilder("#{");
    for (long i = 0; i < 1500; i++) {
      long sameHash = i << 32 | i; // 0
      expected.add(i);
      expected.add(sameHash);
      expected.add(List.of(i, 5L));
      text.append(i).append(i == 0 ? "" : " " + sameHash).append(" [" + i + " 5]\n");
    }
    assertThat(value(text + "}")).isEqualTo(expected);
  }

  @Test
  void whatIsClosedIsNoLongerNesting() throws IOException {
    String shallow = "[[] () {} #{} #a 1 #_ 2 [#_ [] 3]]";
    assertThat(value("[" + shallow.repeat(300) + "]")).asInstanceOf(LIST).hasSize(300);
  }

  /** Lists that end within lists have what was put into them, however long they are. */
  @Test
  void listsWithinListsAreKeptApart() throws IOException {
    StringBuilder text = new StringBuilder();
    List<Object> expected = new ArrayList<>();
    for (long i = 0; i < 3000; i++) {
      text.append("[").append(i).append(",[],[[").append(-i).append("]]] ");
      expected.add(List.of(i, List.of(), List.of(List.of(-i))));
    }
    String list = "[" + text + "]";
    String json = list.replace(" ]", "]").replace(' ', ',');
    HistoryReader reader = new HistoryReader(ReadLimits.ofMemory(1 << 22));
    for (String event :
        List.of(
            "{:process 0 :type :invoke :f :x :value " + list + " :more " + list + "}",
            "{\"process\":0,\"type\":\"invoke\",\"f\":\"x\",\"value\":"
                + json
                + ",\"more\":"
                + json
                + "}")) {
      InputStream in = new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
      Event read = reader.read("h", in).history().events().get(0);
      assertThat(read.value()).isEqualTo(expected);
      assertThat(read.attributes()).isEqualTo(Map.of("more", expected));
    }
  }

  @Test
  void everythingElseIsAnAttribute() throws IOException {
    Recording recording =
        read("{:process 0 :type :invoke :f :get :key \"k\" :time 7 :jepsen/index 0}");
    assertThat(recording.history().events().get(0).attributes())
        .isEqualTo(Map.of("key", "k", "time", 7L, "jepsen/index", 0L));
  }

  @Test
  void operationsPairInvocationsWithCompletions() throws IOException {
    History history =
        read("{:process 1 :type :invoke :f :write :value 1}"
                + "{:process 2 :type :invoke :f :read :key 1}"
                + "{:process 2 :type :ok :f :read :value 1 :key 2}"
                + "{:process 3 :type :invoke :f :read}"
                + "{:process 2 :type :invoke :f :read}"
                + "{:process 1 :type :info :f :write}")
            .history();
    assertThat(history.operations())
        .extracting(
            Operation::process, Operation::invokedAt, Operation::completedAt, Operation::outcome)
        .containsExactly(
            tuple(1L, 0, 5, Event.Type.INFO),
            tuple(2L, 1, 2, Event.Type.OK),
            tuple(3L, 3, -1, Event.Type.INFO),
            tuple(2L, 4, -1, Event.Type.INFO));
    assertThat(history.operations().get(1).result()).isEqualTo(1L);
    assertThat(history.operations().get(1).attribute("key")).isEqualTo(2L);
  }

  /** The small numbers have an array, which ends somewhere: no process is lost there. */
  @Test
  void processesOfAnyNumberAreKeptApart() throws IOException {
    StringBuilder text = new StringBuilder();
    List<Long> processes = new ArrayList<>();
    for (int power = 0; power < Long.SIZE; power++) {
      for (long process = (1L << power) - 1; process <= (1L << power) + 1; process++) {
        if (!processes.contains(process)) {
          processes.add(process);
          text.append("{:process %d :type :invoke :f :x}\n".formatted(process));
        }
      }
    }
    processes.forEach(it -> text.append("{:process %d :type :ok :f :x}\n".formatted(it)));
    assertThat(read(text.toString()).history().operations())
        .extracting(Operation::process, Operation::outcome)
        .containsExactlyElementsOf(processes.stream().map(it -> tuple(it, Event.Type.OK)).toList());
  }

  @Test
  void placesOfEventsAreKept() throws IOException {
    Recording recording =
        read("[{:process :nemesis, :type :info, :f :start}\n  {:process 0 :type :invoke :f :x}]");
    assertThat(recording.wrong(0, "better", "worse"))
        .hasMessage("h:2:3: expected better, found worse");
  }

  /** A source that gives one byte at a time, and one that gives all: the same is read. */
  @Test
  void whatIsReadDoesNotDependOnHowItArrives() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      text.append("{:process ")
          .append(i)
          .append(" :type :invoke :f :é𝔸 #_ 1 :value #{\"é𝄞\"}}\n");
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    InputStream slow =
        new InputStream() {
          private int at;

          @Override
          public int read() {
            return at < bytes.length ? bytes[at++] & 0xFF : -1;
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            if (length == 0 || at == bytes.length) {
              return length == 0 ? 0 : -1;
            }
            target[offset] = bytes[at++];
            return 1;
          }
        };
    HistoryReader reader = new HistoryReader(ReadLimits.ofMemory(1 << 24));
    History slowly = reader.read("h", slow).history();
    assertThat(slowly).isEqualTo(reader.read("h", new ByteArrayInputStream(bytes)).history());
    assertThat(slowly.events()).hasSize(3000);
    assertThat(slowly.events().get(2999).value()).isEqualTo(Set.of("é𝄞"));
  }
}
