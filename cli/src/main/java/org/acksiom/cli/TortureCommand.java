package org.acksiom.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acksiom.conformance.Deadline;
import org.acksiom.conformance.KafkaRun;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.ScheduleFile;
import org.acksiom.kafka.replay.KafkaReplay.Outcome;
import org.acksiom.kafka.workload.Observation;
import org.acksiom.kafka.workload.Scenario;
import org.acksiom.kafka.workload.Torture;
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
      "Exits with 1 if a run shows what is impossible under its settings and faults, with 3 if"
          + " Kafka did not show something possible, or the time was over before, and with 4 if"
          + " Kafka does not start."
    },
    footer = {
      "",
      "Examples:",
      "  acksiom torture --preset leader-ack --faults crash",
      "  acksiom torture --runs 10 --for 30m"
    })
final class TortureCommand implements Callable<Integer> {
  private static final int RECORDS = 10;
  private static final int RUNS_MOST = 1_000;

  @Spec private CommandSpec spec;

  @Mixin private PresetOptions presetOptions;

  @Option(
      names = "--faults",
      paramLabel = "FAULTS",
      description =
          "Only these fault models: none, network, crash or partition; may be repeated. Default:"
              + " all four.")
  private List<String> faults = List.of();

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often each is run, 1 to 1000. Default: ${DEFAULT-VALUE}.")
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
      defaultValue = "3",
      description =
          "Brokers of the cluster whose network loses things, 1 to 9; each has every record."
              + " Default: ${DEFAULT-VALUE}.")
  private int brokers;

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

  private List<Preset> presets;
  private List<FaultModel> models;
  private TortureReport report;
  private Deadline deadline;
  private Progress progress;

  @Override
  @SuppressWarnings("try") // what is opened below is closed, and not used otherwise
  public Integer call() throws IOException, InterruptedException {
    presets = presetOptions.chosen(spec);
    models = models();
    requireRanges();
    Options.folder(out);
    clear();
    deadline =
        time == null ? Deadline.never(System::nanoTime) : Deadline.in(time, System::nanoTime);
    report = new TortureReport(Torture.kafkaVersion(), presets, models, true, times);
    print(report.header());
    Interruption interruption = new Interruption();
    try (FinalWrite last = FinalWrite.of(early -> end(early, interruption));
        Interruption release = interruption;
        Progress line = Progress.start(spec.commandLine().getErr(), "start of Kafka", "runs", 0)) {
      progress = line;
      run();
    } catch (IOException | InterruptedException | RuntimeException e) {
      if (!interruption.happened()) {
        throw e;
      } // else the process ends by its signal
    }
    return report.exitCode().value();
  }

  private void run() throws IOException, InterruptedException {
    List<FaultModel> smaller =
        Arrays.stream(FaultModel.values())
            .filter(each -> models.stream().anyMatch(asked -> asked.includes(each)))
            .toList();
    try (Explorations explorations = new Explorations(presets, smaller);
        RealKafka kafka = new RealKafka(out)) {
      for (FaultModel model : smaller) {
        send(kafka, model);
        for (Preset preset : presets) {
          replay(kafka, preset, model, explorations.of(preset, model));
          if (models.contains(model)) {
            progress.aside(() -> print(report.row(preset, model)));
          }
        }
      }
    }
  }

  /** Sends through a network that loses what that fault model says and no smaller one. */
  private void send(RealKafka kafka, FaultModel model) throws IOException, InterruptedException {
    for (Scenario scenario : Scenario.values()) {
      if (scenario.faults() == model) {
        for (Preset preset : presets) {
          Random random = new Random(seed);
          for (int time = 1; time <= times && !isLate(); time++) {
            progress.doing(preset.id() + ", " + scenario.id());
            Observation seen = kafka.send(brokers, preset.settings(), scenario, RECORDS, random);
            add(
                new KafkaRun(
                    preset,
                    model,
                    Optional.empty(),
                    seen.report().anomalies().keySet(),
                    Optional.empty(),
                    kept(seen.history(), name(preset.id() + "-" + scenario.id(), time))));
          }
        }
      }
    }
  }

  // ---- replaying what is possible

  private void replay(RealKafka kafka, Preset preset, FaultModel model, Explorations.Found found)
      throws IOException, InterruptedException {
    for (Anomaly anomaly : report.newlyPossible(preset, model, found.verdicts())) {
      List<Schedule> witnesses = found.witnesses().get(anomaly);
      int chosen = 0;
      boolean shown = false;
      for (int i = 0; i < witnesses.size() && !shown && !isLate(); i++) {
        chosen = i;
        shown = replay(kafka, preset, anomaly, witnesses.get(i), i + 1, 1);
      }
      for (int time = 2; time <= times && !isLate(); time++) {
        replay(kafka, preset, anomaly, witnesses.get(shown ? chosen : 0), chosen + 1, time);
      }
    }
    report.decided(preset, model, found.verdicts());
  }

  private boolean replay(
      RealKafka kafka, Preset preset, Anomaly anomaly, Schedule schedule, int which, int time)
      throws IOException, InterruptedException {
    FaultModel model = schedule.setup().faults();
    String file = "%s-%s-%s".formatted(preset.id(), model.id(), anomaly);
    String name = which == 1 ? file : file + "-" + which;
    progress.doing("%s, %s, %s".formatted(preset.id(), model.id(), anomaly));
    Files.writeString(out.resolve(name + ".json"), ScheduleFile.write(schedule));
    Outcome outcome = kafka.follow(schedule);
    KafkaRun run =
        new KafkaRun(
            preset,
            model,
            Optional.of(anomaly),
            outcome.report().anomalies().keySet(),
            outcome.notFollowed(),
            kept(outcome.history(), name(name, time)));
    add(run);
    return run.shown().contains(anomaly);
  }

  // ---- what is kept and told

  private void add(KafkaRun run) {
    report.add(run);
    progress.advance();
  }

  private String name(String what, int time) {
    return times == 1 ? what : what + ".run" + time;
  }

  private String kept(List<Event> history, String name)
      throws IOException {
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
        print(report.text());
        print((early ? "Interrupted. " : "") + "Histories: " + out + "\n");
      }
      stdout.flush();
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
    List<FaultModel> possible =
        Arrays.stream(FaultModel.values()).filter(RealKafka.MOST_FAULTS::includes).toList();
    List<FaultModel> asked =
        faults.stream().map(id -> Options.faults(spec, id)).distinct().sorted().toList();
    for (FaultModel model : asked) {
      if (!possible.contains(model)) {
        throw new ParameterException(
            spec.commandLine(),
            "--faults: expected "
                + possible.stream().map(FaultModel::id).collect(Collectors.joining(", "))
                + ", found '"
                + model.id()
                + "', to which Kafka in this process can't be put");
      }
    }
    return asked.isEmpty() ? possible : asked;
  }

  private void requireRanges() {
    require("--runs", times, 1, RUNS_MOST);
    require("--brokers", brokers, 1, 9);
    if (time != null && time.isZero()) {
      throw new ParameterException(spec.commandLine(), "--for: expected more than 0, found 0");
    }
    for (Preset preset : presets) {
      int least = preset.settings().minInsyncReplicas();
      if (brokers < least) {
        throw new ParameterException(
            spec.commandLine(),
            "--brokers: expected at least %d for the preset %s (min.insync.replicas=%d), found %d"
                .formatted(least, preset.id(), least, brokers));
      }
    }
  }

  private void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(),
          "%s: expected %d to %d, found %d".formatted(option, least, most, value));
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
