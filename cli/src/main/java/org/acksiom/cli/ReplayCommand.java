package org.acksiom.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.acksiom.cli.page.Page;
import org.acksiom.cli.report.ActionSources;
import org.acksiom.cli.story.SpaceTimeDiagram;
import org.acksiom.cli.story.StoryFigure;
import org.acksiom.conformance.Divergence;
import org.acksiom.conformance.Following;
import org.acksiom.conformance.TraceFile;
import org.acksiom.conformance.mutants.Isolation;
import org.acksiom.conformance.mutants.Mutant;
import org.acksiom.conformance.mutants.Mutants;
import org.acksiom.conformance.mutants.PatchException;
import org.acksiom.impl.simulator.ArtifactFormatException;
import org.acksiom.impl.simulator.HistoryRecorder;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.ScheduleFile;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.kafka.replay.KafkaReplay.Outcome;
import org.acksiom.kafka.replay.Story;
import org.acksiom.kafka.replay.StorySearch;
import org.acksiom.kafka.workload.Torture;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.linearizability.delivery.Finding;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.modelcheck.TlaSyntaxException;
import org.acksiom.modelcheck.Trace;
import org.acksiom.modelcheck.TraceReader;
import org.acksiom.specs.Anomaly;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code acksiom replay}: one behaviour again, step by step. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    header = "Runs one schedule again on the Java broker and producer and draws it.",
    description = {
      "Reads a schedule that 'verify' or 'fuzz' has written, or a counterexample of TLC: one from"
          + " 'verify', or TLC's own output together with the model's configuration.",
      "Exits with 0 if the run shows no anomaly and with 1 if it does, or if the implementation can"
          + " not follow. With --kafka the same of real Kafka counts, too; that it does not follow is"
          + " 3: undecided."
    },
    footer = {
      "",
      "Examples:",
      "  acksiom replay acksiom-report/artifacts/at-least-once-network-DUPLICATE.json",
      "  acksiom replay --story idempotence-refused --kafka",
      "  acksiom replay --story zombie-leader --html story.html"
    })
final class ReplayCommand implements Callable<Integer> {
  /** Each is found among far fewer. */
  private static final long STORY_STATES = 5_000_000;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "ARTIFACT", description = "The file.")
  private Path artifact;

  @Option(
      names = "--story",
      paramLabel = "STORY",
      converter = StoryName.class,
      completionCandidates = StoryNames.class,
      description = "Instead of a file a behaviour that has a name: ${COMPLETION-CANDIDATES}.")
  private Story story;

  @Option(
      names = "--config",
      paramLabel = "FILE.cfg",
      description = "The model of which a counterexample is, if the file does not say it itself.")
  private Path config;

  @Option(
      names = "--mutant",
      paramLabel = "NAME",
      completionCandidates = Names.Bugs.class,
      description = "Replay a schedule on the core with that bug of 'acksiom mutants'.")
  private String mutant;

  @Option(
      names = "--kafka",
      description = "Let real Apache Kafka follow the schedule, too; it takes seconds to start.")
  private boolean kafka;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Draw the schedule as a page, too, on which one goes from step to step.")
  private Path html;

  @Override
  public Integer call() throws InterruptedException {
    if (html != null && mutant != null) {
      throw new UserError("--html: expected no --mutant beside it, found " + mutant);
    }
    if (kafka && mutant != null) {
      throw new UserError("--kafka: expected no --mutant beside it, found " + mutant);
    }
    if ((artifact == null) == (story == null)) {
      throw new ParameterException(
          spec.commandLine(),
          "expected ARTIFACT or --story, found " + (story == null ? "none" : "both"));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (story != null) {
      refuseBesideStory("--mutant", mutant);
      refuseBesideStory("--config", config);
      return replay(StorySearch.find(story, STORY_STATES).orElseThrow(), out);
    }
    Unreadable.refuseFolder(artifact);
    try {
      if (TraceFile.looksLike(artifact)) {
        if (mutant != null) {
          throw new UserError(
              "--mutant: expected a schedule, found a counterexample of TLC: " + artifact);
        }
        return replay(counterexample(), out);
      }
      return replay(ScheduleFile.read(artifact), out);
    } catch (IOException e) {
      throw Unreadable.of(artifact.toString(), e);
    } catch (ArtifactFormatException | TlaSyntaxException e) {
      throw new UserError(e.getMessage());
    } catch (Divergence divergence) {
      out.print(SpaceTimeDiagram.of(divergence.followed()));
      out.println(
          "The implementation can not follow the specification: " + divergence.getMessage() + ".");
      return ExitCode.VIOLATED.value();
    }
  }

  private static void refuseBesideStory(String option, Object value) {
    if (value != null) {
      throw new UserError(option + ": expected none beside --story, found " + value);
    }
  }

  private Schedule counterexample() throws IOException, TlaSyntaxException, Divergence {
    KafkaDeliveryModel model = model();
    List<Trace> traces = TraceReader.read(artifact);
    return Following.follow(
        traces.get(0), new Setup(model.settings(), model.faults(), model.bounds()));
  }

  private KafkaDeliveryModel model() {
    Path file = config == null ? artifact : config;
    try {
      Unreadable.refuseFolder(file);
      return TraceFile.model(file);
    } catch (IOException e) {
      throw Unreadable.of(file.toString(), e);
    } catch (IllegalArgumentException e) {
      throw new UserError(
          file
              + ": expected the constants of KafkaDelivery's model ("
              + e.getMessage()
              + ")"
              + (config == null ? "; --config names the model's configuration" : ""));
    }
  }

  private int replay(Schedule schedule, PrintWriter out) throws InterruptedException {
    try {
      if (mutant != null) {
        return replay(named(mutant), artifact, out);
      }
      Optional<WholeFile> page =
          Optional.ofNullable(html).map(path -> new WholeFile("--html", path).ifWritable());
      ExitCode simulated = Replay.of(schedule, out);
      page.ifPresent(file -> file.write(page(schedule)));
      return (kafka ? simulated.worst(replayOnKafka(schedule, out)) : simulated).value();
    } catch (IllegalArgumentException e) {
      throw new UserError(
          artifact + ": expected a schedule that can be run, found " + e.getMessage());
    }
  }

  private String page(Schedule schedule) {
    String name = story == null ? artifact.getFileName().toString() : story.id();
    Map<Anomaly, List<Finding>> anomalies =
        new DeliveryChecker().check(HistoryRecorder.historyOf(schedule)).anomalies();
    StringBuilder body = new StringBuilder("<main>\n<h1>").append(Page.escape(name));
    body.append("</h1>\n");
    anomalies.forEach(
        (anomaly, findings) ->
            findings.forEach(
                finding ->
                    body.append("<p><strong>")
                        .append(anomaly)
                        .append("</strong>: ")
                        .append(Page.escape(finding.explanation()))
                        .append("</p>\n")));
    body.append(StoryFigure.LEGEND);
    body.append(StoryFigure.of(schedule, ActionSources.packaged()::lines));
    return new Page(
            "Acksiom: " + name,
            Page.basicStyle() + StoryFigure.style(),
            StoryFigure.script(),
            body.append("</main>\n").toString())
        .html();
  }

  @SuppressWarnings("try") // what is opened below is closed, and not used otherwise
  private ExitCode replayOnKafka(Schedule schedule, PrintWriter out) throws InterruptedException {
    out.flush();
    Path logs = Path.of(System.getProperty("java.io.tmpdir"));
    Interruption interruption = new Interruption();
    try (FinalWrite last =
            FinalWrite.of(
                early -> {
                  if (early) {
                    interruption.happen();
                  }
                });
        Interruption release = interruption;
        Progress progress =
            Progress.start(spec.commandLine().getErr(), "replaying on Kafka", "schedules", 1);
        RealKafka real = new RealKafka(logs)) {
      return told(real.follow(schedule), out);
    } catch (IOException e) {
      throw RealKafka.failed(e, logs);
    }
  }

  private static ExitCode told(Outcome outcome, PrintWriter out) {
    out.println();
    if (outcome.notFollowed().isPresent()) {
      out.println(
          "Apache Kafka %s did not follow: %s"
              .formatted(Torture.kafkaVersion(), outcome.notFollowed().get()));
      return ExitCode.UNDECIDED;
    }
    out.println("Apache Kafka %s followed every event.".formatted(Torture.kafkaVersion()));
    Map<Anomaly, List<Finding>> seen = outcome.report().anomalies();
    seen.forEach(
        (anomaly, findings) ->
            findings.forEach(finding -> out.println(anomaly + ": " + finding.explanation())));
    if (seen.isEmpty()) {
      out.println("No anomaly.");
    }
    out.println(
        seen.keySet().equals(outcome.simulated().anomalies().keySet())
            ? "The anomalies are those of the simulator."
            : "The simulator shows others: " + outcome.simulated().anomalies().keySet() + ".");
    return seen.isEmpty() ? ExitCode.HOLDS : ExitCode.VIOLATED;
  }

  private static Mutant named(String name) {
    try {
      return Mutants.of(name);
    } catch (PatchException e) {
      throw new UserError("--mutant: " + e.getMessage());
    }
  }

  /**
   * Replays beside the core with that bug; a core that throws is an anomaly of its own.
   *
   * @return the value of an {@link ExitCode}
   * @throws IllegalArgumentException if an event can not happen when its turn comes
   */
  @SuppressWarnings("unchecked") // as Replay declares it
  static int replay(Mutant mutant, Path artifact, PrintWriter out) {
    BiFunction<Path, PrintWriter, Integer> replay;
    try {
      replay = Isolation.of(mutant).create(Replay.class.getName(), BiFunction.class);
    } catch (PatchException e) {
      throw new UserError("--mutant: " + e.getMessage());
    }
    try {
      return replay.apply(artifact, out);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw e;
    } catch (RuntimeException e) { // a broken core may do anything
      out.println("The core with this bug fails: " + e);
      return ExitCode.VIOLATED.value();
    }
  }

  /** The names of the stories. */
  private static final class StoryNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Story.values()).map(Story::id).iterator();
    }
  }

  /** A story by its name. */
  private static final class StoryName implements ITypeConverter<Story> {
    @Override
    public Story convert(String id) {
      return Arrays.stream(Story.values())
          .filter(story -> story.id().equals(id))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "expected " + String.join(", ", new StoryNames()) + ", found '" + id + "'"));
    }
  }
}
