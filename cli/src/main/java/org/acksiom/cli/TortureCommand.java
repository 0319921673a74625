package org.acksiom.cli;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.acksiom.cli.RealKafka.Sent;
import org.acksiom.conformance.Deadline;
import org.acksiom.conformance.KafkaRun;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.ScheduleFile;
import org.acksiom.kafka.replay.KafkaReplay.Outcome;
import org.acksiom.kafka.settings.ConnectionSettings;
import org.acksiom.kafka.settings.SettingsException;
import org.acksiom.kafka.workload.Observation;
import org.acksiom.kafka.workload.OwnTopic;
import org.acksiom.kafka.workload.Payload;
import org.acksiom.kafka.workload.Scenario;
import org.acksiom.kafka.workload.Torture;
import org.acksiom.kafka.workload.UserCluster;
import org.acksiom.linearizability.history.Event;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code acksiom torture}: real Apache Kafka as a witness. */
@Command(
    name = "torture",
    mixinStandardHelpOptions = true,
    header = "Puts real Apache Kafka to what may go wrong, and compares it with what is possible.",
    description = {
      "For every preset and fault model the Java broker and producer are explored for what is"
          + " possible. A cluster of real brokers in this process then follows, event by event, a"
          + " shortest schedule of each anomaly, behind proxies that hold, lose and pass every"
          + " frame. Before that, records are sent through a cluster whose network loses requests"
          + " and acknowledgements. The delivery checker judges every history; all are kept, with"
          + " the schedules, for 'check' and 'replay'.",
      "With --bootstrap-server the records go through your own cluster, into topics that are created"
          + " and deleted for it, and it is the client that loses requests and acknowledgements:"
          + " what takes more than that is not tried.",
      "Exits with 1 if a run shows what is impossible under its settings and faults, with 3 if"
          + " Kafka did not show something possible, failed in a run, or the time was over before, and"
          + " with 4 if Kafka does not start."
    },
    footer = {
      "",
      "Examples:",
      "  acksiom torture --preset leader-ack --faults crash",
      "  acksiom torture --runs 10 --for 30m",
      "  acksiom torture --bootstrap-server host:9093 --command-config client.properties"
    })
final class TortureCommand implements Callable<Integer> {
  private static final int RECORDS = 10;
  private static final int RUNS_MOST = 1_000;

  /** Each is a partition of a topic on a cluster that is somebody else's. */
  private static final int RUNS_MOST_ON_USER_CLUSTER = 10;

  @Spec private CommandSpec spec;

  @Mixin private PresetOptions presetOptions;

  @Option(
      names = "--faults",
      paramLabel = "FAULTS",
      completionCandidates = Names.Faults.class,
      description =
          "Only these fault models: none, network, crash or partition, of which your own cluster is"
              + " put to the first two; may be repeated. Default: all.")
  private List<String> faults = List.of();

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How often each is run, 1 to 1000; on your own cluster 1 to 10. Default:"
              + " ${DEFAULT-VALUE}.")
  private int times;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = Quantities.Time.class,
      description = "How long at most, in all: 30s, 5m. What was not run by then is undecided.")
  private Duration time;

  @Option(
      names = "--brokers",
      paramLabel = "N",
      description =
          "Brokers of the cluster whose network loses things, 1 to 9; each has every record."
              + " Default: 3.")
  private Integer brokersGiven;

  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description = "Your own cluster, of which nothing is touched that was there before.")
  private String bootstrapServer;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "The properties by which clients connect to it: security.*, ssl.*, sasl.*.")
  private Path commandConfig;

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      description =
          "What the names of the topics there begin with; a preset's name follows. Default:"
              + " acksiom-torture- and twelve random digits.")
  private String topic;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Which requests are lost there. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "acksiom-report/torture",
      description = "Where histories and schedules are written. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private int brokers;
  private List<Preset> presets;
  private List<FaultModel> models;
  private TortureReport report;
  private Deadline deadline;
  private Progress progress;
  private final Set<String> printedRows = ConcurrentHashMap.newKeySet();

  @Override
  public Integer call() throws IOException, InterruptedException {
    presets = presetOptions.chosen(spec);
    models = models();
    requireRanges();
    Options.folder(out);
    clear();
    deadline =
        time == null ? Deadline.never(System::nanoTime) : Deadline.in(time, System::nanoTime);
    if (bootstrapServer == null) {
      report = new TortureReport(Torture.kafkaVersion(), Optional.empty(), presets, models, times);
      torture(this::run);
    } else {
      try (UserCluster cluster = connected()) {
        report =
            new TortureReport(
                Torture.kafkaVersion(), Optional.of(cluster.id()), presets, models, times);
        String name = topic == null ? "acksiom-torture-" + randomDigits() : topic;
        announce(cluster, name);
        torture(() -> run(cluster, name));
      }
    }
    return report.exitCode().value();
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  @SuppressWarnings("try") // what is opened below is closed, and not used otherwise
  private void torture(Work work) throws IOException, InterruptedException {
    print(report.header());
    Interruption interruption = new Interruption();
    try (FinalWrite last = FinalWrite.of(early -> end(early, interruption));
        Interruption release = interruption;
        Progress line = Progress.start(spec.commandLine().getErr(), "starting Kafka", "runs", 0)) {
      progress = line;
      if (time != null) {
        line.endsWithin(deadline.left(time));
      }
      work.run();
    } catch (IOException | InterruptedException | RuntimeException e) {
      if (!interruption.happened()) {
        throw e;
      } // else the process ends by its signal
    }
  }

  private void run() throws IOException, InterruptedException {
    List<FaultModel> smaller = smaller();
    try (Explorations explorations = new Explorations(presets, smaller);
        RealKafka kafka = new RealKafka(out)) {
      for (FaultModel model : smaller) {
        send(kafka, model);
        for (Preset preset : presets) {
          progress.doing(preset.id() + ", " + model.id() + ", exploring what is possible");
          Optional<Explorations.Found> found = explorations.of(preset, model, deadline);
          if (found.isPresent()) {
            replay(kafka, preset, model, found.get());
          }
          printRow(preset, model);
        }
      }
    }
  }

  /** The fault models that one of those includes that are asked for. */
  private List<FaultModel> smaller() {
    return Arrays.stream(FaultModel.values())
        .filter(each -> models.stream().anyMatch(asked -> asked.includes(each)))
        .toList();
  }

  /** Sends through a network that loses what that fault model says and no smaller one. */
  private void send(RealKafka kafka, FaultModel model) throws IOException, InterruptedException {
    for (Scenario scenario : Scenario.values()) {
      if (scenario.faults() == model) {
        for (Preset preset : presets) {
          Random random = new Random(seed);
          for (int time = 1; time <= times && !isLate(); time++) {
            progress.doing(preset.id() + ", " + scenario.id());
            Sent sent = kafka.send(brokers, preset.settings(), scenario, RECORDS, random);
            add(preset, sent.seen(), sent.failed(), time);
          }
        }
      }
    }
  }

  private void add(Preset preset, Observation seen, Optional<String> failed, int time)
      throws IOException {
    Scenario scenario = seen.scenario();
    add(
        new KafkaRun(
            preset,
            scenario.faults(),
            Optional.empty(),
            seen.report().anomalies().keySet(),
            KafkaRun.Scope.of(seen.history()),
            failed,
            kept(seen.history(), name(preset.id() + "-" + scenario.id(), time))));
  }

  // ---- on the user's own cluster

  private UserCluster connected() throws IOException, InterruptedException {
    ConnectionSettings connection = ConnectionSettings.NONE;
    if (commandConfig != null) {
      try {
        connection = ConnectionSettings.read(commandConfig);
      } catch (SettingsException e) {
        throw new UserError(e.mistakes());
      }
      connection
          .ignored()
          .forEach(name -> tell(commandConfig + ": " + name + " is ignored: it does not connect"));
    }
    UserCluster cluster;
    try {
      cluster = UserCluster.connect(bootstrapServer, connection.byName());
    } catch (IllegalArgumentException e) {
      throw new UserError("--bootstrap-server: " + e.getMessage());
    } catch (IOException e) {
      throw RealKafka.failed(e, out);
    }
    try {
      requireBrokers("--bootstrap-server", cluster.brokers());
      return cluster;
    } catch (ParameterException e) {
      cluster.close();
      throw e;
    }
  }

  private static String randomDigits() {
    return "%012x".formatted(new SecureRandom().nextLong() & 0xffff_ffff_ffffL);
  }

  /** What will be done, before it is done. */
  private void announce(UserCluster cluster, String name) {
    List<Scenario> scenarios = scenariosOnUserCluster();
    tell(
        "on cluster %s (brokers: %d) these topics are created and deleted, one after the other: %s"
            .formatted(
                cluster.id(),
                cluster.brokers(),
                presets.stream().map(each -> name + "-" + each.id()).collect(joining(", "))));
    tell(
        "each has %d partitions of %d replicas; into each partition go %d records of %d bytes"
            .formatted(scenarios.size() * times, cluster.replicas(), RECORDS + 1, Payload.BYTES));
    tell("the producer's own connections are broken; nothing else is read, changed or deleted");
  }

  private void tell(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("acksiom torture: " + line);
    err.flush();
  }

  private List<Scenario> scenariosOnUserCluster() {
    List<FaultModel> smaller = smaller();
    return Arrays.stream(Scenario.values())
        .filter(scenario -> smaller.contains(scenario.faults()))
        .toList();
  }

  private OwnTopic created(
      UserCluster cluster, String name, Preset preset, List<Scenario> scenarios)
      throws IOException, InterruptedException {
    try {
      return cluster.create(name, preset.settings(), scenarios.size() * times);
    } catch (IllegalArgumentException e) {
      throw new UserError("--topic: " + e.getMessage());
    }
  }

  private void run(UserCluster cluster, String name) throws IOException, InterruptedException {
    List<Scenario> scenarios = scenariosOnUserCluster();
    try (Explorations explorations = new Explorations(presets, smaller())) {
      for (Preset preset : presets) {
        if (!isLate()) {
          run(cluster, name + "-" + preset.id(), preset, scenarios);
        }
        for (FaultModel model : smaller()) {
          explorations
              .of(preset, model, deadline)
              .ifPresent(found -> report.decided(preset, model, found.verdicts()));
          printRow(preset, model);
        }
      }
    }
  }

  private void run(UserCluster cluster, String name, Preset preset, List<Scenario> scenarios)
      throws IOException, InterruptedException {
    try (OwnTopic own = created(cluster, name, preset, scenarios)) {
      for (Scenario scenario : scenarios) {
        Random random = new Random(seed);
        for (int time = 1; time <= times && !isLate(); time++) {
          progress.doing(preset.id() + ", " + scenario.id());
          add(preset, own.run(scenario, RECORDS, random), Optional.empty(), time);
        }
      }
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        tell(e.getMessage()); // it may have left a topic, and nobody will tell later
      }
      tellSuppressed(e);
      throw RealKafka.failed(e, out);
    } catch (InterruptedException e) {
      tellSuppressed(e);
      throw e;
    }
  }

  /** A topic that was not deleted on the way out of another failure. */
  private void tellSuppressed(Exception failure) {
    for (Throwable suppressed : failure.getSuppressed()) {
      tell(suppressed.getMessage());
    }
  }

  // ---- replaying what is possible

  private void replay(RealKafka kafka, Preset preset, FaultModel model, Explorations.Found found)
      throws IOException, InterruptedException {
    List<Anomaly> anomalies = report.newlyPossible(preset, model, found.verdicts());
    report.decided(preset, model, found.verdicts());
    for (Anomaly anomaly : anomalies) {
      List<Schedule> witnesses = found.witnesses().get(anomaly);
      int which = 0;
      while (which < witnesses.size()
          && !isLate()
          && !replay(kafka, preset, anomaly, witnesses, which, 1)) {
        which++;
      }
      int chosen = which < witnesses.size() ? which : 0;
      for (int time = 2; time <= times && !isLate(); time++) {
        replay(kafka, preset, anomaly, witnesses, chosen, time);
      }
    }
  }

  private boolean replay(
      RealKafka kafka,
      Preset preset,
      Anomaly anomaly,
      List<Schedule> witnesses,
      int which,
      int time)
      throws IOException, InterruptedException {
    Schedule schedule = witnesses.get(which);
    FaultModel model = schedule.setup().faults();
    String file = "%s-%s-%s".formatted(preset.id(), model.id(), anomaly);
    String name = which == 0 ? file : file + "-" + (which + 1);
    progress.doing("%s, %s, %s".formatted(preset.id(), model.id(), anomaly));
    Files.writeString(out.resolve(name + ".json"), ScheduleFile.write(schedule));
    Outcome outcome = kafka.follow(schedule);
    KafkaRun run =
        new KafkaRun(
            preset,
            model,
            Optional.of(anomaly),
            outcome.report().anomalies().keySet(),
            KafkaRun.Scope.of(outcome.history()),
            RealKafka.parted(outcome),
            kept(outcome.history(), name(name, time)));
    add(run);
    return run.reproduces(anomaly);
  }

  // ---- what is kept and told

  private void add(KafkaRun run) {
    report.add(run);
    progress.advance();
  }

  private String name(String what, int time) {
    return times == 1 ? what : what + ".run" + time;
  }

  private String kept(List<Event> history, String name) throws IOException {
    Path file = out.resolve(name + ".ndjson");
    RealKafka.write(history, file);
    return file.toString();
  }

  private boolean isLate() {
    return deadline.left(Duration.ofDays(1)).isZero();
  }

  private void end(boolean early, Interruption interruption) {
    try {
      if (early) {
        interruption.happen();
      }
    } finally {
      PrintWriter stdout = spec.commandLine().getOut();
      if (json) {
        stdout.println(report.json());
      } else {
        for (Preset preset : presets) {
          models.stream()
              .filter(model -> report.hasRuns(preset, model))
              .forEach(model -> printRow(preset, model));
        }
        print(report.text());
        print((early ? "Interrupted. " : "") + "Histories: " + out + "\n");
      }
      stdout.flush();
    }
  }

  /** Prints a row that is asked for, once. */
  private void printRow(Preset preset, FaultModel model) {
    String row = preset.id() + " " + model.id();
    if (models.contains(model) && printedRows.add(row)) {
      progress.aside(() -> print(report.row(preset, model)));
    }
  }

  private void print(String text) {
    if (!json) {
      PrintWriter stdout = spec.commandLine().getOut();
      stdout.print(text);
      stdout.flush();
    }
  }

  // ---- options

  private List<FaultModel> models() {
    FaultModel most = bootstrapServer == null ? RealKafka.MOST_FAULTS : FaultModel.NETWORK;
    List<FaultModel> possible = Arrays.stream(FaultModel.values()).filter(most::includes).toList();
    List<FaultModel> asked =
        faults.stream().map(id -> Options.faults(spec, id)).distinct().sorted().toList();
    for (FaultModel model : asked) {
      if (!possible.contains(model)) {
        throw new ParameterException(
            spec.commandLine(),
            "--faults: expected "
                + possible.stream().map(FaultModel::id).collect(joining(", "))
                + ", found '"
                + model.id()
                + (bootstrapServer == null
                    ? "', to which Kafka in this process can't be put"
                    : "', to which a client can't put a cluster"));
      }
    }
    return asked.isEmpty() ? possible : asked;
  }

  private void requireRanges() {
    if (time != null && time.isZero()) {
      throw new ParameterException(spec.commandLine(), "--for: expected more than 0, found 0");
    }
    if (bootstrapServer != null) {
      require("--runs", times, 1, RUNS_MOST_ON_USER_CLUSTER, " beside --bootstrap-server");
      refuse("--brokers", brokersGiven, "beside --bootstrap-server");
    } else {
      require("--runs", times, 1, RUNS_MOST, "");
      refuse("--command-config", commandConfig, "without --bootstrap-server");
      refuse("--topic", topic, "without --bootstrap-server");
      brokers = brokersGiven == null ? 3 : brokersGiven;
      require("--brokers", brokers, 1, 9, "");
      requireBrokers("--brokers", brokers);
    }
  }

  private void refuse(String option, Object value, String why) {
    if (value != null) {
      throw new ParameterException(
          spec.commandLine(), "%s: expected none %s, found %s".formatted(option, why, value));
    }
  }

  private void requireBrokers(String option, int found) {
    for (Preset preset : presets) {
      int least = preset.settings().minInsyncReplicas();
      if (found < least) {
        throw new ParameterException(
            spec.commandLine(),
            "%s: expected at least %d for the preset %s (min.insync.replicas=%d), found %d"
                .formatted(option, least, preset.id(), least, found));
      }
    }
  }

  private void require(String option, int value, int least, int most, String where) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(),
          "%s: expected %d to %d%s, found %d".formatted(option, least, most, where, value));
    }
  }

  /** Deletes what an earlier torture left, and nothing else. */
  private void clear() throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        boolean ours = name.endsWith(".json") || name.endsWith(".ndjson");
        if (ours && Arrays.stream(Preset.values()).anyMatch(p -> name.startsWith(p.id() + "-"))) {
          Files.delete(file);
        }
      }
    }
  }
}
