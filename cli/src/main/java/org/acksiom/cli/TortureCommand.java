package org.acksiom.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.acksiom.kafka.cluster.ClusterException;
import org.acksiom.kafka.workload.Observation;
import org.acksiom.kafka.workload.Scenario;
import org.acksiom.kafka.workload.Torture;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.HistoryFormat;
import org.acksiom.linearizability.history.HistoryWriter;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code acksiom torture}: the workload and the checks against real Apache Kafka. */
@Command(
    name = "torture",
    mixinStandardHelpOptions = true,
    header = "Run the presets against real Apache Kafka while its network fails.",
    description = {
      "",
      "Starts a cluster in this process, puts a proxy in front of every broker that loses requests",
      "and acknowledgements, and lets a real producer send through it. The history of each run is",
      "judged and kept. Exit code 1 if an anomaly was observed.",
      ""
    },
    footer = {"", "Example:", "  acksiom torture --preset leader-ack --preset idempotent"})
final class TortureCommand implements Callable<Integer> {
  private static final int RECORDS = 10;

  @Spec private CommandSpec spec;

  @Option(
      names = "--brokers",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "Brokers of the cluster, 1 to 9; each has every record. Default: ${DEFAULT-VALUE}.")
  private int brokers;

  @Option(
      names = "--preset",
      paramLabel = "P",
      converter = PresetName.class,
      description = "A preset; may be given several times. Default: all.")
  private SortedSet<Preset> presets = new TreeSet<>(List.of(Preset.values()));

  @Option(
      names = "--faults",
      paramLabel = "F",
      converter = FaultModelName.class,
      description = "A fault model, none or network; may be given several times. Default: both.")
  private SortedSet<FaultModel> models =
      new TreeSet<>(List.of(FaultModel.NONE, FaultModel.NETWORK));

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Which requests the faults meet. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "acksiom-report/torture",
      description = "Where the histories are written. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  @SuppressWarnings("try") // what is opened below is closed, and not used otherwise
  public Integer call() throws IOException, InterruptedException {
    requireEnoughBrokers();
    createOut();
    List<Scenario> scenarios = scenarios();
    TortureReport report = new TortureReport(Torture.kafkaVersion(), brokers, seed, models);
    Path data = Files.createTempDirectory("acksiom-kafka-");
    AtomicBoolean interrupted = new AtomicBoolean();
    PrintWriter err = spec.commandLine().getErr();
    long total = (long) presets.size() * scenarios.size();
    try (Progress progress = Progress.start(err, "start of Kafka", "runs", total);
        Torture torture = start(data);
        FinalWrite ending =
            FinalWrite.of(
                early -> {
                  interrupted.set(early);
                  print(report);
                  if (early) {
                    release(torture, data);
                  }
                })) {
      for (Preset preset : presets) {
        for (Scenario scenario : scenarios) {
          progress.doing(preset.id() + ", " + scenario.id());
          report.add(run(torture, preset, scenario));
          progress.advance();
        }
      }
    } catch (IOException | RuntimeException e) {
      if (!interrupted.get()) {
        throw e;
      } // else Kafka was stopped under the run's feet, and the process ends by the signal
    } finally {
      delete(data);
    }
    return (report.holds() ? ExitCode.HOLDS : ExitCode.VIOLATED).value();
  }

  private void requireEnoughBrokers() {
    if (brokers < 1 || brokers > 9) {
      throw new UserError("--brokers: expected 1 to 9, found " + brokers);
    }
    for (Preset preset : presets) {
      int least = preset.settings().minInsyncReplicas();
      if (brokers < least) {
        throw new UserError(
            "--brokers: expected at least %d for the preset %s (min.insync.replicas=%d), found %d"
                .formatted(least, preset.id(), least, brokers));
      }
    }
  }

  private void createOut() {
    try {
      Files.createDirectories(out);
    } catch (IOException e) {
      throw new UserError("--out: expected a folder or a name for a new one, found " + out);
    }
  }

  private Torture start(Path data) throws IOException {
    try {
      return new Torture(data, brokers);
    } catch (ClusterException e) {
      Path log = out.resolve("kafka-start.log");
      try (PrintWriter writer = new PrintWriter(log.toFile(), StandardCharsets.UTF_8)) {
        e.printStackTrace(writer);
      }
      throw new PartFailed(e.getMessage(), log);
    }
  }

  private List<Scenario> scenarios() {
    return Arrays.stream(Scenario.values())
        .filter(scenario -> models.stream().anyMatch(model -> model.includes(scenario.faults())))
        .toList();
  }

  private TortureReport.Run run(Torture torture, Preset preset, Scenario scenario)
      throws IOException, InterruptedException {
    Observation seen = torture.run(preset.settings(), scenario, RECORDS, new Random(seed));
    Path file = out.resolve(preset.id() + "-" + scenario.id() + ".ndjson");
    try (Writer writer = Files.newBufferedWriter(file)) {
      new HistoryWriter(HistoryFormat.NDJSON).write(History.of(seen.history()), writer);
    }
    return new TortureReport.Run(preset, scenario, seen.faults(), seen.report().counts(), file);
  }

  private void print(TortureReport report) {
    PrintWriter stdout = spec.commandLine().getOut();
    if (json) {
      stdout.println(report.json());
    } else {
      stdout.print(report.text());
      stdout.printf("%nhistories: %s%n", out);
    }
    stdout.flush();
  }

  private static void release(Torture torture, Path data) {
    try {
      torture.close();
    } catch (IOException e) {
      // The run that is under way holds on to its client, which the end of the process releases.
    } finally {
      delete(data);
    }
  }

  /** What Kafka leaves there must not hide why it did. */
  private static void delete(Path data) {
    try {
      Files.deleteIfExists(data);
    } catch (IOException e) {
      // It is left to whoever cleans the temporary folder.
    }
  }

  /** A preset by its name. */
  private static final class PresetName implements ITypeConverter<Preset> {
    @Override
    public Preset convert(String id) {
      try {
        return Preset.of(id);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** A fault model that has scenarios. */
  private static final class FaultModelName implements ITypeConverter<FaultModel> {
    @Override
    public FaultModel convert(String id) {
      FaultModel model;
      try {
        model = FaultModel.of(id);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
      if (!FaultModel.NETWORK.includes(model)) {
        throw new TypeConversionException(
            "expected none or network, found '" + id + "', which is not available on real Kafka");
      }
      return model;
    }
  }
}
