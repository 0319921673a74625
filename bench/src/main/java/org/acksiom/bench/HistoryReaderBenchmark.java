package org.acksiom.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.acksiom.linearizability.history.EventSink;
import org.acksiom.linearizability.history.HistoryFormat;
import org.acksiom.linearizability.history.HistoryReader;
import org.acksiom.linearizability.history.ReadLimits;
import org.acksiom.linearizability.history.Recording;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading histories from memory, one thread. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(
    value = 1,
    jvmArgs = {"-XX:+UseParallelGC", "-Xmx3g"})
public class HistoryReaderBenchmark {

  private static final int BYTES = 40_000_000;
  private static final int PROCESSES = 64;
  private static final int NANOSECONDS_PER_EVENT = 54_321;

  private static final HistoryReader READER = new HistoryReader(ReadLimits.ofMemory(2L << 30));

  /** What operations are in the history. */
  public enum Workload {
    /** Reads and writes of a register, with the time of each event. */
    REGISTER,
    /** Sends to four partitions, as in Jepsen's Kafka workload. */
    SENDS
  }

  /** What is read. */
  @State(Scope.Benchmark)
  public static class Text {
    /** The form. */
    @Param({"NDJSON", "JSON", "EDN"})
    public HistoryFormat format;

    /** The operations. */
    @Param public Workload workload;

    private byte[] bytes;

    /** Writes the history. */
    @Setup
    public void write() {
      SplittableRandom random = new SplittableRandom(5);
      boolean[] underWay = new boolean[PROCESSES];
      StringBuilder text = new StringBuilder(BYTES + 1000);
      String separator = "";
      for (long i = 0; text.length() < BYTES; i++) {
        int process = random.nextInt(PROCESSES);
        boolean invokes = !underWay[process];
        underWay[process] = invokes;
        text.append(separator).append("{\"process\":").append(process);
        text.append(",\"type\":\"").append(invokes ? "invoke" : "ok").append("\",\"f\":");
        switch (workload) {
          case REGISTER ->
              text.append(process % 2 == 0 ? "\"read\"" : "\"write\"")
                  .append(",\"value\":")
                  .append(invokes && process % 2 == 0 ? "null" : random.nextInt(5))
                  .append(",\"time\":")
                  .append(i * NANOSECONDS_PER_EVENT);
          case SENDS ->
              text.append("\"send\",\"value\":[[\"send\",")
                  .append(process % 4)
                  .append(invokes ? "," + i : ",[" + i + "," + i + "]")
                  .append("]]");
        }
        text.append('}');
        separator = format == HistoryFormat.JSON ? ",\n" : "\n";
      }
      String json = format == HistoryFormat.JSON ? "[" + text + "]" : text.toString();
      bytes = (format == HistoryFormat.EDN ? edn(json) : json).getBytes(StandardCharsets.UTF_8);
    }

    private static String edn(String json) {
      return json.replaceAll("\"(\\w+)\":", ":$1 ")
          .replaceAll("\"(\\w+)\"", ":$1")
          .replace(",", ", ")
          .replace("null", "nil");
    }

    private ByteArrayInputStream in() {
      return new ByteArrayInputStream(bytes);
    }
  }

  /** Counted in every iteration, and reported by the second. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Count {
    /** Megabytes read. */
    public double megabytes;

    /** Events read. */
    public long events;

    /** Seconds of processor time. */
    public double processors;

    private void add(Text text, long read, double since) {
      megabytes += text.bytes.length / 1e6;
      events += read;
      processors += ProcessorTime.seconds() - since;
    }
  }

  /** The whole history with its operations. */
  @Benchmark
  public Recording record(Text text, Count count) throws IOException {
    double before = ProcessorTime.seconds();
    Recording recording = READER.read("history", text.in(), Optional.of(text.format));
    count.add(text, recording.history().events().size(), before);
    return recording;
  }

  /** One event after another, none kept. */
  @Benchmark
  public long stream(Text text, Count count) throws IOException {
    double before = ProcessorTime.seconds();
    long[] events = new long[1];
    EventSink<IOException> sink = (event, line, column) -> events[0]++;
    READER.forEach("history", text.in(), Optional.of(text.format), sink);
    count.add(text, events[0], before);
    return events[0];
  }
}
