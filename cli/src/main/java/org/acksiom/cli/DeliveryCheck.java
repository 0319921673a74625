package org.acksiom.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.linearizability.delivery.DeliveryHistory;
import org.acksiom.linearizability.delivery.DeliveryLimits;
import org.acksiom.linearizability.delivery.DeliveryReport;
import org.acksiom.linearizability.delivery.Finding;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.HistoryFormat;

/**
 * What {@code acksiom check --model kafka} found out about one history, which may be of any length:
 * it is never in memory as a whole.
 */
final class DeliveryCheck implements AutoCloseable {
  static final String MODEL = "kafka";

  /** A report names no more findings of one anomaly than this. */
  private static final int FINDINGS_MAX = 1000;

  /** Of an anomaly's findings, people are shown so many. */
  private static final int SHOWN_MAX = 5;

  /** If nothing is said of memory, a history takes this share of the heap. */
  private static final int HEAP_PER_HISTORY = 2;

  private final DeliveryHistory history;
  private final DeliveryReport report;
  private final long readNanos;
  private final long checkNanos;

  private DeliveryCheck(
      DeliveryHistory history, DeliveryReport report, long readNanos, long checkNanos) {
    this.history = history;
    this.report = report;
    this.readNanos = readNanos;
    this.checkNanos = checkNanos;
  }

  /**
   * Reads a history and checks it.
   *
   * @param memoryLimit in bytes, at least {@link DeliveryLimits#MEMORY_BYTES_MIN}, or {@code null}
   * @param repeat how often to check it after a warm-up, to tell the median time, or {@code null}
   */
  static DeliveryCheck of(
      String file, InputStream in, Optional<HistoryFormat> format, Long memoryLimit, Integer repeat)
      throws IOException {
    Runtime runtime = Runtime.getRuntime();
    long memory = memoryLimit == null ? runtime.maxMemory() / HEAP_PER_HISTORY : memoryLimit;
    DeliveryLimits limits =
        new DeliveryLimits(
            memory,
            Optional.of(Path.of(System.getProperty("java.io.tmpdir"))),
            runtime.availableProcessors());
    long start = System.nanoTime();
    DeliveryHistory history = DeliveryHistory.read(file, in, format, limits);
    try {
      long readNanos = System.nanoTime() - start;
      DeliveryChecker checker = new DeliveryChecker(FINDINGS_MAX);
      Timed<DeliveryReport> timed = Timed.of(repeat, () -> checker.check(history));
      return new DeliveryCheck(history, timed.result(), readNanos, timed.nanos());
    } catch (IOException | RuntimeException | Error e) {
      history.close();
      throw e;
    }
  }

  /** The history's. */
  String name() {
    return history.name();
  }

  ExitCode exitCode() {
    if (!report.anomalies().isEmpty()) {
      return ExitCode.VIOLATED;
    }
    return report.undecided().isPresent() ? ExitCode.UNDECIDED : ExitCode.HOLDS;
  }

  /** One line: what memory did not suffice for, or what the verdict does not cover. */
  private Optional<String> reason() {
    if (report.undecided().isPresent() || report.reconstructed() == 0) {
      return report.undecided();
    }
    return Optional.of(
        "%d of %d partitions without a final read were judged by what consumers read"
            .formatted(report.reconstructed(), report.partitions()));
  }

  /** A few lines for people. */
  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s: %s (%s, %,d operations, %.1f ms)%n",
        history.name(),
        switch (exitCode()) {
          case VIOLATED -> "anomalies";
          case UNDECIDED -> "unknown, because memory ran out";
          default -> "no anomalies";
        },
        MODEL,
        report.operations(),
        checkNanos / 1e6);
    report
        .anomalies()
        .forEach(
            (anomaly, findings) -> {
              long count = report.counts().get(anomaly);
              out.printf(Locale.ROOT, "  %s, %,d: %s%n", anomaly, count, anomaly.meaning());
              findings.stream().limit(SHOWN_MAX).forEach(finding -> print(finding, out));
              if (count > SHOWN_MAX) {
                out.printf(Locale.ROOT, "    … %,d more%n", count - SHOWN_MAX);
              }
            });
    reason().ifPresent(reason -> out.println("  " + reason));
  }

  private void print(Finding finding, PrintWriter out) {
    String jepsen = finding.jepsen().map(word -> "; Jepsen's " + word).orElse("");
    out.printf("    %s (lines %s%s)%n", finding.explanation(), lines(finding), jepsen);
  }

  private List<Integer> lines(Finding finding) {
    return finding.events().stream().map(history::line).distinct().toList();
  }

  /** One JSON document. Values of the history are strings of EDN. */
  String json() throws JsonProcessingException {
    ObjectNode json = CheckJson.undecided(history.name(), MODEL);
    switch (exitCode()) {
      case VIOLATED -> json.put("valid", false);
      case HOLDS -> json.put("valid", true);
      default -> {} // as it stands there
    }
    json.put("operations", report.operations());
    json.put("parseMillis", CheckJson.millis(readNanos));
    json.put("elapsedMillis", CheckJson.millis(checkNanos));
    json.put("reason", reason().orElse(null));
    ObjectNode anomalies = json.putObject("anomalies");
    report
        .anomalies()
        .forEach(
            (anomaly, findings) -> {
              ArrayNode list = anomalies.putArray(anomaly.name());
              findings.forEach(finding -> put(list.addObject(), finding));
            });
    return CheckJson.text(json);
  }

  private void put(ObjectNode json, Finding finding) {
    json.put("partition", Edn.print(finding.partition()));
    json.put("record", Edn.print(finding.record()));
    json.put("explanation", finding.explanation());
    json.put("jepsen", finding.jepsen().orElse(null));
    ArrayNode lines = json.putArray("lines");
    finding.events().forEach(event -> lines.add(history.line(event)));
  }

  @Override
  public void close() throws IOException {
    history.close();
  }
}
