package org.acksiom.linearizability.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input is refused with one line: where, what was expected there, what was found. */
class BadInputTest {

  private static final String INVOKE = "{:process 0, :type :invoke, :f :read}\n";

  private static void assertRefused(String text, String message) {
    assertRefused(text.getBytes(StandardCharsets.UTF_8), message);
  }

  private static void assertRefused(byte[] bytes, String message) {
    assertThatThrownBy(() -> read(new ByteArrayInputStream(bytes), 1 << 20))
        .isInstanceOf(HistoryFormatException.class)
        .hasMessage(message);
  }

  private static Recording read(InputStream in, long memory) throws IOException {
    return new HistoryReader(new ReadLimits(1000, 20, memory)).read("h", in);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n\n", "\uFEFF"})
  void emptyFile(String text) {
    assertThatThrownBy(() -> assertRefused(text, ""))
        .hasMessageContaining("expected a history, found an empty file");
  }

  @Test
  void commentsAlone() {
    assertRefused("; to be written\n", "h:2:1: expected a history, found the end of the input");
  }

  @Test
  void noHistoryAtAll() {
    assertRefused(
        "<html>",
        "h:1:1: expected a history in EDN, JSON, NDJSON or lines of Jepsen's log, found '<'");
  }

  @Test
  void unknownTypeInEdn() {
    assertRefused(
        INVOKE + "{:process 0, :type :okay, :f :read}",
        "h:2:20: expected :type of :invoke, :ok, :fail or :info, found :okay");
  }

  @Test
  void unknownTypeInJson() {
    assertRefused(
        "{\"process\": 0, \"type\": \"okay\", \"f\": \"read\"}",
        "h:1:24: expected \"type\" of \"invoke\", \"ok\", \"fail\" or \"info\", found \"okay\"");
  }

  @Test
  void unknownTypeInLog() {
    assertRefused(
        "INFO  jepsen.util - 0\t:okay\t:read\tnil",
        "h:1:23: expected :type of :invoke, :ok, :fail or :info, found :okay");
  }

  @Test
  void processOfWrongType() {
    assertRefused(
        "{:process \"zero\", :type :invoke, :f :read}",
        "h:1:11: expected an integer or :nemesis as :process, found \"zero\"");
  }

  @Test
  void functionOfWrongType() {
    assertRefused(
        "{\"process\": 0, \"type\": \"invoke\", \"f\": null}",
        "h:1:39: expected a name as \"f\", found null");
  }

  @Test
  void missingProcess() {
    assertRefused(
        "[{:type :invoke, :f :read}]", "h:1:2: expected an event with :process, found one without");
  }

  @Test
  void missingType() {
    assertRefused(
        "[{:process 0, :f :read}]", "h:1:2: expected an event with :type, found one without");
  }

  @Test
  void missingFunction() {
    assertRefused(
        "[{\"process\": 0, \"type\": \"invoke\"}]",
        "h:1:2: expected an event with \"f\", found one without");
  }

  @Test
  void repeatedField() {
    assertRefused("{:process 0, :process 1}", "h:1:23: expected one :process, found another");
  }

  @Test
  void fieldThatIsNoKeyword() {
    assertRefused("{0 :process}", "h:1:2: expected a keyword as the name of a field, found 0");
  }

  /** A hash table would compare each with all others. */
  @ParameterizedTest
  @CsvSource({"#{, ''", "{, 0"})
  void valuesThatAllHaveOneHashCode(String open, String valueBehind) {
    StringBuilder text = new StringBuilder("{:process 0 :type :invoke :f :x :value " + open);
    for (int i = 0; i < 1 << 10; i++) {
      text.append('[');
      for (int bit = 0; bit < 10; bit++) {
        text.append((i >> bit & 1) == 0 ? "Aa " : "BB ");
      }
      text.append(']').append(valueBehind).append('\n');
    }
    assertThatThrownBy(
            () ->
                read(
                    new ByteArrayInputStream((text + "}").getBytes(StandardCharsets.UTF_8)),
                    1 << 24))
        .hasMessage(
            "h:501:1: expected at most 250 values of one set or map with the same hash code,"
                + " found more");
  }

  @Test
  void eventThatIsNoMap() {
    assertRefused(
        "[[0 :invoke :read nil]]",
        "h:1:2: expected a map such as {:process 0, :type :invoke, :f :read}, found '['");
  }

  @Test
  void eventThatIsNoObject() {
    assertRefused(
        "[{\"process\": 0, \"type\": \"invoke\", \"f\": \"read\"}, 7]",
        "h:1:49: expected an object such as {\"process\": 0, \"type\": \"invoke\", \"f\": \"read\"},"
            + " found '7'");
  }

  @Test
  void okWithoutInvoke() {
    assertRefused(
        "{:process 3, :type :ok, :f :read, :value 1}",
        "h:1:1: expected an :invoke by process 3 before its :ok, found none");
  }

  @Test
  void secondOkOfOneInvoke() {
    String ok = "{:process 0, :type :ok, :f :read}\n";
    assertRefused(
        INVOKE + ok + ok, "h:3:1: expected an :invoke by process 0 before its :ok, found none");
  }

  @Test
  void processThatInvokesTwice() {
    assertRefused(
        INVOKE + INVOKE,
        "h:2:1: expected process 0 to complete its :read first, found another :invoke");
  }

  @Test
  void processThatInvokesAfterItsInfo() {
    assertRefused(
        INVOKE + "{:process 0, :type :info, :f :read}\n" + INVOKE,
        "h:3:1: expected no more of process 0 after its :info, found an :invoke");
  }

  @Test
  void completionOfAnotherFunction() {
    assertRefused(
        INVOKE + "{:process 0, :type :ok, :f :write}",
        "h:2:1: expected process 0 to complete its :read, found :write");
  }

  @Test
  void unclosedMap() {
    assertRefused(
        INVOKE + "{:process 0, :type", "h:2:19: expected a value, found the end of the input");
  }

  @Test
  void unclosedVector() {
    assertRefused("[" + INVOKE, "h:2:1: expected ']', found the end of the input");
  }

  @Test
  void unclosedString() {
    assertRefused(
        "{:process 0, :error \"timed o",
        "h:1:29: expected the end of the string that begins at 1:21, found the end of the input");
  }

  @Test
  void mapWithoutLastValue() {
    assertRefused("{:process}", "h:1:10: expected a value for the key :process, found '}'");
  }

  @Test
  void wrongBracket() {
    assertRefused("{:process 0, :value [1 2}", "h:1:25: expected ']', found '}'");
  }

  @Test
  void moreAfterTheVector() {
    assertRefused("[" + INVOKE + "]]", "h:2:2: expected nothing after the history, found ']'");
  }

  @Test
  void vectorAfterMaps() {
    assertRefused(INVOKE + "[]", "h:2:1: expected nothing but maps after a map, found '['");
  }

  @Test
  void truncatedJsonObject() {
    assertRefused(
        "{\"process\": 0, \"type\": \"invoke\", \"f\": \"read\"}\n{\"process\": 0, \"ty",
        "h:2:19: expected the end of the object or array, found the end of the input");
  }

  @Test
  void truncatedJsonArray() {
    assertRefused(
        "[{\"process\": 0, \"type\": \"invoke\", \"f\": \"read\"},",
        "h:1:48: expected the end of the object or array, found the end of the input");
  }

  @Test
  void jsonThatIsNone() {
    assertRefused(
        "\n {\"process\": 0, \"type\": invoke}", "h:2:25: expected a value, found invoke");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "01         | 1:11: expected ',' or '}', found '1'",
        "-          | 1:11: expected a digit, found '}'",
        "1.         | 1:12: expected a digit, found '}'",
        "1.e3       | 1:12: expected a digit, found 'e'",
        "1e+        | 1:13: expected a digit, found '}'",
        ".5         | 1:10: expected a value, found '.'",
        "+1         | 1:10: expected a value, found '+'",
        "0x1F       | 1:11: expected ',' or '}', found 'x'",
        "NaN        | 1:10: expected a value, found NaN",
        "Null       | 1:10: expected a value, found Null",
        "nullable   | 1:10: expected a value, found nullable",
        "'a'        | 1:10: expected a value, found '''",
        "[1,]       | 1:13: expected a value, found ']'",
        "[1 2]      | 1:13: expected ',' or ']', found '2'",
        "[1}        | 1:12: expected ',' or ']', found '}'",
        "{\"a\":1,}  | 1:17: expected a name in quotes, found '}'",
        "{a:1}      | 1:11: expected a name in quotes, found 'a'",
        "{\"a\" 1}   | 1:15: expected ':', found '1'",
        "{\"a\"}     | 1:14: expected ':', found '}'",
        "\"\\x\"     | 1:12: expected one of \" \\ / b f n r t u after the \\ in a string, found 'x'",
        "\"\\u12G4\" | 1:15: expected a hexadecimal digit, found 'G'",
        "\"\\u12\"   | 1:15: expected a hexadecimal digit, found '\"'",
        "\"a\tb\"     | 1:12: expected a character of a string, found the character U+0009",
        "/* no */1  | 1:10: expected a value, found '/'",
        "é          | 1:10: expected a value, found 'é'",
      })
  void valueThatJsonDoesNotHave(String value, String message) {
    assertRefused("{\"value\":" + value + "}", "h:" + message);
  }

  @Test
  void longTokensAreRefusedInJson() {
    assertRefused(
        "{\"value\":\"" + "x".repeat(2000) + "\"}",
        "h:1:1012: expected a string of at most 1000 characters, found more");
    assertRefused(
        "{\"" + "x".repeat(2000) + "\":1}",
        "h:1:1004: expected a string of at most 1000 characters, found more");
    assertRefused(
        "{\"value\":1." + "2".repeat(2000) + "}",
        "h:1:1010: expected a number of at most 1000 characters, found more");
  }

  @Test
  void integersAtTheEdgeOf64BitsInJson() throws IOException {
    String event = "{\"process\": 0, \"type\": \"invoke\", \"f\": \"read\", \"value\": %s}";
    for (long edge : new long[] {Long.MAX_VALUE, Long.MIN_VALUE}) {
      byte[] bytes = String.format(event, edge).getBytes(StandardCharsets.UTF_8);
      Recording read = read(new ByteArrayInputStream(bytes), 1 << 20);
      assertThat(read.history().events().get(0).value()).isEqualTo(edge);
    }
    assertRefused(
        String.format(event, "-9223372036854775809"),
        "h:1:56: expected an integer of at most 64 bits, found -9223372036854775809");
    assertRefused(
        String.format(event, "-1e999"),
        "h:1:56: expected a number that a 64-bit double holds, found -1e999");
  }

  @Test
  void placeBehindWideCharactersCountsCharacters() {
    assertRefused("{\"é𝄞\": \"é𝄞\", 1}", "h:1:14: expected a name in quotes, found '1'");
    assertRefused("{:é𝔸 \"é𝄞\" 1}", "h:1:11: expected a keyword as the name of a field, found 1");
  }

  @Test
  void truncatedLogLine() {
    assertRefused(
        "INFO  jepsen.util - 0\t:invoke\t", "h:1:31: expected :f, found the end of the line");
  }

  @Test
  void valueThatGoesOnInTheNextLogLine() {
    String line = "INFO  jepsen.util - 0\t:invoke\t:cas\t[1 2]\n";
    assertRefused(line.replace("2]", "") + line, "h:1:39: expected ']', found the end of the line");
  }

  @Test
  void moreAfterTheErrorOfALogLine() {
    assertRefused(
        "INFO  jepsen.util - 0\t:invoke\t:read\tnil\t:late\t:later",
        "h:1:47: expected nothing after the error, found ':'");
  }

  @Test
  void lineThatIsOfNoLog() {
    assertRefused(
        "process,type,f,value\n0,invoke,read,\n",
        "h:1:1: expected a log line such as 'INFO  jepsen.util - 0 :invoke :read nil',"
            + " found process,type,f,value");
  }

  @Test
  void logWithoutOperations() {
    assertRefused(
        "INFO  jepsen.core - Running\n",
        "h:2:1: expected a log line such as 'INFO  jepsen.util - 0 :invoke :read nil',"
            + " found the end of the input");
  }

  @Test
  void bytesThatAreNotUtf8() {
    byte[] bytes = (INVOKE + "{:process 0, :value \"caf?").getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 1] = (byte) 0xE9;
    assertRefused(bytes, "h:2:25: expected UTF-8, found the byte 0xE9");
  }

  @Test
  void bytesThatAreNotUtf8InJson() {
    byte[] bytes = "{\"process\": 0, \"value\": \"caf?\"}".getBytes(StandardCharsets.UTF_8);
    bytes[28] = (byte) 0xE9;
    assertRefused(bytes, "h:1:29: expected UTF-8, found the byte 0xE9");
  }

  @Test
  void textInAnotherEncoding() {
    assertRefused(
        INVOKE.getBytes(StandardCharsets.UTF_16), "h:1:1: expected UTF-8, found the byte 0xFE");
  }

  @Test
  void nulByteInEdn() {
    assertRefused("{:process 0\u0000}", "h:1:12: expected a value, found the character U+0000");
  }

  @Test
  void nulByteInJson() {
    assertRefused("{\"process\": \u00000}", "h:1:13: expected a value, found the character U+0000");
  }

  @Test
  void integerBeyond64Bits() {
    assertRefused(
        "{:process 9223372036854775808}",
        "h:1:11: expected an integer of at most 64 bits, found 9223372036854775808");
  }

  @Test
  void integerBeyond64BitsInJson() {
    assertRefused(
        "{\"process\": 9223372036854775808}",
        "h:1:13: expected an integer of at most 64 bits, found 9223372036854775808");
  }

  @Test
  void numberBeyondDouble() {
    assertRefused(
        "{:time 1e999}", "h:1:8: expected a number that a 64-bit double holds, found 1e999");
  }

  @Test
  void ratioOfNothing() {
    assertRefused("{:time 1/0}", "h:1:8: expected a number that a 64-bit double holds, found 1/0");
  }

  @Test
  void numberThatIsNone() {
    assertRefused("{:time 12ms}", "h:1:8: expected a number, found 12ms");
  }

  @Test
  void unknownCharacter() {
    assertRefused("{:value \\blank}", "h:1:9: expected a character, found \\blank");
  }

  @Test
  void unknownEscape() {
    assertRefused(
        "{:value \"\\x\"}",
        "h:1:11: expected one of t b n r f u \" \\ after the \\ in a string, found 'x'");
  }

  @Test
  void repeatedElementOfASet() {
    assertRefused("{:value #{1 2 1}}", "h:1:15: expected an element that the set has not, found 1");
  }

  @Test
  void repeatedKeyOfAMap() {
    assertRefused("{:value {:a 1 :a 2}}", "h:1:15: expected a key that the map has not, found :a");
  }

  @Test
  void repeatedKeyOfAnObject() {
    assertRefused(
        "{\"value\": {\"a\": 1, \"a\": 2}}",
        "h:1:20: expected a key that the object has not, found \"a\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "(", "{:a ", "#{", "#a ", "#_ ", "{:a #a "})
  void deepNestingIsRefusedInEdn(String open) {
    assertThatThrownBy(() -> assertRefused("{:value " + open.repeat(100_000), "nothing"))
        .hasMessageContaining("expected values nested at most 20 deep, found more");
  }

  @Test
  void deepNestingIsRefusedInJson() {
    assertRefused(
        "{\"value\":" + "[".repeat(100_000),
        "h:1:30: expected values nested at most 20 deep, found more");
  }

  @Test
  void longTokenIsRefusedInEdn() {
    assertRefused(
        "{:value \"" + "x".repeat(2000),
        "h:1:1011: expected a string or name of at most 1000 characters, found more");
  }

  @Test
  void historyThatDoesNotFitIsRefused() {
    assertThatThrownBy(
            () ->
                read(
                    new Repeated("{:process 0, :type :invoke, :f :read, :value [", "7 ", 1 << 30),
                    1 << 20))
        .isInstanceOf(HistoryFormatException.class)
        .hasMessageMatching(
            "h:1:\\d+: expected a history that fits into 1048576 bytes of memory, found more");
  }

  @Test
  void manyEventsInOneLineAreRefusedOnceTheyDoNotFit() {
    String skipped =
        "{\"process\": \"nemesis\", \"type\": \"info\", \"f\": \"kill\", \"value\": [1, 2]} ";
    String pair =
        "{\"process\": 0, \"type\": \"invoke\", \"f\": \"read\"} "
            + "{\"process\": 0, \"type\": \"ok\", \"f\": \"read\"} ";
    assertThatThrownBy(() -> read(new Repeated(skipped, skipped + pair, 1 << 30), 1 << 20))
        .isInstanceOf(HistoryFormatException.class)
        .hasMessageContaining("expected a history that fits into 1048576 bytes of memory");
  }

  /** What a gigabyte in one line does to each form. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{:process 0, :value \"",
        "{:process ",
        "[{:",
        "{\"process\": \"",
        "{\"process\": 1",
        "[{\"",
        "INFO",
        "INFO  jepsen.util - 0\t:invoke\t:",
      })
  void gigabyteOfOneLineIsRefused(String start) {
    assertThatThrownBy(() -> read(new Repeated(start, "1111111111111111", 1L << 30), 1 << 20))
        .isInstanceOf(HistoryFormatException.class)
        .hasMessageMatching("h:1:\\d+: expected .*, found .*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"; ", "INFO  jepsen.core - "})
  void longLineThatSaysNothingIsPassedOver(String start) {
    assertThatThrownBy(() -> read(new Repeated(start, "1111111111111111", 1 << 24), 1 << 20))
        .hasMessageEndingWith("found the end of the input");
  }

  @Test
  void namedFormIsNotSecondGuessed() {
    assertThatThrownBy(
            () ->
                new HistoryReader(ReadLimits.ofMemory(1 << 20))
                    .read(
                        "h",
                        new ByteArrayInputStream(INVOKE.getBytes(StandardCharsets.UTF_8)),
                        Optional.of(HistoryFormat.JSON)))
        .hasMessage("h:1:1: expected an array, found '{'");
  }

  @Test
  void messageNamesTheParts() {
    HistoryFormatException e = new HistoryFormatException("a.edn", 12, 5, "one", "\ttwo");
    assertThat(e).hasMessage("a.edn:12:5: expected one, found \\u0009two");
    assertThat(e.file()).isEqualTo("a.edn");
    assertThat(e.line()).isEqualTo(12);
    assertThat(e.column()).isEqualTo(5);
    assertThat(e.expected()).isEqualTo("one");
    assertThat(e.found()).isEqualTo("\\u0009two");
  }

  /** A text, and then another over and over up to a size in bytes. */
  private static final class Repeated extends InputStream {
    private final byte[] first;
    private final byte[] unit;
    private final long size;
    private long at;

    Repeated(String first, String unit, long size) {
      this.first = first.getBytes(StandardCharsets.UTF_8);
      this.unit = unit.getBytes(StandardCharsets.UTF_8);
      this.size = size;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = (int) Math.min(length, size - at);
      for (int i = 0; i < count; i++, at++) {
        target[offset + i] =
            at < first.length ? first[(int) at] : unit[(int) ((at - first.length) % unit.length)];
      }
      return count == 0 && length > 0 ? -1 : count;
    }
  }
}
