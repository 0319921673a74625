package org.acksiom.linearizability.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

  @Test
  void whatIsClosedIsNoLongerNesting() throws IOException {
    String shallow = "[[] () {} #{} #a 1 #_ 2 [#_ [] 3]]";
    assertThat(value("[" + shallow.repeat(300) + "]")).asInstanceOf(LIST).hasSize(300);
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
