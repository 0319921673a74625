package org.acksiom.bench;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.acksiom.linearizability.Budget;
import org.acksiom.linearizability.LinearizabilityChecker;
import org.acksiom.linearizability.Verdict;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.model.Dialect;
import org.acksiom.linearizability.model.Models;
import org.acksiom.linearizability.model.SequentialModel;
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

/**
 * Histories of a million operations, each value written once, that are checked without a search:
 * from the operations to the verdict.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx3g", "-XX:+UseSerialGC"})
public class NearLinearBenchmark {
  private static final long SEED = 1;
  private static final int OPERATIONS = 1_000_000;

  /** After so many operations one is told what cannot be. */
  private static final int WRONG_FROM = 990_000;

  /** Of a hundred operations, how many nobody hears of. */
  private static final double CRASHES_PERCENT = 0.01;

  /** What is checked. */
  @State(Scope.Benchmark)
  public static class Checked {
    /** The model. */
    @Param({"register", "log", "fifo-queue"})
    public String model;

    /** The clients that act at a time. */
    @Param({"5", "50"})
    public int clients;

    /** Whether a late operation was told what cannot be. */
    @Param({"false", "true"})
    public boolean isWrong;

    private SequentialModel<?, ?> sequential;
    private History history;

    /** Makes the history. */
    @Setup
    public void make() {
      sequential = Models.named(model, Dialect.KNOSSOS);
      history = new Clients(model, clients, isWrong).history();
    }
  }

  /** Counted in every iteration, and reported by the second. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Count {
    /** Operations checked. */
    public long operations;

    /** Seconds of processor time. */
    public double processors;
  }

  /** Checks a history. */
  @Benchmark
  public Verdict check(Checked checked, Count count) {
    double before = ProcessorTime.seconds();
    LinearizabilityChecker checker =
        new LinearizabilityChecker(new Budget(Duration.ofMinutes(1), 1L << 30), System::nanoTime);
    Verdict verdict = checker.check(checked.sequential, checked.history).verdict();
    if (verdict != (checked.isWrong ? Verdict.INVALID : Verdict.VALID)) {
      throw new IllegalStateException("expected the other verdict, found " + verdict);
    }
    count.operations += OPERATIONS;
    count.processors += ProcessorTime.seconds() - before;
    return verdict;
  }

  /** Clients that call an object, each call being answered some time after it took effect. */
  private static final class Clients {
    private final String model;
    private final int clients;

    /** Whether there is a wrong answer to come. */
    private boolean isWrong;

    private final Random random = new Random(SEED);
    private final List<Event> events = new ArrayList<>(2 * OPERATIONS);

    // The object: a register, a log, or a queue.
    private long written;
    private final List<Object> log = new ArrayList<>();
    private final Deque<Object> queue = new ArrayDeque<>();

    private Clients(String model, int clients, boolean isWrong) {
      this.model = model;
      this.clients = clients;
      this.isWrong = isWrong;
    }

    private History history() {
      long[] process = new long[clients];
      Event[] invoked = new Event[clients];
      Event[] answer = new Event[clients];
      long processes = 0;
      for (int c = 0; c < clients; c++) {
        process[c] = processes++;
      }
      int invocations = 0;
      int open = 0;
      while (invocations < OPERATIONS || open > 0) {
        int c = random.nextInt(clients);
        if (invoked[c] == null && invocations < OPERATIONS) {
          invoked[c] = invocation(process[c], invocations++);
          events.add(invoked[c]);
          open++;
        } else if (invoked[c] != null && answer[c] == null) {
          answer[c] = answer(invoked[c], isWrong && invocations > WRONG_FROM);
        } else if (invoked[c] != null) {
          if (random.nextDouble() * 100 < CRASHES_PERCENT) {
            events.add(event(process[c], Event.Type.INFO, invoked[c].function(), null, Map.of()));
            process[c] = processes++;
          } else {
            events.add(answer[c]);
          }
          invoked[c] = null;
          answer[c] = null;
          open--;
        }
      }
      return History.of(events);
    }

    private static Event event(
        long process, Event.Type type, String function, Object value, Map<String, Object> more) {
      return new Event(process, type, function, value, more);
    }

    private Event invocation(long process, int number) {
      boolean changes = random.nextBoolean();
      Object value = changes ? (Object) (number + 1L) : null;
      return switch (model) {
        case "register" ->
            event(process, Event.Type.INVOKE, changes ? "write" : "read", value, Map.of());
        case "log" ->
            event(
                process,
                Event.Type.INVOKE,
                changes ? "append" : "read",
                value,
                changes
                    ? Map.of()
                    : Map.of("offset", (long) Math.max(0, log.size() - random.nextInt(4))));
        default ->
            event(process, Event.Type.INVOKE, changes ? "enqueue" : "dequeue", value, Map.of());
      };
    }

    private Event answer(Event invocation, boolean wrong) {
      Object value = invocation.value();
      Map<String, Object> more = Map.of();
      switch (invocation.function()) {
        case "write" -> written = (Long) value;
        case "read" -> value = model.equals("log") ? log(invocation, wrong) : read(wrong);
        case "append" -> {
          more = Map.of("offset", (long) log.size());
          log.add(value);
        }
        case "enqueue" -> queue.addLast(value);
        default -> value = dequeue(wrong);
      }
      return event(invocation.process(), Event.Type.OK, invocation.function(), value, more);
    }

    private Object read(boolean wrong) {
      isWrong &= !wrong;
      return wrong ? 0L : written;
    }

    private List<Object> log(Event invocation, boolean wrong) {
      long offset = (Long) invocation.attributes().get("offset");
      List<Object> values = new ArrayList<>(log.subList((int) offset, log.size()));
      if (wrong && values.size() > 1) {
        Collections.reverse(values);
        isWrong = false;
      }
      return values;
    }

    private Object dequeue(boolean wrong) {
      if (wrong && queue.size() > 2 * clients) {
        isWrong = false;
        return queue.removeLast();
      }
      return queue.pollFirst();
    }
  }
}
