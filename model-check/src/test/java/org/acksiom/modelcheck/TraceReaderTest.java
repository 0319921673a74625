package org.acksiom.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceReaderTest {

  private static List<Trace> read(String text) throws IOException, TlaSyntaxException {
    return TraceReader.read(new StringReader(text), "file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"values", "ring", "counter-stutters", "anomalies"})
  void plainOutputAndToolOutputHoldTheSameCounterexamples(String name) throws Exception {
    assertThat(TraceReader.read(Recorded.file(name + ".tool.txt")))
        .isEqualTo(TraceReader.read(Recorded.file(name + ".plain.txt")))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"values", "ring", "counter-stutters", "anomalies"})
  void whatATracePrintsReadsBackAsTheSameTrace(String name) throws Exception {
    List<Trace> traces = TraceReader.read(Recorded.file(name + ".tool.txt"));
    String printed = traces.stream().map(Trace::toString).collect(Collectors.joining("\n\n"));
    assertThat(read(printed)).isEqualTo(traces);
  }

  @ParameterizedTest
  @ValueSource(strings = {"values.tool.txt", "anomalies.tool.txt", "ring.plain.txt"})
  void blankLinesMeanNothingBetweenTheStates(String name) throws Exception {
    String text =
        Recorded.lines(name).stream()
            .filter(line -> !line.isBlank() && !line.matches("\\d+ states gen.*|The .*|Fin.*"))
            .collect(Collectors.joining("\n"));
    assertThat(read(text)).isEqualTo(TraceReader.read(Recorded.file(name)));
  }

  @Test
  void statesCarryActionLocationAndValues() throws Exception {
    Trace trace = TraceReader.read(Recorded.file("values.plain.txt")).get(0);
    assertThat(trace.length()).isEqualTo(2);
    assertThat(trace.loop()).isEmpty();
    assertThat(trace.states().get(0).action()).isEqualTo(TraceState.INITIAL);
    assertThat(trace.states().get(0).location()).isEmpty();
    TraceState last = trace.last();
    assertThat(last.action()).isEqualTo("Step");
    assertThat(last.location()).contains(new Location("Values", 27, 9, 27, 65));
    assertThat(last.variables()).containsOnlyKeys("forms", "step", "logs");
    assertThat(last.variables().get("step")).isEqualTo(new TlaValue.Int(1));
    assertThat(last.variables().get("forms"))
        .hasToString(
            "[bool |-> TRUE, emptyFunction |-> <<>>, fromOne |-> <<1, 2>>, "
                + "fromZero |-> (0 :> 0 @@ 1 :> 1 @@ 2 :> 2), int |-> -3, interval |-> {1, 2, 3}, "
                + "latin |-> \"é\", model |-> none, noInterval |-> {}, "
                + "oddFields |-> (\"a b\" :> 1 @@ \"c\" :> 2), sequence |-> <<1, <<>>, {}>>, "
                + "set |-> {r1, r2}, sets |-> {{}, {1}, {1, 2}, {2}}, "
                + "str |-> \"said \\\"hi\\\" \\\\ tab\\t line\\n end\"]");
  }

  @Test
  void aLivenessCounterexampleSaysWhereItLoops() throws Exception {
    Trace ring = TraceReader.read(Recorded.file("ring.plain.txt")).get(0);
    assertThat(ring.length()).isEqualTo(4);
    assertThat(ring.loop()).hasValue(2);
  }

  @Test
  void stutteringLoopsToTheLastState() throws Exception {
    Trace stutters = TraceReader.read(Recorded.file("counter-stutters.tool.txt")).get(0);
    assertThat(stutters.length()).isEqualTo(4);
    assertThat(stutters.loop()).hasValue(4);
  }

  @Test
  void aTraceCutOutByHandNeedsNothingAroundIt() throws Exception {
    List<Trace> traces =
        read(
            """
            a colleague sent this
            State 1: <Initial predicate>
            x = 0
            State 2: <Action line 12, col 3 to line 14, col 20 of module M>
            /\\ x = <<1,
                     2>>
            """);
    assertThat(traces).hasSize(1);
    assertThat(traces.get(0).last().action()).isEqualTo("Action");
    assertThat(traces.get(0).last().variables()).containsEntry("x", TlaValue.parse("<<1, 2>>"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "; file:1:1: expected a counterexample of TLC, which begins 'State 1: <Initial predicate>', found none",
        "nothing|here; file:2:1: expected a counterexample of TLC, which begins 'State 1: <Initial predicate>', found none",
        "State 1: <Initial predicate>; file:2:1: expected a variable, found the end",
        "State 1: <Initial predicate>|/\\ x = 0|/\\ y; file:3:5: expected '=', found the end",
        "State 1: <Initial predicate>|/\\ x = <<0; file:2:11: expected ',' or '>>', found the end",
        "State 1: <Initial predicate>|x = 0||State 3: <A line 1, col 1 to line 1, col 2 of module M>|x = 1; file:4:1: expected state 2, found state 3",
        "State 2: <A line 1, col 1 to line 1, col 2 of module M>|x = 1; file:1:1: expected state 1, found state 2",
        "State 1: <Initial predicate>|x = 0||State 2: <A line 1>|x = 1; file:4:10: expected '<Action line L, col C to line L, col C of module M>', found '<A line 1>'",
        "State 1: nonsense; file:1:1: expected 'State 1: <', found 'State 1: nonsense'",
        "State 1: <Initial predicate>|/\\ x = 0|/\\ y = 0||State 2: <A line 1, col 1 to line 1, col 2 of module M>|x = 1; file:6:1: expected the variables of state 1, [x, y], found [x]",
        "State 1: <Initial predicate>|x = 0||Back to state 2: <A line 1, col 1 to line 1, col 2 of module M>; file:4:1: expected a loop to a state before it, found 'Back to state 2: <A line 1, col 1 to li…",
        "State 1: <Initial predicate>|/\\ x = 0|/\\ x = 1; file:3:4: expected each variable once, found a second 'x'",
        "State 1: Stuttering; file:1:1: expected a loop to a state before it, found 'State 1: Stuttering'",
        "State 99999999999: <Initial predicate>; file:1:1: expected 'State 1: <', found 'State 99999999999: <Initial predicate>'",
      })
  void damageIsReportedWithFileLineAndColumn(String text, String message) {
    String lines = text == null ? "" : text.replace('|', '\n');
    assertThatThrownBy(() -> read(lines))
        .isInstanceOf(TlaSyntaxException.class)
        .hasMessage(message);
  }

  /**
   * Cutting a recorded output off anywhere gives fewer counterexamples or an error, never a crash.
   */
  @ParameterizedTest
  @ValueSource(strings = {"values.plain.txt", "ring.tool.txt"})
  void anOutputCutOffAnywhereIsReadOrRefused(String name) throws Exception {
    String whole = Files.readString(Recorded.file(name));
    for (int length = 0; length < whole.length(); length += 7) {
      try {
        assertThat(read(whole.substring(0, length))).isNotEmpty();
      } catch (TlaSyntaxException e) {
        assertThat(e).hasMessageMatching("(?s)file:\\d+:\\d+: expected .*, found .*");
      }
    }
  }

  @Test
  void aTextWithoutEndIsRefused() {
    assertThatThrownBy(() -> read("x".repeat(TraceReader.LENGTH_MAX + 1)))
        .isInstanceOf(IOException.class)
        .hasMessage("file: expected at most 16777216 characters, found more");
  }

  @Test
  void aFileThatIsNotUtf8IsRefused(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("trace.txt"), new byte[] {'S', (byte) 0xff, 'x'});
    assertThatThrownBy(() -> TraceReader.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": expected UTF-8, found other bytes");
  }
}
