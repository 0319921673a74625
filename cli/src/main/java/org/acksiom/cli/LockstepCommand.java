package org.acksiom.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.acksiom.conformance.Lockstep;
import org.acksiom.conformance.ModelFailed;
import org.acksiom.conformance.Scenario;
import org.acksiom.conformance.SideBySide;
import org.acksiom.conformance.Verification;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.ScheduleFile;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.acksiom.specs.SpecFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code acksiom lockstep}: the state graphs of specification and implementation, together. */
@Command(
    name = "lockstep",
    mixinStandardHelpOptions = true,
    header = "Walks the state graphs of specification and implementation together.",
    description = {
      "From every pair of states that can be reached within the bounds, each step of the Java broker"
          + " and producer must be a step of KafkaDelivery to the state that it stands for, and each"
          + " step of KafkaDelivery must be one of theirs.",
      "Where they part: the step, both states variable by variable, and a shortest schedule to it,"
          + " which is kept as an artifact that replays.",
      "Walks all presets and fault models at two replicas, two records, one retry and two faults,"
          + " and with a consumer and one record; and two presets at three replicas, up to crashes. Other bounds can be given for all"
          + " walks: a bound that is not keeps its value.",
      "Exits with 0 if all walks end without a difference, with 1 if there is one, with 3 if the"
          + " memory or the time was too small for a walk."
    },
    footer = {"", "Example:", "  acksiom lockstep --preset idempotent --faults network"})
final class LockstepCommand implements Callable<Integer> {
  /** Those that can be walked to the end at three replicas in minutes. */
  private static final List<Preset> AT_THREE_REPLICAS =
      List.of(Preset.FIRE_AND_FORGET, Preset.AT_MOST_ONCE_ALL);

  private static final Bounds THREE_REPLICAS = new Bounds(3, 2, 1, 2);

  private static final Bounds WITH_CONSUMER = new Bounds(2, 1, 1, 2, 1);

  /** What a pair of states needs with all that is remembered for it, and then some. */
  private static final long BYTES_A_PAIR = 1_000;

  /** Nodes are brokers; r: and a consumer that reads. */
  private static final String HEAD =
      "preset                  faults    nodes      pairs transitions      s";

  private static final String ROW = "%-24s%-10s%-6s%,10d%,12d%7.1f %s";

  @Spec private CommandSpec spec;

  @Mixin private PresetOptions presets;

  @Option(
      names = "--faults",
      split = ",",
      paramLabel = "FAULTS",
      completionCandidates = Names.Faults.class,
      description = "Only these fault models; may be repeated. Default: all five.")
  private List<String> faults = List.of();

  @Mixin private BoundsOptions bounds;

  @Option(
      names = "--time-limit",
      defaultValue = "1h",
      paramLabel = "DURATION",
      converter = Quantities.Time.class,
      description = "For one walk: 30s, 5m. Default: ${DEFAULT-VALUE}.")
  private Duration timeLimit;

  @Option(
      names = "--out",
      defaultValue = "acksiom-lockstep",
      paramLabel = "DIR",
      description = "Where artifacts are written. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(names = "--json", description = "Print one JSON document a walk, each on its line.")
  private boolean json;

  /** A walk that has ended. */
  private record Ended(Scenario scenario, Lockstep.Walk walk, long elapsedMillis) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Scenario> scenarios = scenarios();
    List<Scenario> cheapestFirst =
        scenarios.stream().sorted(Verification.BY_EXPECTED_COST).toList();
    int workers = Runtime.getRuntime().availableProcessors();
    long pairsMax = Runtime.getRuntime().maxMemory() / workers / BYTES_A_PAIR;
    long start = System.nanoTime();
    InOrder<Ended> inOrder = new InOrder<>(this::tell);
    if (!json) {
      spec.commandLine().getOut().println(HEAD);
    }
    try (WorkFolder folder = WorkFolder.temporary("acksiom-lockstep");
        Progress progress =
            Progress.start(spec.commandLine().getErr(), "walking", "walks", scenarios.size())) {
      SpecFiles.copyModulesTo(folder.path());
      Path module = folder.path().resolve(KafkaDeliveryModel.MODULE + ".tla");
      AtomicLong pairs = new AtomicLong();
      List<SideBySide.Exploration<Ended>> walks = new ArrayList<>();
      for (Scenario scenario : cheapestFirst) {
        walks.add(() -> walk(scenario, module, pairsMax, pairs, progress));
      }
      SideBySide.run(
          walks,
          workers,
          (index, ended) -> {
            progress.advance();
            inOrder.add(scenarios.indexOf(ended.scenario()), ended);
          });
    } catch (ModelFailed e) {
      throw new IllegalStateException("a walk runs no model", e);
    }
    if (!json) {
      spec.commandLine().getOut().print(total(inOrder.told(), System.nanoTime() - start));
    }
    return inOrder.told().stream()
        .map(ended -> exitCode(ended.walk()))
        .reduce(ExitCode.HOLDS, ExitCode::worst)
        .value();
  }

  private List<Scenario> scenarios() {
    List<FaultModel> models =
        faults.isEmpty()
            ? List.of(FaultModel.values())
            : faults.stream().map(id -> Options.faults(spec, id)).distinct().sorted().toList();
    List<Preset> chosen = presets.chosen(spec);
    Bounds wide = bounds.or(Bounds.SMALL, spec);
    List<Scenario> scenarios = new ArrayList<>();
    for (Preset preset : chosen) {
      for (FaultModel model : models) {
        scenarios.add(Scenario.of(preset, model, wide));
      }
    }
    if (!bounds.given()) {
      for (Preset preset : chosen) {
        for (FaultModel model : models) {
          scenarios.add(Scenario.of(preset, model, WITH_CONSUMER));
        }
      }
      for (Preset preset : AT_THREE_REPLICAS) {
        for (FaultModel model : models) {
          if (chosen.contains(preset) && model.compareTo(FaultModel.CRASH) <= 0) {
            scenarios.add(Scenario.of(preset, model, THREE_REPLICAS));
          }
        }
      }
    }
    return scenarios;
  }

  private Ended walk(
      Scenario scenario, Path module, long pairsMax, AtomicLong pairs, Progress progress)
      throws IOException {
    long start = System.nanoTime();
    Setup setup = new Setup(scenario.preset().settings(), scenario.faults(), scenario.bounds());
    long[] before = {0};
    Lockstep.Walk walk =
        Lockstep.walk(
            setup,
            module,
            new Budget(pairsMax, start + timeLimit.toNanos(), System::nanoTime),
            done -> {
              progress.now(
                  String.format(
                      Locale.ROOT,
                      "%,d pairs, now in %s",
                      pairs.addAndGet(done - before[0]),
                      id(scenario)));
              before[0] = done;
            });
    return new Ended(scenario, walk, (System.nanoTime() - start) / 1_000_000);
  }

  private static ExitCode exitCode(Lockstep.Walk walk) {
    return walk.difference().isPresent()
        ? ExitCode.VIOLATED
        : walk.exhausted() ? ExitCode.HOLDS : ExitCode.UNDECIDED;
  }

  private static String id(Scenario scenario) {
    return scenario.id() + "-" + scenario.bounds().replicas() + "-replicas";
  }

  private void tell(Ended ended) {
    PrintWriter stdout = spec.commandLine().getOut();
    try {
      Path artifact = keep(ended);
      stdout.println(
          json ? new ObjectMapper().writeValueAsString(document(ended)) : words(ended, artifact));
      stdout.flush();
    } catch (IOException e) {
      throw new PartFailed("writing an artifact failed: " + e.getMessage(), out);
    }
  }

  private Path keep(Ended ended) throws IOException {
    Path artifact = out.resolve(id(ended.scenario()) + ".json");
    if (ended.walk().difference().isPresent()) {
      Options.folder(out);
      Files.writeString(artifact, ScheduleFile.write(ended.walk().difference().get().before()));
    }
    return artifact;
  }

  private static String words(Ended ended, Path artifact) {
    Lockstep.Walk walk = ended.walk();
    StringBuilder words =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                ROW,
                ended.scenario().preset().id(),
                ended.scenario().faults().id(),
                ended.scenario().bounds().replicas()
                    + (ended.scenario().bounds().consumers() > 0 ? "r" : ""),
                walk.pairs(),
                walk.transitions(),
                ended.elapsedMillis() / 1000.0,
                walk.difference().isPresent()
                    ? "DIFFERENT"
                    : walk.exhausted() ? "bisimilar" : "UNDECIDED"));
    walk.difference()
        .ifPresent(
            difference -> {
              words.append("\n  ").append(step(difference)).append(difference.reason());
              difference
                  .fields()
                  .forEach(
                      (variable, sides) ->
                          words
                              .append("\n    ")
                              .append(variable)
                              .append("\n      specification   ")
                              .append(sides.specification())
                              .append("\n      implementation  ")
                              .append(sides.implementation()));
              words
                  .append("\n  after ")
                  .append(difference.before().events().size())
                  .append(" steps; they replay: acksiom replay ")
                  .append(artifact);
            });
    return words.toString();
  }

  /** What all walks came to, below their lines. */
  private static String total(List<Ended> all, long nanos) {
    long different = all.stream().filter(it -> it.walk().difference().isPresent()).count();
    long bisimilar = all.stream().filter(it -> exitCode(it.walk()) == ExitCode.HOLDS).count();
    return Paragraph.of(
        String.format(
            Locale.ROOT,
            "%d walks: %d bisimilar, %d different, %d undecided; %,d pairs, %,d transitions; %.1f s",
            all.size(),
            bisimilar,
            different,
            all.size() - bisimilar - different,
            all.stream().mapToLong(it -> it.walk().pairs()).sum(),
            all.stream().mapToLong(it -> it.walk().transitions()).sum(),
            nanos / 1e9));
  }

  private static String step(Lockstep.Difference difference) {
    return difference.step().map(event -> event + ": ").orElse("");
  }

  private static ObjectNode document(Ended ended) {
    Lockstep.Walk walk = ended.walk();
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("preset", ended.scenario().preset().id());
    document.put("faults", ended.scenario().faults().id());
    ObjectNode limits = document.putObject("bounds");
    ended.scenario().bounds().byName().forEach(limits::put);
    document.put("pairs", walk.pairs());
    document.put("transitions", walk.transitions());
    document.put("bisimilar", walk.exhausted());
    document.put("undecided", !walk.exhausted() && walk.difference().isEmpty());
    document.put("elapsedMillis", ended.elapsedMillis());
    document.set("divergence", walk.difference().map(LockstepCommand::document).orElse(null));
    return document;
  }

  private static ObjectNode document(Lockstep.Difference difference) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("action", difference.step().map(Object::toString).orElse(null));
    document.put("reason", difference.reason());
    ObjectNode fields = document.putObject("fields");
    difference
        .fields()
        .forEach(
            (variable, sides) ->
                fields
                    .putObject(variable)
                    .put("specification", sides.specification().toString())
                    .put("implementation", sides.implementation().toString()));
    difference
        .before()
        .events()
        .forEach(event -> document.withArray("schedule").add(event.toString()));
    return document;
  }
}
