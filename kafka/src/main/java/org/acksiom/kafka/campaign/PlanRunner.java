package org.acksiom.kafka.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.acksiom.kafka.cluster.KafkaRelease;
import org.acksiom.kafka.proxy.FrameRule;
import org.acksiom.kafka.workload.ClientProperties;
import org.acksiom.kafka.workload.FinalReader;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.linearizability.history.Event;
import org.acksiom.specs.FileTree;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * A real cluster of three brokers on which plans are carried out one after another, each on a topic
 * of its own. After a run that failed the cluster is replaced. Not thread-safe, but for {@link
 * #close}.
 */
public final class PlanRunner implements AutoCloseable {
  /** Of each cluster. */
  public static final int BROKERS = 3;

  /** Beyond the time that the plan's own steps and time-outs may take. */
  private static final Duration LIMIT = Duration.ofSeconds(150);

  private static final int ASK_MILLIS = 30_000;

  private final Path directory;
  private final Path logs;
  private final Optional<KafkaRelease> release;
  private Surroundings surroundings;
  private Admin admin;
  private int clusters;
  private int runs;
  private boolean failed;
  private boolean closed;

  /** Whose run is under way. */
  private Thread running;

  /**
   * Starts a cluster.
   *
   * @param directory an existing directory for the brokers' data, left as it was by {@link #close}
   * @param logs a directory for the logs of forked brokers, which is made; in it, each cluster has
   *     a folder. What is of no failed run is deleted by {@link #close}
   * @param release of the brokers, which have processes of their own then; without one they run in
   *     this process, and can be neither killed nor paused
   * @throws org.acksiom.kafka.cluster.ClusterException if Kafka does not start
   * @throws IOException if a port or a file is not to be had
   */
  public PlanRunner(Path directory, Path logs, Optional<KafkaRelease> release) throws IOException {
    this.directory = directory;
    this.logs = logs;
    this.release = release;
    start();
  }

  private synchronized void start() throws IOException {
    if (closed) {
      throw new IOException("the cluster is closed");
    }
    clusters++;
    Path ofCluster = Files.createDirectories(logs());
    surroundings = new Surroundings(directory, ofCluster, BROKERS, release);
    try {
      admin = Admin.create(new ClientProperties(surroundings.bootstrapServers()).any());
    } catch (RuntimeException e) {
      surroundings.close();
      throw e;
    }
    failed = false;
  }

  /** Whether brokers can be killed and paused. */
  public boolean isForked() {
    return release.isPresent();
  }

  private Path logs() {
    return logs.resolve("cluster-" + clusters);
  }

  /**
   * Carries out a plan: lets the clients work while its nemeses strike, ends all nemeses, waits
   * until the cluster is whole, reads the final log and judges.
   *
   * @throws IllegalArgumentException if the plan needs brokers that this cluster does not have
   * @throws IOException if the run came to no end that could be judged; the cluster is another one
   *     then
   * @throws InterruptedException if the thread is interrupted; what struck may not be over then,
   *     and the cluster is to be closed
   */
  public Run run(Plan plan) throws IOException, InterruptedException {
    requirePossible(plan);
    synchronized (this) {
      running = Thread.currentThread();
    }
    try {
      return attempt(plan);
    } catch (InterruptedException e) {
      if (!isOver()) {
        throw e;
      }
      throw new RunFailed("the cluster was closed under the run", e);
    } catch (IOException | RuntimeException e) {
      RunFailed failure = RunFailed.because(e);
      if (isForked()) {
        failure = failure.withLogs(logs());
      }
      restartAfter(failure);
      throw failure;
    } finally {
      isOver();
    }
  }

  /**
   * Nobody interrupts the run any more; says whether that was done because the cluster is closed.
   */
  private synchronized boolean isOver() {
    running = null;
    return closed;
  }

  private void requirePossible(Plan plan) {
    if (plan.load().replicas() > BROKERS) {
      throw new IllegalArgumentException(
          "replicas: expected at most " + BROKERS + ", found " + plan.load().replicas());
    }
    if (plan.load().replicas() < plan.settings().minInsyncReplicas()) {
      throw new IllegalArgumentException(
          "replicas: expected at least "
              + plan.settings().minInsyncReplicas()
              + " (min.insync.replicas), found "
              + plan.load().replicas());
    }
    for (Step step : plan.steps()) {
      if (step.broker() > BROKERS) {
        throw new IllegalArgumentException(
            "expected a broker from 1 to " + BROKERS + ", found '" + step + "'");
      }
      if (step.nemesis().needsProcess() && !isForked()) {
        throw new IllegalArgumentException(
            "expected a step that needs no process of its own, found '" + step + "'");
      }
    }
  }

  private Run attempt(Plan plan) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit(plan).toNanos();
    Assignments assignments = new Assignments(admin, "campaign-" + ++runs, BROKERS, plan.load());
    assignments.create(ClientProperties.topic(plan.settings()), deadline);
    ClientProperties properties = new ClientProperties(surroundings.bootstrapServers());
    Watch watch = surroundings.watch();
    watch.begin(plan.load().replicas());
    try (Strikes strikes = new Strikes(surroundings, assignments, plan.steps());
        Clients clients = new Clients(plan, assignments.partitions(), properties, strikes)) {
      clients.start();
      clients.awaitSends(deadline);
      clients.awaitResults(deadline);
      strikes.awaitEnd(deadline);
      clients.closeProducers();
      settle(clients);
      assignments.awaitWhole(deadline);
      clients.awaitReads(ends(assignments.partitions()), deadline);
      readFinalLogs(clients, assignments.partitions(), properties);
      List<Event> history = List.copyOf(clients.recorder().events());
      List<Step> struck = strikes.struck();
      Run run =
          new Run(
              plan,
              struck,
              watch.faults(Plan.faults(plan.load(), struck)),
              clients.sent(),
              history,
              new DeliveryChecker().check(history));
      assignments.delete();
      return run;
    }
  }

  private static Duration limit(Plan plan) {
    long millis = 2L * plan.load().deliveryTimeoutMillis();
    for (Step step : plan.steps()) {
      millis += step.millis();
    }
    return LIMIT.plusMillis(millis);
  }

  /** Of all that the producers have sent nothing is under way any more. */
  private void settle(Clients clients) throws IOException {
    for (int id = 1; id <= BROKERS; id++) {
      for (String producer : clients.producerIds()) {
        surroundings.clients(id).proxy().awaitEnd(producer);
      }
      surroundings.clients(id).proxy().obey(FrameRule.FORWARD_ALL);
    }
  }

  private Map<TopicPartition, Long> ends(List<TopicPartition> partitions)
      throws RunFailed, InterruptedException {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    partitions.forEach(partition -> question.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    try {
      admin
          .listOffsets(question)
          .all()
          .get(ASK_MILLIS, TimeUnit.MILLISECONDS)
          .forEach((partition, info) -> ends.put(partition, info.offset()));
      return ends;
    } catch (ExecutionException | TimeoutException e) {
      throw new RunFailed("nobody says where the logs end", e);
    }
  }

  private static void readFinalLogs(
      Clients clients, List<TopicPartition> partitions, ClientProperties properties)
      throws IOException, InterruptedException {
    try (FinalReader reader = new FinalReader(properties)) {
      for (TopicPartition partition : partitions) {
        clients.recorder().finalRead(Clients.READER, partition.toString(), reader.read(partition));
      }
    }
  }

  private void restartAfter(Exception failure) throws IOException {
    synchronized (this) {
      failed = !closed; // a run that was ended from outside tells nothing
    }
    try {
      release();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    try {
      start();
    } catch (IOException | RuntimeException e) {
      e.addSuppressed(failure);
      throw e;
    }
  }

  private synchronized void release() throws IOException {
    if (admin != null) {
      admin.close(Duration.ofSeconds(2));
      admin = null;
    }
    if (surroundings != null) {
      surroundings.close();
      surroundings = null;
      if (!failed) {
        FileTree.delete(logs());
      }
      try (Stream<Path> kept = Files.list(logs)) {
        if (closed && kept.findAny().isEmpty()) {
          Files.delete(logs);
        }
      }
    }
  }

  /**
   * Ends the cluster. May be called while a run is under way, which fails then.
   *
   * @throws IOException if a part of it can't be released
   */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      if (running != null) {
        running.interrupt();
      }
    }
    release();
  }
}
