package org.acksiom.cli;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.acksiom.impl.simulator.HistoryRecorder;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.kafka.replay.KafkaReplay;
import org.acksiom.kafka.replay.KafkaReplay.Outcome;
import org.acksiom.kafka.workload.Observation;
import org.acksiom.kafka.workload.Scenario;
import org.acksiom.kafka.workload.Torture;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.HistoryFormat;
import org.acksiom.linearizability.history.HistoryWriter;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.FileTree;
import org.apache.kafka.common.KafkaException;

/**
 * Real Kafka in this process: a cluster that follows schedules, or one whose network loses things.
 * Each starts when it is needed, and ends when the other one is. Not thread-safe.
 */
final class RealKafka implements AutoCloseable {
  /** The largest fault model that Kafka can be put to here, as it shares its machine with us. */
  static final FaultModel MOST_FAULTS = FaultModel.PARTITION;

  private final Path logs;
  private final Path data;
  private KafkaReplay following;
  private int replicas;
  private Torture lossy;

  /**
   * Nothing runs yet.
   *
   * @param logs an existing folder, where the log of what fails is kept
   */
  RealKafka(Path logs) throws IOException {
    this.logs = logs;
    this.data = Files.createTempDirectory("acksiom-kafka-");
  }

  /**
   * What a run came to whose network loses things.
   *
   * @param failed why Kafka failed, if it did; then nothing was seen
   * @param seen the history and what it shows
   */
  record Sent(Optional<String> failed, Observation seen) {}

  /**
   * Sends records through a network that loses things. If Kafka fails meanwhile the next run finds
   * another cluster.
   *
   * @param brokers of the cluster
   * @param records how many are sent
   * @param random what is lost
   * @throws PartFailed if Kafka does not start
   * @throws InterruptedException if the thread is interrupted
   */
  Sent send(int brokers, DeliverySettings settings, Scenario scenario, int records, Random random)
      throws IOException, InterruptedException {
    if (lossy == null) {
      stop();
      lossy = start(() -> new Torture(data, brokers));
    }
    try {
      return new Sent(Optional.empty(), lossy.run(settings, scenario, records, random));
    } catch (IOException | KafkaException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      discard(e);
      Observation nothing =
          new Observation(scenario, 0, List.of(), new DeliveryChecker().check(List.of()));
      return new Sent(Optional.of(reason(e)), nothing);
    }
  }

  /**
   * Lets Kafka follow a schedule. If Kafka fails meanwhile it has not followed, and the next
   * schedule finds another cluster.
   *
   * @throws PartFailed if Kafka does not start
   * @throws InterruptedException if the thread is interrupted
   */
  Outcome follow(Schedule schedule) throws IOException, InterruptedException {
    int needed = schedule.setup().bounds().replicas();
    if (following == null || replicas != needed) {
      stop();
      following = start(() -> new KafkaReplay(data, needed));
      replicas = needed;
    }
    try {
      return following.run(schedule);
    } catch (IOException | RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      discard(e);
      DeliveryChecker checker = new DeliveryChecker();
      return new Outcome(
          Optional.of(reason(e)),
          List.of(),
          checker.check(List.of()),
          checker.check(HistoryRecorder.historyOf(schedule)));
    }
  }

  /**
   * Why a replay does not count as one that reproduced its anomaly: Kafka parted from the schedule,
   * or followed it and other anomalies showed than on the simulated cluster.
   */
  static Optional<String> parted(Outcome outcome) {
    Map<Anomaly, Long> seen = outcome.report().counts();
    Map<Anomaly, Long> simulated = outcome.simulated().counts();
    if (outcome.notFollowed().isPresent() || seen.equals(simulated)) {
      return outcome.notFollowed();
    }
    return Optional.of(
        "followed, and ended otherwise: %s instead of %s"
            .formatted(inWords(seen), inWords(simulated)));
  }

  private static String inWords(Map<Anomaly, Long> counts) {
    String words =
        counts.entrySet().stream()
            .filter(each -> each.getValue() > 0)
            .map(each -> each.getKey() + " " + each.getValue())
            .collect(joining(", "));
    return words.isEmpty() ? "no anomaly" : words;
  }

  private static String reason(Exception failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return "Kafka failed: " + message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** Ends the cluster that failed. */
  private void discard(Exception failure) {
    try {
      stop();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  @FunctionalInterface
  private interface Start<T> {
    T start() throws IOException;
  }

  private <T> T start(Start<T> start) throws IOException {
    try {
      return start.start();
    } catch (IOException | RuntimeException e) {
      throw failed(e, logs);
    }
  }

  /**
   * What is told of Kafka's failure.
   *
   * @param logs where its stack trace is kept
   */
  static PartFailed failed(Exception failure, Path logs) {
    Path log = logs.resolve("kafka-failure.log");
    try (PrintWriter writer = new PrintWriter(log.toFile(), StandardCharsets.UTF_8)) {
      failure.printStackTrace(writer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PartFailed("Kafka: " + failure.getMessage(), log);
  }

  /** Keeps a history. */
  static void write(List<Event> history, Path file) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      new HistoryWriter(HistoryFormat.NDJSON).write(History.of(history), writer);
    }
  }

  private void stop() throws IOException {
    KafkaReplay replay = following;
    Torture torture = lossy;
    following = null;
    lossy = null;
    if (replay != null) {
      replay.close();
    }
    if (torture != null) {
      torture.close();
    }
  }

  /** What can't be deleted is left to whoever cleans the temporary folder: it changes no result. */
  @Override
  public void close() throws IOException {
    Interruption.forgetByThread();
    try {
      stop();
    } finally {
      try {
        FileTree.delete(data);
      } catch (IOException e) {
        // See above.
      }
    }
  }
}
