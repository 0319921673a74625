package org.acksiom.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.acksiom.conformance.ModelFailed;
import org.acksiom.conformance.Profile;
import org.acksiom.kafka.settings.KafkaVersion;
import org.acksiom.kafka.settings.ResolvedSettings;
import org.acksiom.kafka.settings.SettingsException;
import org.acksiom.kafka.settings.SettingsReader;
import org.acksiom.modelcheck.Tlc;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * {@code acksiom predict}: what the user's own settings promise.
 *
 * <p>Exits with 0 when the question is answered, whatever the answer: with faults around, some
 * anomaly is possible under any settings, so a 1 would say nothing unless the user says what is
 * forbidden. 3 if the model checker's budget ran out for a part of the answer.
 */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    header = "Say what these producer, topic and broker settings promise.",
    description = {
      "",
      "Reads configuration files as Kafka does, adds the defaults of the Kafka version, and lets the model checker say"
          + " what can happen to a record under each fault model: the answer first, then the shortest story of how, then"
          + " the smallest change of settings that rules it out, and what that costs. Without a file or --set, it is"
          + " about the defaults.",
      "",
      "Several files are merged as Kafka would: of two files of one kind the later counts, a topic's settings count"
          + " before its broker's, --set before all files, and Kafka's defaults last. The answer says of each setting"
          + " where it comes from.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the question is answered, and nothing that is forbidden is possible",
      "1:an anomaly of --forbid is possible",
      "2:bad usage or bad settings",
      "3:a part is undecided: the budget ran out",
      "4:a part failed"
    },
    footer = {
      "",
      "Examples:",
      "  acksiom predict producer.properties server.properties",
      "  acksiom predict src/main/resources/application.yml --spring-profile prod",
      "  acksiom predict --set acks=1 --set min.insync.replicas=2",
      "  acksiom predict --forbid ACKED_LOSS --faults crash producer.properties",
      "  acksiom predict --forbid acked_loss --format github config/*.properties",
      "  acksiom predict --html promise.html producer.properties topic.properties",
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

  /** How the answer is written. */
  enum Format {
    TEXT,
    JSON,
    GITHUB;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Duration TIMEOUT = Profile.QUICK.timeout();

  private final Sources sources;
  private final Optional<Path> workspace;

  @Spec private CommandSpec spec;

  @Mixin private Remembering remembering;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description =
          "settings of a producer, a topic or a broker, of a Connect worker, a connector or a Streams application, or a"
              + " Spring Boot application, in YAML or properties; the names in it tell which. Later files count before"
              + " earlier ones, a topic's settings before its broker's")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "a setting that counts before those of the files; may be repeated")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--spring-profile",
      paramLabel = "PROFILE",
      split = ",",
      description =
          "a profile that the Spring Boot application runs with, whose documents count; may be repeated")
  private List<String> profiles = List.of();

  @Option(
      names = "--kafka-version",
      paramLabel = "VERSION",
      description =
          "whose defaults count, 0.11.0.0 or newer; by default that of the Kafka client that is built in")
  private String version;

  @Option(
      names = "--faults",
      paramLabel = "FAULTS",
      split = ",",
      description =
          "only these fault models: none, network, crash; may be repeated. Each includes those before it. By default"
              + " all of them. Of partition and disk it is undecided what they do: their models are too large")
  private List<String> faults = List.of();

  @Option(
      names = "--forbid",
      paramLabel = "ANOMALY",
      split = ",",
      description =
          "exit with 1 if one of these is possible: ACKED_LOSS, SILENT_LOSS, REPORTED_LOSS, DUPLICATE, PHANTOM,"
              + " REORDER, GAP and so on; may be repeated. Asked under the models of --faults; by default that is"
              + " none, network and crash. Changes are searched against these alone")
  private List<String> forbidden = List.of();

  @Option(
      names = "--all",
      description =
          "tell every story and search a change against every anomaly under every fault model, and not only"
              + " against the gravest; takes minutes the first time")
  private boolean all;

  @Option(
      names = "--search-limit",
      paramLabel = "N",
      defaultValue = "24",
      description =
          "how many other settings are tried under each fault model in search of a change, at least 0; by"
              + " default ${DEFAULT-VALUE}")
  private int searchLimit;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "text, for people; json, one document with all remedies; github, annotations in a workflow of GitHub."
              + " By default text")
  private Format format;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "write the answer there, too, as a page with the stories drawn")
  private Path page;

  @Option(names = "--json", description = "the same as --format json")
  private boolean json;

  /**
   * The command that asks TLC.
   *
   * @param workspace the repository in a workflow of GitHub, where annotations' files begin
   */
  PredictCommand(Path cache, Optional<Path> workspace) {
    this(
        (tlc, folder, decided) -> new TlcPredictions(tlc, folder, TIMEOUT, decided),
        cache,
        workspace);
  }

  /**
   * The command with any source.
   *
   * @param workspace the repository in a workflow of GitHub, where annotations' files begin
   */
  PredictCommand(Sources sources, Path cache, Optional<Path> workspace) {
    this.sources = sources;
    this.workspace = workspace;
    this.remembering = new Remembering(cache);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (searchLimit < 0) {
      throw new ParameterException(
          spec.commandLine(), "--search-limit: expected at least 0, found " + searchLimit);
    }
    if (json && format != null && format != Format.JSON) {
      throw new ParameterException(
          spec.commandLine(), "--json: expected no other --format, found " + format.id());
    }
    Optional<WholeFile> drawn =
        Optional.ofNullable(page).map(path -> new WholeFile("--html", path).ifWritable());
    Set<Anomaly> unwanted = unwanted();
    List<FaultModel> asked = asked();
    ResolvedSettings settings;
    try {
      settings = settings();
    } catch (SettingsException e) {
      return refuse(e);
    }
    warn(settings.warnings());
    if (!unwanted.isEmpty() && files.isEmpty() && assignments.isEmpty()) {
      warn(List.of("no file and no --set: what is judged are the defaults of Kafka"));
    }
    Answer answer = answer(settings, asked, unwanted);
    Forbidding answered = answer.forbidding();
    PrintWriter out = spec.commandLine().getOut();
    if (format() == Format.JSON) {
      out.println(ForecastJson.of(answered));
    } else if (format() == Format.GITHUB) {
      annotations().write(answered);
    }
    drawn.ifPresent(file -> file.write(ForecastPage.html(answered, all)));
    answer
        .failure()
        .ifPresent(
            failure -> {
              out.flush();
              throw failure;
            });
    return exitCode(answered).value();
  }

  /** The answer, and how the search for changes failed, if it did. */
  private record Answer(Forbidding forbidding, Optional<PartFailed> failure) {}

  private static ExitCode exitCode(Forbidding answered) {
    if (!answered.anomalies().isEmpty()) {
      return answered.exitCode();
    }
    Forecast forecast = answered.forecast();
    boolean unasked =
        answered.undecidable() && forecast.decided().size() < forecast.faults().size();
    return forecast.budgetRanOut() || unasked ? ExitCode.UNDECIDED : ExitCode.HOLDS;
  }

  private Format format() {
    return json ? Format.JSON : format == null ? Format.TEXT : format;
  }

  private Set<Anomaly> unwanted() {
    refuseEmpty("--forbid", "an anomaly");
    Set<Anomaly> unwanted = EnumSet.noneOf(Anomaly.class);
    for (String name : forbidden) {
      unwanted.add(Options.named(spec, "--forbid", name, PredictCommand::anomaly));
    }
    return unwanted;
  }

  /** A list of nothing would be taken for an option that is not there. */
  private void refuseEmpty(String option, String expected) {
    ParseResult parsed = spec.commandLine().getParseResult();
    if (parsed.hasMatchedOption(option)) {
      for (String list : parsed.matchedOption(option).originalStringValues()) {
        if (list.split(",").length == 0) {
          throw new ParameterException(
              spec.commandLine(), option + ": expected " + expected + ", found '" + list + "'");
        }
      }
    }
  }

  private static Anomaly anomaly(String name) {
    for (Anomaly anomaly : Anomaly.values()) {
      if (anomaly.name().equalsIgnoreCase(name.trim())) {
        return anomaly;
      }
    }
    throw new IllegalArgumentException(
        "expected an anomaly ("
            + Arrays.stream(Anomaly.values()).map(Anomaly::name).collect(Collectors.joining(", "))
            + "), found '"
            + name
            + "'");
  }

  /** The fault models that are asked about, in their order. */
  private List<FaultModel> asked() {
    refuseEmpty("--faults", "a fault model");
    return faults.isEmpty()
        ? List.of(FaultModel.values())
        : faults.stream().map(id -> Options.faults(spec, id.trim())).distinct().sorted().toList();
  }

  private int refuse(SettingsException e) {
    warn(e.warnings());
    if (format() != Format.GITHUB) {
      throw new UserError(e.mistakes());
    }
    e.mistakes().forEach(annotations()::error);
    return ExitCode.BAD_INPUT.value();
  }

  private void warn(List<String> warnings) {
    if (format() == Format.GITHUB) {
      warnings.forEach(annotations()::warning);
      return;
    }
    PrintWriter err = spec.commandLine().getErr();
    warnings.forEach(warning -> err.println("warning: " + warning));
    err.flush();
  }

  private GithubAnnotations annotations() {
    Path here = Path.of("").toAbsolutePath();
    return new GithubAnnotations(files, here, workspace.orElse(here), spec.commandLine().getOut());
  }

  /**
   * The whole answer, of which the text is written as soon as a part is known. Leaves nothing
   * behind, unless the model checker fails: then its log stays.
   */
  private Answer answer(ResolvedSettings settings, List<FaultModel> asked, Set<Anomaly> unwanted)
      throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    try (WorkFolder folder = WorkFolder.temporary("acksiom-predict")) {
      try {
        AtomicReference<Progress> progress = new AtomicReference<>();
        PredictionSource source =
            sources.in(remembering.tlc(), folder.path(), () -> progress.get().advance());
        Forecasting forecasting = new Forecasting(settings, source, asked);
        Forbidding present;
        try (Progress predicting = Progress.start(err, "predicting", "models", 0)) {
          progress.set(predicting);
          present = new Forbidding(forecasting.present(), unwanted, !faults.isEmpty());
        }
        if (format() == Format.TEXT) {
          new ForecastText(present, all, spec.commandLine().getOut()).writeWhatAndWhy();
        }
        Forecast whole;
        Optional<PartFailed> failure = Optional.empty();
        Map<FaultModel, Set<Anomaly>> wanted = wanted(present);
        try (Progress searching = Progress.start(err, "searching a fix", "models", 0)) {
          progress.set(searching);
          whole = forecasting.withRemedies(present.forecast(), wanted, searchLimit);
        } catch (ModelFailed e) {
          folder.keep();
          failure = Optional.of(new PartFailed(e.getMessage(), e.log()));
          whole = Forecasting.withoutRemedies(present.forecast(), wanted);
        }
        Forbidding answered = new Forbidding(whole, unwanted, !faults.isEmpty());
        if (format() == Format.TEXT) {
          new ForecastText(answered, all, spec.commandLine().getOut()).writeFixAndSettings();
        }
        return new Answer(answered, failure);
      } catch (ModelFailed e) {
        folder.keep();
        throw new PartFailed(e.getMessage(), e.log());
      }
    }
  }

  /** Against what a change is searched: no more than the user is told of. */
  private Map<FaultModel, Set<Anomaly>> wanted(Forbidding present) {
    boolean told = format() != Format.GITHUB || !present.anomalies().isEmpty();
    boolean few = !present.anomalies().isEmpty() || (format() == Format.TEXT && !all);
    if (!told || few) {
      return told ? present.forecast().strongest(present.concern()) : Map.of();
    }
    Map<FaultModel, Set<Anomaly>> everything = new EnumMap<>(FaultModel.class);
    present
        .forecast()
        .decided()
        .forEach(model -> everything.put(model, EnumSet.allOf(Anomaly.class)));
    return everything;
  }

  private ResolvedSettings settings() throws SettingsException {
    return SettingsReader.read(
        files,
        assignments,
        version == null ? KafkaVersion.current() : KafkaVersion.parse(version),
        Set.copyOf(profiles));
  }
}
