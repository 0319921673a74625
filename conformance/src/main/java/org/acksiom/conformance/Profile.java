package org.acksiom.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/**
 * How much {@link Verification} does.
 *
 * @param name the profile's name
 * @param faults the fault models, in order; others may be asked for
 * @param questions what is asked under each fault model
 * @param total after which nothing new is begun and what runs is stopped
 * @param timeout of one exploration by TLC, and of one by the explorer
 * @param heapMegabytes of one TLC
 * @param states distinct states at most of one exploration of the implementation
 * @param fuzzRuns runs of the fuzzer for each exploration
 */
public record Profile(
    String name,
    List<FaultModel> faults,
    Map<FaultModel, List<Question>> questions,
    Duration total,
    Duration timeout,
    int heapMegabytes,
    long states,
    long fuzzRuns) {

  /**
   * What one exploration of each preset is to decide.
   *
   * @param bounds how far it goes
   * @param anomalies which anomalies
   * @param onlyShown whether it decides only what the implementation shows: for bounds that TLC
   *     can't exhaust; what is left must be asked within others, too
   */
  public record Question(Bounds bounds, List<Anomaly> anomalies, boolean onlyShown) {

    /** Copies the anomalies. */
    public Question {
      anomalies = List.copyOf(anomalies);
    }

    private static Question of(Bounds bounds, Anomaly... anomalies) {
      return new Question(bounds, List.of(anomalies), false);
    }

    /** All anomalies but those of reads. */
    private static Question ofSends(Bounds bounds) {
      return new Question(bounds, Predictor.decided(bounds), false);
    }

    /** The anomalies of reads. */
    private static Question ofReads(Bounds bounds) {
      List<Anomaly> reads = new ArrayList<>(Predictor.decided(bounds.withConsumer()));
      reads.removeAll(Predictor.decided(bounds));
      return new Question(bounds.withConsumer(), reads, false);
    }

    private Question ifShown() {
      return new Question(bounds, anomalies, true);
    }
  }

  private static final Bounds UNRETRIED = Bounds.SMALL.withoutRetries();
  private static final Bounds ONE_RECORD = Bounds.SMALL.withOneRecord();
  private static final Bounds ONE_FAULT = new Bounds(2, 2, 0, 1);

  private static final List<Question> ALL_SENDS = List.of(Question.ofSends(Bounds.SMALL));

  /**
   * Where there are many faults: one record, which is retried, for what a single record can show,
   * and two for the rest.
   */
  private static final List<Question> SENDS =
      List.of(
          Question.of(
              ONE_RECORD,
              Anomaly.ACKED_LOSS,
              Anomaly.SILENT_LOSS,
              Anomaly.REPORTED_LOSS,
              Anomaly.PHANTOM,
              Anomaly.UNSEEN),
          Question.of(Bounds.SMALL, Anomaly.DUPLICATE, Anomaly.REORDER, Anomaly.GAP));

  /** The same, and all of it of two records, too. */
  private static final List<Question> TWO_RECORDS = with(SENDS, ALL_SENDS);

  /** The same, but of two records only what shows: the rest is too much to exhaust. */
  private static final List<Question> WIDE_SENDS =
      with(List.of(Question.ofSends(Bounds.SMALL).ifShown()), SENDS);

  private static final List<Question> ALL_READS = List.of(Question.ofReads(UNRETRIED));

  /**
   * Where there are many faults: two records, two faults and a consumer have too many states to
   * exhaust, so what is shown within these bounds is confirmed, and the rest asked within smaller
   * ones.
   */
  private static final List<Question> READS =
      List.of(
          Question.ofReads(UNRETRIED).ifShown(),
          Question.of(ONE_RECORD.withoutRetries().withConsumer(), Anomaly.ROLLED_BACK_READ),
          Question.of(
              ONE_FAULT.withConsumer(),
              Anomaly.DIVERGENT_OFFSET,
              Anomaly.NONMONOTONIC_READ,
              Anomaly.SKIPPED_READ));

  /**
   * Two replicas, up to two records, the cheapest fault models, and no consumer: everything is
   * decided within two minutes on two cores. The budget is five times that, for machines with other
   * work.
   */
  public static final Profile QUICK =
      new Profile(
          "quick",
          List.of(FaultModel.NONE, FaultModel.NETWORK, FaultModel.CRASH),
          questions(ALL_SENDS, SENDS, SENDS, SENDS),
          Duration.ofMinutes(10),
          Duration.ofMinutes(4),
          1024,
          3_000_000,
          200);

  /**
   * Two replicas, two records, all fault models, and all anomalies. Where a consumer reads nothing
   * is retried, as far as TLC goes: what retries can do shows without one. The budget leaves TLC,
   * of ten minutes, the time to stop in good order, and the report its own.
   */
  public static final Profile STANDARD =
      new Profile(
          "standard",
          List.of(FaultModel.values()),
          questions(
              with(ALL_SENDS, ALL_READS),
              with(TWO_RECORDS, READS),
              with(WIDE_SENDS, READS),
              with(WIDE_SENDS, READS)),
          Duration.ofSeconds(570),
          Duration.ofMinutes(4),
          1024,
          6_000_000,
          2_000);

  /** Three replicas: no exploration takes more than an hour or four gigabytes. */
  public static final Profile DEEP =
      new Profile(
          "deep",
          List.of(FaultModel.values()),
          everywhere(
              List.of(
                  Question.ofSends(new Bounds(3, 2, 1, 2)),
                  Question.ofReads(new Bounds(3, 2, 0, 2)))),
          Duration.ofDays(2),
          Duration.ofHours(1),
          4096,
          50_000_000,
          10_000);

  /** All profiles, the least work first. */
  public static final List<Profile> ALL = List.of(QUICK, STANDARD, DEEP);

  /** Copies lists and questions. */
  public Profile {
    faults = List.copyOf(faults);
    Map<FaultModel, List<Question>> copy = new EnumMap<>(FaultModel.class);
    questions.forEach((kind, each) -> copy.put(kind, List.copyOf(each)));
    questions = Collections.unmodifiableMap(copy);
  }

  private static Map<FaultModel, List<Question>> everywhere(List<Question> questions) {
    return questions(questions, questions, questions, questions);
  }

  /** The more kinds of faults, the more states. */
  private static Map<FaultModel, List<Question>> questions(
      List<Question> upToNetwork,
      List<Question> crash,
      List<Question> partition,
      List<Question> disk) {
    return Map.of(
        FaultModel.NONE, upToNetwork,
        FaultModel.NETWORK, upToNetwork,
        FaultModel.CRASH, crash,
        FaultModel.PARTITION, partition,
        FaultModel.DISK, disk);
  }

  private static List<Question> with(List<Question> first, List<Question> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /** The anomalies that are decided under some fault model, in the order of the table. */
  public List<Anomaly> anomalies() {
    return anomalies(faults.stream());
  }

  /** The anomalies that are decided under a fault model, in the order of the table. */
  public List<Anomaly> anomalies(FaultModel faults) {
    return anomalies(Stream.of(faults));
  }

  private List<Anomaly> anomalies(Stream<FaultModel> faults) {
    return faults
        .flatMap(each -> questions.get(each).stream())
        .flatMap(question -> question.anomalies().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * What is to be explored for a preset under a fault model, one exploration for each bound that is
   * needed.
   */
  public List<Scenario> scenarios(Preset preset, FaultModel faults) {
    Map<Scenario, List<Anomaly>> asked = new LinkedHashMap<>();
    for (Question question : questions.get(faults)) {
      for (Anomaly anomaly : question.anomalies()) {
        Bounds bounds = bounds(preset, faults, anomaly, question.bounds());
        asked
            .computeIfAbsent(
                new Scenario(preset, faults, bounds, List.of(), question.onlyShown()),
                scenario -> new ArrayList<>())
            .add(anomaly);
      }
    }
    return asked.entrySet().stream().map(each -> each.getKey().asking(each.getValue())).toList();
  }

  /**
   * What a retry does to the order of two records without idempotence shows under network faults,
   * and so it is there (see {@link Inclusion}): with more kinds of faults two records are explored
   * without retries, which are a tenth of the states, and one that is retried for whether it is
   * stored twice.
   */
  private static Bounds bounds(Preset preset, FaultModel faults, Anomaly anomaly, Bounds asked) {
    boolean retriesShow =
        faults.compareTo(FaultModel.NETWORK) > 0 && !preset.settings().idempotence();
    if (!retriesShow || asked.records() == 1) {
      return asked;
    }
    return anomaly == Anomaly.DUPLICATE ? asked.withOneRecord() : asked.withoutRetries();
  }

  /**
   * The profile of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static Profile of(String name) {
    return ALL.stream()
        .filter(profile -> profile.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected "
                        + ALL.stream().map(Profile::name).collect(Collectors.joining(", "))
                        + ", found '"
                        + name
                        + "'"));
  }
}
