package org.acksiom.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.modelcheck.Specification;
import org.acksiom.modelcheck.TlaValue;
import org.acksiom.modelcheck.Tlc;
import org.acksiom.modelcheck.TlcResult;
import org.acksiom.modelcheck.TlcRun;
import org.acksiom.modelcheck.TraceBatch;
import org.acksiom.modelcheck.TracedStep;

/**
 * Asks TLC whether recorded traces are behaviours of {@code KafkaDelivery}: of each it follows
 * event after event, as far as it can. Where it can't, TLC's evaluator in this process says why.
 */
public final class TraceValidation {
  /** For a thousand states of traces, and for the text of a hundred thousand events. */
  private static final int HEAP_MEGABYTES = 1_024;

  private static final Pattern FOLLOWED = Pattern.compile("<<\"followed\", (\\d+), (-?\\d+)>>");

  private final Tlc tlc;
  private final Path modules;
  private final Path work;
  private final Duration timeout;

  /** What a run of TLC came to; rejections are by the places of their traces in the batch. */
  private record Followed(
      TraceBatches.Batch batch,
      Map<Integer, TraceRejection> rejections,
      Duration elapsed,
      boolean undecided) {}

  /**
   * @param modules the folder of {@code MCKafkaDeliveryTrace} and {@code MCKafkaDelivery} with all
   *     that they extend
   * @param work where batches, models and TLC's output are written
   * @param timeout of one run of TLC
   */
  public TraceValidation(Tlc tlc, Path modules, Path work, Duration timeout) {
    this.tlc = tlc;
    this.modules = modules.toAbsolutePath();
    this.work = work.toAbsolutePath();
    this.timeout = timeout;
  }

  /**
   * Validates files. The outcome does not depend on the number of workers, but for times.
   *
   * @param files each with one or more {@link ActionTrace}s
   * @param workers how many runs of TLC at a time, at least 1
   * @param progress told how many events are done, after each run
   * @return the outcomes, in the order of the files
   * @throws IOException if a file can't be read at all; its name begins the message
   * @throws ModelFailed if TLC crashes or the specification is broken
   */
  public List<TraceOutcome> validate(List<Path> files, int workers, LongConsumer progress)
      throws IOException, InterruptedException, ModelFailed {
    List<Optional<String>> malformed = new ArrayList<>();
    List<TraceBatches.Batch> batches;
    try (TraceBatches reading = new TraceBatches(work)) {
      for (Path file : files) {
        malformed.add(reading.add(file, malformed.size()));
      }
      batches = reading.batches();
    }
    Map<Integer, Followed> followed = new TreeMap<>();
    List<SideBySide.Exploration<Followed>> runs = new ArrayList<>();
    for (int index = 0; index < batches.size(); index++) {
      TraceBatches.Batch batch = batches.get(index);
      runs.add(() -> follow(batch));
    }
    long[] done = {0};
    SideBySide.run(
        runs,
        workers,
        (index, result) -> {
          followed.put(index, result);
          done[0] += result.batch().allEvents();
          progress.accept(done[0]);
        });
    List<TraceOutcome> outcomes = new ArrayList<>();
    for (int source = 0; source < files.size(); source++) {
      outcomes.add(
          outcome(
              files.get(source), malformed.get(source), source, List.copyOf(followed.values())));
    }
    return outcomes;
  }

  // ---- TLC

  private Followed follow(TraceBatches.Batch batch)
      throws IOException, InterruptedException, ModelFailed {
    String name = batch.file().getFileName().toString().replaceFirst("\\.txt$", "");
    Path config = work.resolve(name + ".cfg");
    Files.writeString(config, model(batch).traceConfig(batch.file().toString()));
    TlcRun run =
        TlcRun.of(
                modules.resolve(KafkaDeliveryModel.TRACE_MODULE + ".tla"),
                config,
                work.resolve(name + ".out"))
            .timeout(timeout)
            .heapMegabytes(HEAP_MEGABYTES);
    TlcResult result = tlc.run(run, stats -> {});
    if (result instanceof TlcResult.Undecided) {
      return new Followed(batch, Map.of(), result.stats().elapsed(), true);
    }
    if (result instanceof TlcResult.Failed failed) {
      throw new ModelFailed("TLC failed: " + failed.message(), result.log());
    }
    if (!(result instanceof TlcResult.Holds)) {
      throw new ModelFailed("TLC found a violation where none can be", result.log());
    }
    List<Integer> followed = followed(batch, result.log());
    List<Integer> rejected =
        IntStream.range(0, followed.size())
            .boxed()
            .filter(trace -> followed.get(trace) < batch.events().get(trace))
            .toList();
    return new Followed(
        batch,
        rejected.isEmpty() ? Map.of() : explained(batch, rejected, followed),
        result.stats().elapsed(),
        false);
  }

  private static KafkaDeliveryModel model(TraceBatches.Batch batch) {
    return new KafkaDeliveryModel(
        batch.setup().settings(), batch.setup().faults(), batch.setup().bounds());
  }

  /** How far each trace was followed, as TLC tells it in the end. */
  private static List<Integer> followed(TraceBatches.Batch batch, Path log)
      throws IOException, ModelFailed {
    Map<Integer, Integer> events = new TreeMap<>();
    try (Stream<String> lines = Files.lines(log)) {
      lines
          .map(FOLLOWED::matcher)
          .filter(Matcher::matches)
          .forEach(
              found ->
                  events.put(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2))));
    }
    if (events.size() != batch.traces().size()) {
      throw new ModelFailed(
          "expected TLC to tell of %d traces, found %d"
              .formatted(batch.traces().size(), events.size()),
          log);
    }
    return List.copyOf(events.values());
  }

  // ---- what it came to

  private TraceOutcome outcome(
      Path file, Optional<String> malformed, int source, List<Followed> all)
      throws IOException, ModelFailed {
    int traces = 0;
    long events = 0;
    double nanos = 0;
    boolean undecided = false;
    List<TraceRejection> rejections = new ArrayList<>();
    for (Followed followed : all) {
      TraceBatches.Batch batch = followed.batch();
      List<Integer> own =
          Stream.iterate(0, t -> t + 1)
              .limit(batch.traces().size())
              .filter(t -> batch.traces().get(t).source() == source)
              .toList();
      if (own.isEmpty()) {
        continue;
      }
      long ownEvents = own.stream().mapToLong(t -> batch.events().get(t)).sum();
      traces += own.size();
      events += ownEvents;
      nanos +=
          (double) followed.elapsed().toNanos()
              * (ownEvents + own.size())
              / (batch.allEvents() + batch.traces().size());
      undecided |= followed.undecided();
      own.stream()
          .map(followed.rejections()::get)
          .filter(Objects::nonNull)
          .forEach(rejections::add);
    }
    rejections.sort(Comparator.comparingInt(TraceRejection::trace));
    return new TraceOutcome(
        file, malformed, traces, events, Duration.ofNanos((long) nanos), rejections, undecided);
  }

  // ---- why

  private Map<Integer, TraceRejection> explained(
      TraceBatches.Batch batch, List<Integer> rejected, List<Integer> followed)
      throws IOException, ModelFailed {
    Path config = Files.createTempFile(work, "explained", ".cfg");
    Files.writeString(config, model(batch).config());
    TraceBatch traces = TraceBatch.read(batch.file());
    Map<Integer, TraceRejection> explained = new TreeMap<>();
    try (Specification specification =
        Specification.read(modules.resolve(KafkaDeliveryModel.MODULE + ".tla"), config)) {
      Map<String, Integer> steps = new LinkedHashMap<>();
      for (Specification.Step step : specification.steps()) {
        steps.put(written(step.action(), step.parameters()), steps.size());
      }
      for (int trace : rejected) {
        explained.put(
            trace, explain(specification, steps, traces, trace, followed.get(trace) + 1, batch));
      }
    }
    return explained;
  }

  private TraceRejection explain(
      Specification specification,
      Map<String, Integer> steps,
      TraceBatch traces,
      int trace,
      int event,
      TraceBatches.Batch batch)
      throws ModelFailed {
    TraceBatches.Place place = batch.traces().get(trace);
    int line = place.line() + 1 + event;
    TlaValue[] found = traces.state(trace + 1, event);
    if (event == 0) {
      return new TraceRejection(
          place.number(),
          line,
          ActionTrace.INIT,
          "is no initial state of the specification",
          differences(inOurOrder(specification, specification.initial().get(0)), found));
    }
    TracedStep step = traces.step(trace + 1, event);
    String name =
        written(
            step.action(), step.parameters().stream().<TlaValue>map(TlaValue.Int::new).toList());
    Integer index = steps.get(name);
    List<TlaValue[]> next =
        index == null
            ? List.of()
            : specification.next(
                index, inItsOrder(specification, traces.state(trace + 1, event - 1)));
    String reason =
        index == null
            ? "is no step within the bounds"
            : next.isEmpty() ? "can not happen here" : "leads elsewhere";
    Map<String, Lockstep.Sides> fields =
        next.isEmpty() ? Map.of() : differences(inOurOrder(specification, next.get(0)), found);
    if (!next.isEmpty() && fields.isEmpty()) {
      throw new ModelFailed(
          name + ": TLC can't follow what its evaluator can", batch.file().toAbsolutePath());
    }
    return new TraceRejection(place.number(), line, name, reason, fields);
  }

  private static String written(String action, List<TlaValue> parameters) {
    return parameters.isEmpty()
        ? action
        : action
            + parameters.stream().map(Object::toString).collect(Collectors.joining(", ", "(", ")"));
  }

  /** TLC has an order of its own for the variables. */
  private static TlaValue[] inItsOrder(Specification specification, TlaValue[] state) {
    return specification.variables().stream()
        .map(name -> state[TraceVariable.position(name).orElseThrow()])
        .toArray(TlaValue[]::new);
  }

  private static TlaValue[] inOurOrder(Specification specification, TlaValue[] state) {
    List<String> variables = specification.variables();
    return TraceVariable.ALL.stream()
        .map(variable -> state[variables.indexOf(variable.name())])
        .toArray(TlaValue[]::new);
  }

  private static Map<String, Lockstep.Sides> differences(TlaValue[] expected, TlaValue[] found) {
    Map<String, Lockstep.Sides> differences = new LinkedHashMap<>();
    for (int v = 0; v < found.length; v++) {
      differ(TraceVariable.ALL.get(v).name(), expected[v], found[v], differences);
    }
    return differences;
  }

  /** Where two values of one form differ, as near as can be said. */
  private static void differ(
      String place, TlaValue expected, TlaValue found, Map<String, Lockstep.Sides> differences) {
    if (expected.equals(found)) {
      return;
    }
    if (expected instanceof TlaValue.Tuple one
        && found instanceof TlaValue.Tuple other
        && one.elements().size() == other.elements().size()) {
      for (int i = 0; i < one.elements().size(); i++) {
        differ(
            place + "[" + (i + 1) + "]",
            one.elements().get(i),
            other.elements().get(i),
            differences);
      }
    } else if (expected instanceof TlaValue.Record one
        && found instanceof TlaValue.Record other
        && one.fields().keySet().equals(other.fields().keySet())) {
      one.fields()
          .forEach(
              (field, value) ->
                  differ(place + "." + field, value, other.fields().get(field), differences));
    } else {
      differences.put(place, new Lockstep.Sides(expected, found));
    }
  }
}
