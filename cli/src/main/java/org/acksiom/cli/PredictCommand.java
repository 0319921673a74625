package org.acksiom.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.acksiom.conformance.ModelFailed;
import org.acksiom.conformance.Profile;
import org.acksiom.kafka.settings.KafkaVersion;
import org.acksiom.kafka.settings.ResolvedSettings;
import org.acksiom.kafka.settings.SettingsException;
import org.acksiom.kafka.settings.SettingsReader;
import org.acksiom.modelcheck.Tlc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code acksiom predict}: what the user's own settings promise.
 *
 * <p>Exits with 0 when the question is answered, whatever the answer: with faults around, some
 * anomaly is possible under any settings, so a 1 would say nothing. 3 if the model checker's budget
 * ran out for a part of the answer.
 */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    header = "Say what these producer, topic and broker settings promise.",
    description = {
      "",
      "Reads configuration files as Kafka does, adds the defaults of the Kafka version, and lets the model checker say"
          + " which anomalies are possible under each fault model: the shortest story of each, and the smallest change"
          + " of settings that rules it out. Without a file or --set, it is about the defaults.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the question is answered, whatever the answer",
      "2:bad usage or bad settings",
      "3:a part is undecided: the budget ran out",
      "4:a part failed"
    },
    footer = {
      "",
      "Examples:",
      "  acksiom predict producer.properties server.properties",
      "  acksiom predict --set acks=1 --set min.insync.replicas=2",
      "  acksiom predict --kafka-version 2.8.1 --json producer.properties",
    })
final class PredictCommand implements Callable<Integer> {
  /** Where predictions come from. */
  interface Sources {
    /**
     * A source for one run of the command.
     *
     * @param tlc what to ask, if it asks TLC
     * @param folder for what is written on the way
     * @param decided told of every model that is decided, by any thread
     */
    PredictionSource in(Tlc tlc, Path folder, Runnable decided);
  }

  private static final Duration TIMEOUT = Profile.QUICK.timeout();

  private final Sources sources;

  @Spec private CommandSpec spec;

  @Mixin private Remembering remembering;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description =
          "settings of a producer, a topic or a broker; the names tell whose they are. Later files count before"
              + " earlier ones, a topic's settings before its broker's")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "a setting that counts before those of the files; may be repeated")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--kafka-version",
      paramLabel = "VERSION",
      description =
          "whose defaults count, 0.11.0.0 or newer; by default that of the Kafka client that is built in")
  private String version;

  @Option(
      names = "--search-limit",
      paramLabel = "N",
      defaultValue = "24",
      description =
          "how many other settings are tried under each fault model in search of a change, at least 0; by"
              + " default ${DEFAULT-VALUE}")
  private int searchLimit;

  @Option(
      names = "--json",
      description = "one JSON document on standard output, and nothing else there")
  private boolean json;

  /** The command that asks TLC. */
  PredictCommand(Path cache) {
    this((tlc, folder, decided) -> new TlcPredictions(tlc, folder, TIMEOUT, decided), cache);
  }

  PredictCommand(Sources sources, Path cache) {
    this.sources = sources;
    this.remembering = new Remembering(cache);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (searchLimit < 0) {
      throw new ParameterException(
          spec.commandLine(), "--search-limit: expected at least 0, found " + searchLimit);
    }
    ResolvedSettings settings = settings();
    warn(settings.warnings());
    Forecast forecast = forecast(settings, spec.commandLine().getErr());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(ForecastJson.of(forecast));
    } else {
      ForecastText.write(forecast, out);
    }
    return (forecast.budgetRanOut() ? ExitCode.UNDECIDED : ExitCode.HOLDS).value();
  }

  private void warn(List<String> warnings) {
    PrintWriter err = spec.commandLine().getErr();
    warnings.forEach(warning -> err.println("warning: " + warning));
    err.flush();
  }

  /** Leaves nothing behind, unless the model checker fails: then its log stays. */
  private Forecast forecast(ResolvedSettings settings, PrintWriter err)
      throws IOException, InterruptedException {
    try (WorkFolder folder = WorkFolder.temporary("acksiom-predict")) {
      try (Progress progress = Progress.start(err, "predicting", "models", 0)) {
        PredictionSource source = sources.in(remembering.tlc(), folder.path(), progress::advance);
        return Forecast.of(settings, source, searchLimit);
      } catch (ModelFailed e) {
        folder.keep();
        throw new PartFailed(e.getMessage(), e.log());
      }
    }
  }

  private ResolvedSettings settings() {
    try {
      return SettingsReader.read(
          files,
          assignments,
          version == null ? KafkaVersion.current() : KafkaVersion.parse(version));
    } catch (SettingsException e) {
      warn(e.warnings());
      throw new UserError(e.mistakes());
    }
  }
}
