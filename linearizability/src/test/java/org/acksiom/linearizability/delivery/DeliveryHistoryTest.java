package org.acksiom.linearizability.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.HistoryFormat;
import org.acksiom.linearizability.history.HistoryFormatException;
import org.acksiom.linearizability.history.HistoryReader;
import org.acksiom.linearizability.history.HistoryWriter;
import org.acksiom.linearizability.history.ReadLimits;
import org.acksiom.linearizability.history.Recording;
import org.acksiom.specs.Anomaly;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history that is read from a file has the report that its events have. */
class DeliveryHistoryTest {
  private static final long ENOUGH = 1 << 26;

  @TempDir private Path folder;

  /** What was found, and where. */
  private record Verdict(DeliveryReport report, List<Integer> lines) {}

  private static Verdict streamed(String text, long heldMax, int threads) throws IOException {
    Path folder = Files.createTempDirectory("spill");
    Spill spill = new Spill(heldMax, ENOUGH, Optional.of(folder));
    DeliveryLimits limits = new DeliveryLimits(ENOUGH, Optional.of(folder), threads);
    try (DeliveryHistory history =
        DeliveryHistory.read("history", bytes(text), Optional.empty(), limits, spill)) {
      DeliveryReport report = new DeliveryChecker(5).check(history);
      assertThat(new DeliveryChecker(5).check(history)).isEqualTo(report);
      return new Verdict(report, lines(report, history::line));
    } finally {
      Files.delete(folder); // nothing is left in it
    }
  }

  private static Verdict whole(String text) throws IOException {
    Recording recording =
        new HistoryReader(ReadLimits.ofMemory(ENOUGH)).read("history", bytes(text));
    try {
      DeliveryReport report = new DeliveryChecker(5).check(recording.history().events());
      return new Verdict(report, lines(report, recording::line));
    } catch (BadHistoryException e) {
      throw recording.wrong(e.event(), e.expected(), e.found());
    }
  }

  private static List<Integer> lines(
      DeliveryReport report, java.util.function.IntUnaryOperator line) {
    return report.anomalies().values().stream()
        .flatMap(List::stream)
        .flatMap(finding -> finding.events().stream())
        .map(line::applyAsInt)
        .toList();
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static String written(List<Event> events, HistoryFormat format) throws IOException {
    StringBuilder text = new StringBuilder();
    List<Event> writable =
        format == HistoryFormat.EDN
            ? events
            : events.stream().map(DeliveryHistoryTest::withNamedKeys).toList();
    new HistoryWriter(format).write(History.of(writable), text);
    return text.toString();
  }

  /** JSON's keys are strings. */
  private static Event withNamedKeys(Event event) {
    List<Object> value = new ArrayList<>();
    for (Object part : (List<?>) event.value()) {
      if (part instanceof List<?> mop && mop.size() == 2 && mop.get(1) instanceof Map<?, ?> read) {
        Map<String, Object> named = new LinkedHashMap<>();
        read.forEach((key, pairs) -> named.put(String.valueOf(key), pairs));
        value.add(List.of(mop.get(0), named));
      } else {
        value.add(part);
      }
    }
    return new Event(event.process(), event.type(), event.function(), value, event.attributes());
  }

  /** Blanks in the lines, which only the general reader knows. */
  private static String loose(String ndjson) {
    return ndjson.replace("\"type\":", "\"type\": ");
  }

  @Property(tries = 1_500)
  void aFileHasTheReportOfItsEvents(
      @ForAll("moves") List<Integer> moves,
      @ForAll boolean finalRead,
      @ForAll HistoryFormat format,
      @ForAll boolean spilled,
      @ForAll @IntRange(min = 1, max = 3) int threads)
      throws IOException {
    List<Event> events = RoughLog.history(moves, finalRead).recorder.events();
    if (events.isEmpty() || format == HistoryFormat.LOG) {
      return;
    }
    String text = written(events, format);
    assertThat(streamed(text, spilled ? 0 : ENOUGH, threads)).isEqualTo(whole(text));
  }

  @Property(tries = 500)
  void plainLinesSayWhatTheGeneralReaderUnderstands(
      @ForAll("moves") List<Integer> moves, @ForAll boolean finalRead) throws IOException {
    List<Event> events = RoughLog.history(moves, finalRead).recorder.events();
    if (!events.isEmpty()) {
      String text = written(events, HistoryFormat.NDJSON);
      assertThat(streamed(text, ENOUGH, 1)).isEqualTo(streamed(loose(text), ENOUGH, 1));
    }
  }

  /** One byte of the text is another: either nobody takes it, or all understand the same. */
  @Property(tries = 2_000)
  void aDamagedLineIsReadAsByTheGeneralReaderOrRefused(
      @ForAll("moves") List<Integer> moves,
      @ForAll @IntRange(max = 100_000) int at,
      @ForAll("ascii") char other)
      throws IOException {
    List<Event> events = RoughLog.history(moves, true).recorder.events();
    StringBuilder text = new StringBuilder(written(events, HistoryFormat.NDJSON));
    text.setCharAt(at % text.length(), other);
    Verdict expected;
    try {
      expected = whole(text.toString());
    } catch (HistoryFormatException e) {
      assertThatExceptionOfType(HistoryFormatException.class)
          .isThrownBy(() -> streamed(text.toString(), ENOUGH, 1));
      return;
    }
    assertThat(streamed(text.toString(), ENOUGH, 1)).isEqualTo(expected);
  }

  @Property(tries = 300)
  void recordsOfAnyKindAreKept(
      @ForAll("moves") List<Integer> moves, @ForAll @IntRange(max = 4) int kind)
      throws IOException {
    List<Event> events =
        RoughLog.history(moves, true).recorder.events().stream()
            .map(event -> Renaming.records(event, record -> recordOf(kind, record)))
            .toList();
    String text = written(events, HistoryFormat.EDN);
    assertThat(streamed(text, 0, 1)).isEqualTo(whole(text));
  }

  private static Object recordOf(int kind, Object record) {
    return switch (kind) {
      case 0 -> "r" + record + "\ud83d\u00e9\u0000";
      case 1 -> List.of("record", record);
      case 2 -> record.equals(0L) ? null : record.equals(1L) ? (Object) 1.0 : record;
      case 3 -> (Long) record * (Long.MAX_VALUE / 20);
      default -> Map.of(record, true);
    };
  }

  @Provide
  Arbitrary<List<Integer>> moves() {
    return RoughLog.moves();
  }

  @Provide
  Arbitrary<Character> ascii() {
    return net.jqwik.api.Arbitraries.of(
        "0123456789-.,:[]{}\"\\ \n\ttrfnullpkeds".chars().mapToObj(c -> (char) c).toList());
  }

  private static final String TRANSACTIONS =
      """
      {"process":0,"type":"invoke","f":"txn","value":[["send",5,10],["poll"],["send",6,1]]}
      {"process":0,"type":"ok","f":"txn","value":[["send",5,[0,10]],["poll",{"5":[[0,10]]}],["send",6,[null,1]]]}
      {"process":1,"type":"invoke","f":"txn","value":[["send",5,11],["send",5,12]],"time":17}

      {"process":"nemesis","type":"info","f":"kill","value":null}
      {"process":1,"type":"fail","f":"txn","value":[["send",5,11],["send",5,12]],"error":"aborted"}
      {"process":2,"type":"invoke","f":"poll","value":[["poll"]]}
      {"process":2,"type":"ok","f":"poll","value":[["poll",{"5":[[0,10],[3,11]],"6":[]}]],"final":true,"index":6}
      """;

  @Test
  void aHistoryInWhichNobodyDidAnythingHasNoAnomalies() throws IOException {
    String nemesis = "{\"process\":\"nemesis\",\"type\":\"info\",\"f\":\"kill\",\"value\":null}\n";
    for (String text : List.of("[]", nemesis)) {
      assertThat(streamed(text, ENOUGH, 1)).isEqualTo(whole(text));
      assertThat(streamed(text, ENOUGH, 1).report())
          .isEqualTo(new DeliveryReport(Map.of(), Map.of(), 0, 0, 0, Optional.empty()));
    }
  }

  @Test
  void transactionsAndTheNemesisInNdjson() throws IOException {
    Verdict verdict = streamed(TRANSACTIONS, ENOUGH, 1);
    assertThat(verdict).isEqualTo(streamed(loose(TRANSACTIONS), ENOUGH, 1));
    assertThat(verdict).isEqualTo(whole(TRANSACTIONS));
    assertThat(verdict.report().counts())
        .isEqualTo(Map.of(Anomaly.PHANTOM, 1L, Anomaly.REPORTED_LOSS, 1L, Anomaly.SILENT_LOSS, 1L));
    assertThat(verdict.lines()).isEqualTo(List.of(1, 2, 8, 3, 6, 8, 3, 6, 8));
  }

  @Test
  void aLongFinalReadIsOneLine() throws IOException {
    DeliveryRecorder recorder = new DeliveryRecorder();
    List<Stored> log = new ArrayList<>();
    for (long i = 0; i < 20_000; i++) {
      recorder.sendInvoked(0, "p", 0L, i);
      recorder.acked(0, i);
      log.add(new Stored(i, i));
    }
    recorder.finalRead(1, 0L, log);
    String text = written(recorder.events(), HistoryFormat.NDJSON);
    assertThat(streamed(text, ENOUGH, 2).report().anomalies()).isEmpty();
    assertThat(streamed(text.replace("[7777,7777],", ""), ENOUGH, 2).report().anomalies())
        .containsOnlyKeys(Anomaly.ACKED_LOSS, Anomaly.UNSEEN, Anomaly.GAP);
  }

  private static String sends(int partitions, int sends) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < sends; i++) {
      text.append(
          "{\"process\":0,\"type\":\"invoke\",\"f\":\"send\",\"value\":[[\"send\",%d,%d]]}\n"
              .formatted(i % partitions, 1_000_003L * i));
      text.append(
          "{\"process\":0,\"type\":\"ok\",\"f\":\"send\",\"value\":[[\"send\",%d,[%d,%d]]]}\n"
              .formatted(i % partitions, i, 1_000_003L * i));
    }
    return text.toString();
  }

  private DeliveryReport report(String text, Optional<Path> spillFolder) throws IOException {
    DeliveryLimits limits = new DeliveryLimits(DeliveryLimits.MEMORY_BYTES_MIN, spillFolder, 2);
    try (DeliveryHistory history =
        DeliveryHistory.read("history", bytes(text), Optional.empty(), limits)) {
      return new DeliveryChecker().check(history);
    }
  }

  @Test
  void littleMemoryIsEnoughForPartitionsThatAreSmall() throws IOException {
    DeliveryLimits limits = new DeliveryLimits(1 << 20, Optional.of(folder), 2);
    try (DeliveryHistory history =
        DeliveryHistory.read("history", bytes(sends(100, 30_000)), Optional.empty(), limits)) {
      assertThat(history.spilledBytes()).isGreaterThan(100_000);
      assertThat(new DeliveryChecker().check(history))
          .isEqualTo(new DeliveryReport(Map.of(), Map.of(), 30_000, 100, 100, Optional.empty()));
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aPartitionThatTakesMuchIsJudgedAlone() throws IOException {
    String text = sends(1, 3_000) + sends(4, 2_000).replace("[\"send\",", "[\"send\",1");
    DeliveryLimits limits = new DeliveryLimits(1 << 20, Optional.of(folder), 4);
    try (DeliveryHistory history =
        DeliveryHistory.read("history", bytes(text), Optional.empty(), limits)) {
      assertThat(limits.sharedBytesMax()).isLessThan(200_000);
      assertThat(new DeliveryChecker().check(history))
          .isEqualTo(new DeliveryReport(Map.of(), Map.of(), 5_000, 5, 5, Optional.empty()));
    }
  }

  /** A program with a small heap, and limits that allow more than that. */
  static final class SmallHeap {
    private SmallHeap() {}

    public static void main(String[] arguments) throws IOException {
      Optional<Path> folder = Optional.of(Path.of(arguments[0]));
      DeliveryLimits limits = new DeliveryLimits(1L << 40, folder, 2);
      Spill spill = new Spill(1 << 16, ENOUGH, folder);
      try (InputStream in = Files.newInputStream(Path.of(arguments[1]));
          DeliveryHistory history =
              DeliveryHistory.read("history", in, Optional.empty(), limits, spill)) {
        System.out.print(new DeliveryChecker().check(history).undecided().orElse("decided"));
      }
    }
  }

  @Test
  void aHeapThatIsLessThanWasAllowedLeavesAPartitionUndecided() throws Exception {
    Path file = Files.writeString(folder.resolve("sends.ndjson"), sends(1, 200_000));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx10m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeap.class.getName(),
                folder.toString(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(said).startsWith("partition 0 with 200,000 sends takes more than");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void aPartitionThatTakesTooMuchMemoryIsNotJudged() throws IOException {
    assertThat(report(sends(1, 1_000), Optional.of(folder)).undecided())
        .contains("partition 0 with 1,000 sends takes more than 32,768 bytes of memory");
  }

  @Test
  void whatIsStillJudgedIsWaitedFor() throws IOException {
    String twice = sends(1, 1) + sends(1, 1);
    String text = twice + sends(1, 200_000).replace("[\"send\",", "[\"send\",1");
    DeliveryLimits limits = new DeliveryLimits(1L << 30, Optional.of(folder), 2);
    try (DeliveryHistory history =
        DeliveryHistory.read("history", bytes(text), Optional.empty(), limits)) {
      assertThatExceptionOfType(HistoryFormatException.class)
          .isThrownBy(() -> new DeliveryChecker().check(history));
      assertThat(
              Thread.getAllStackTraces().values().stream()
                  .flatMap(Arrays::stream)
                  .filter(frame -> frame.getClassName().equals(PartitionHistory.class.getName())))
          .isEmpty();
    }
  }

  @Test
  void afterAnErrorTheFileIsClosed() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() {
            throw new StackOverflowError("deep");
          }
        };
    InputStream in = new SequenceInputStream(bytes(sends(100, 5_000)), failing);
    DeliveryLimits limits = new DeliveryLimits(1 << 20, Optional.of(folder), 1);
    Spill spill = new Spill(0, ENOUGH, Optional.of(folder));
    assertThatThrownBy(() -> DeliveryHistory.read("history", in, Optional.empty(), limits, spill))
        .isInstanceOf(StackOverflowError.class);
    assertThat(spill.length()).isPositive();
    assertThatThrownBy(() -> spill.read(0, new byte[1], 1))
        .hasCauseInstanceOf(ClosedChannelException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void withoutAFolderALongHistoryIsNotDecided() throws IOException {
    assertThat(report(sends(10, 10_000), Optional.empty()).undecided())
        .contains("what the history says of its partitions takes more than 8192 bytes of memory");
  }

  @Test
  void tooManyOperationsUnderWayAreNotDecided() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      text.append(
          "{\"process\":%d,\"type\":\"invoke\",\"f\":\"poll\",\"value\":[[\"poll\"]]}\n"
              .formatted(i));
    }
    assertThat(report(text.toString(), Optional.of(folder)).undecided().orElseThrow())
        .startsWith("what is under way");
  }

  /** Few things that take much each: far less than what was once between two looks at memory. */
  private void assertTooMuchIsUnderWay(String line, int lines) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append(line.replace("#", Integer.toString(i))).append('\n');
    }
    for (String written : List.of(text.toString(), loose(text.toString()))) {
      DeliveryLimits limits = new DeliveryLimits(1 << 20, Optional.of(folder), 1);
      try (DeliveryHistory history =
          DeliveryHistory.read("history", bytes(written), Optional.empty(), limits)) {
        assertThat(history.undecided().orElseThrow()).startsWith("what is under way");
        assertThat(history.operations()).isLessThan(lines);
      }
    }
  }

  @Test
  void longNamesOfProducersCount() throws IOException {
    assertTooMuchIsUnderWay(
        "{\"process\":#,\"type\":\"invoke\",\"f\":\"send\",\"value\":[[\"send\",0,#]],\"producer\":\"%s#\"}"
            .formatted("x".repeat(10_000)),
        40);
  }

  @Test
  void longKeysOfPartitionsCount() throws IOException {
    assertTooMuchIsUnderWay(
        "{\"process\":#,\"type\":\"invoke\",\"f\":\"send\",\"value\":[[\"send\",\"%s#\",#]]}"
            .formatted("x".repeat(10_000)),
        40);
  }

  @Test
  void longTransactionsUnderWayCount() throws IOException {
    assertTooMuchIsUnderWay(
        "{\"process\":#,\"type\":\"invoke\",\"f\":\"txn\",\"value\":[%s]}"
            .formatted("[\"poll\"],".repeat(500) + "[\"poll\"]"),
        60);
  }

  @Test
  void longRecordsUnderWayCount() throws IOException {
    assertTooMuchIsUnderWay(
        "{\"process\":#,\"type\":\"invoke\",\"f\":\"send\",\"value\":[[\"send\",0,\"%s#\"]]}"
            .formatted("x".repeat(10_000)),
        40);
  }

  @Test
  void thePartitionsOfOneEventCountOneByOne() throws IOException {
    StringBuilder text =
        new StringBuilder("{\"process\":0,\"type\":\"invoke\",\"f\":\"txn\",\"value\":[");
    for (int i = 0; i < 3_000; i++) {
      text.append("[\"send\",").append(i).append(",0],");
    }
    text.setLength(text.length() - 1);
    DeliveryLimits limits = new DeliveryLimits(1 << 20, Optional.of(folder), 1);
    try (DeliveryHistory history =
        DeliveryHistory.read("history", bytes(text + "]}"), Optional.empty(), limits)) {
      assertThat(history.undecided().orElseThrow()).startsWith("what is under way");
      assertThat(history.operations()).isZero();
    }
  }

  @Test
  void nestedRecordsTakeMoreThanTheirText() throws IOException {
    String record = "[" + "[],".repeat(99) + "[]]";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      text.append(
          "{:process %d :type :invoke :f :send :value [[:send 0 [%d %s]]]}\n"
              .formatted(i, i, record));
      text.append("{:process %d :type :info :f :send}\n".formatted(i));
    }
    DeliveryLimits limits = new DeliveryLimits(1 << 20, Optional.of(folder), 1);
    try (DeliveryHistory history =
        DeliveryHistory.read("history", bytes(text.toString()), Optional.empty(), limits)) {
      assertThat(history.undecided().orElseThrow())
          .startsWith("records that are neither numbers nor strings");
    }
  }

  @Test
  void recordsOfOtherKindsThatTakeTooMuchMemoryAreNotDecided() throws IOException {
    String text = sends(10, 1_000).replaceAll("([0-9]+)\\]\\]\\}", "{\"r\":$1}]]}");
    assertThat(
            report(text.replaceAll("([0-9]+)\\]\\]\\]\\}", "{\"r\":$1}]]]}"), Optional.of(folder))
                .undecided()
                .orElseThrow())
        .startsWith("records that are neither numbers nor strings");
  }

  private static void assertRefused(String text, String message) {
    for (String written : List.of(text, loose(text))) {
      assertThatExceptionOfType(HistoryFormatException.class)
          .isThrownBy(() -> streamed(written, ENOUGH, 2))
          .withMessage(message);
    }
  }

  @Test
  void whatBreaksTheRulesIsNamedByItsLine() {
    String invoke =
        "{\"process\":0,\"type\":\"invoke\",\"f\":\"send\",\"value\":[[\"send\",5,1]]}\n";
    String ok = "{\"process\":0,\"type\":\"ok\",\"f\":\"send\",\"value\":[[\"send\",5,[0,1]]]}\n";
    String info = "{\"process\":0,\"type\":\"info\",\"f\":\"send\",\"value\":[[\"send\",5,1]]}\n";
    String poll = "{\"process\":1,\"type\":\"invoke\",\"f\":\"poll\",\"value\":[[\"poll\"]]}\n";
    String read =
        "{\"process\":1,\"type\":\"ok\",\"f\":\"poll\",\"value\":[[\"poll\",{\"5\":[[0,2]]}]]}\n";
    assertRefused(
        invoke + invoke,
        "history:2:1: expected the completion of send of event 0, found the invocation of send by"
            + " the same process 0");
    assertRefused(
        ok,
        "history:1:1: expected process 0 to have an operation under way, found the completion of"
            + " send");
    assertRefused(
        invoke + info + invoke,
        "history:3:1: expected no more of process 0 after its result is unknown, found the"
            + " invocation of send");
    assertRefused(
        invoke + ok.replace("[0,1]", "[0,2]"),
        "history:2:1: expected [:send 5 [offset 1]], found [\"send\" 5 [0 2]]");
    assertRefused(
        invoke + ok + invoke,
        "history:3:1: expected a record that was not sent to partition 5 before, found 1, which"
            + " event 0 sends");
    assertRefused(
        invoke + ok + poll + read,
        "history:4:1: expected a record that was sent to partition 5 before, found 2 at offset 0");
    assertRefused(
        invoke + poll.replace("poll\",\"value\":[[\"poll\"]]", "read\",\"value\":null") + read,
        "history:3:1: expected the completion of read of event 1, found the completion of poll");
  }

  @Test
  void severalEventsOfALineAreNamedByTheirColumns() {
    String invoke = "{\"process\":0,\"type\":\"invoke\",\"f\":\"send\",\"value\":[[\"send\",5,1]]}";
    String other = invoke.replace("\"process\":0", "\"process\":1");
    String twice = other.replace("5,1", "5,2");
    assertThatExceptionOfType(HistoryFormatException.class)
        .isThrownBy(() -> streamed("[" + invoke + ",\n  " + twice + "," + twice + "]", ENOUGH, 2))
        .withMessageStartingWith("history:2:67: expected the completion of send of event 1");
    assertRefused(
        "[" + invoke + ",\n  " + other + "]",
        "history:2:3: expected a record that was not sent to partition 5 before, found 1, which"
            + " event 0 sends");
  }

  @Test
  void limitsThatAreNoneAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DeliveryLimits(100, Optional.empty(), 1))
        .withMessage("expected at least 65536 bytes of memory, found 100");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DeliveryLimits(ENOUGH, Optional.empty(), 0))
        .withMessage("expected at least 1 thread, found 0");
  }
}
