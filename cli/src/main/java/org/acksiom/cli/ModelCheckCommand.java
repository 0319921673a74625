package org.acksiom.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.acksiom.conformance.ModelOutcome;
import org.acksiom.modelcheck.ActionCoverage;
import org.acksiom.modelcheck.Stats;
import org.acksiom.modelcheck.Tlc;
import org.acksiom.specs.Model;
import org.acksiom.specs.SpecFiles;
import org.acksiom.specs.SpecModule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code acksiom model-check}: TLC on the models of the specifications. */
@Command(
    name = "model-check",
    mixinStandardHelpOptions = true,
    header = "Runs TLC on the models of the specifications.",
    description = {
      "For each model: TLC's verdict beside the expected one, states, depth, time, and the actions"
          + " that were never taken.",
      "Exits with 0 if every verdict is the expected one."
    },
    footer = {"", "Example:", "  acksiom model-check Commit-keeps ProducerRetry-duplicates"})
final class ModelCheckCommand implements Callable<Integer> {
  /** A row of a terminal's 80 columns. */
  private static final String NARROW = "  %-38s %-12s%11s%6s%8s";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "MODEL",
      completionCandidates = Names.Models.class,
      description = "The models, by name. Default: all but those that take minutes.")
  private List<String> names = List.of();

  @Option(names = "--list", description = "List the models instead.")
  private boolean list;

  @Option(names = "--deep", description = "Without names: those that take minutes, too.")
  private boolean deep;

  @Option(
      names = "--workers",
      defaultValue = "1",
      paramLabel = "N",
      description = "TLC's threads; only with one are counterexamples shortest. Default: 1.")
  private int workers;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Keep modules, models and TLC's output there. Default: a temporary folder.")
  private Path out;

  @Option(names = "--json", description = "Print one JSON document, a list.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter stdout = spec.commandLine().getOut();
    List<Model> models = chosen();
    if (list) {
      list(models, stdout);
      return ExitCode.HOLDS.value();
    }
    if (workers < 1) {
      throw new ParameterException(
          spec.commandLine(), "--workers: expected at least 1, found " + workers);
    }
    try (WorkFolder folder =
        out == null ? WorkFolder.temporary("acksiom-models") : WorkFolder.named(out)) {
      return check(models, folder, stdout).value();
    }
  }

  private void list(List<Model> models, PrintWriter stdout) {
    if (json) {
      ArrayNode documents = new ObjectMapper().createArrayNode();
      for (Model model : models) {
        documents
            .addObject()
            .put("model", model.name())
            .put("module", model.module())
            .put("expected", model.expectation())
            .put("about", model.about());
      }
      stdout.println(documents.toPrettyString());
    } else {
      String row = head(models) + "%s";
      String module = "";
      for (Model model : models) {
        if (!model.module().equals(module)) {
          module = model.module();
          stdout.println(module);
        }
        stdout.println(row.formatted(model.name(), model.expectation(), model.about()));
      }
    }
  }

  private ExitCode check(List<Model> models, WorkFolder folder, PrintWriter stdout)
      throws IOException, InterruptedException {
    List<ModelOutcome> outcomes = new ArrayList<>();
    boolean narrow = Main.terminal().output();
    String row = narrow ? NARROW : head(models) + "%-22s%12s%7s%9s  %s";
    if (!json && narrow) {
      stdout.println(NARROW.formatted("model", "verdict", "states", "depth", "s"));
    } else if (!json) {
      stdout.println(
          row.formatted(
              "model", "expected", "verdict", "states", "depth", "seconds", "never taken"));
    }
    String module = "";
    try (Progress progress =
        Progress.start(spec.commandLine().getErr(), "model checking", "models", models.size())) {
      for (Model model : models) {
        progress.doing("checking " + model.name());
        ModelOutcome outcome =
            ModelOutcome.run(
                Tlc.installed(),
                model,
                folder.path(),
                Duration.ofMinutes(10),
                workers,
                stats -> {});
        outcomes.add(outcome);
        if (outcome.kind() != ModelOutcome.Kind.AS_EXPECTED) {
          folder.keep();
        }
        progress.advance();
        if (!json) {
          if (!model.module().equals(module)) {
            module = model.module();
            stdout.println(module);
          }
          if (narrow) {
            printNarrow(stdout, outcome);
          } else {
            print(stdout, row, outcome);
          }
          if (outcome.kind() != ModelOutcome.Kind.AS_EXPECTED) {
            stdout.println("    log: " + outcome.result().log());
          }
          stdout.flush();
        }
      }
    }
    Map<String, Set<String>> never = names.isEmpty() ? neverTaken(outcomes) : Map.of();
    if (json) {
      ObjectMapper mapper = new ObjectMapper();
      stdout.println(
          mapper
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(
                  outcomes.stream().map(o -> json(mapper, o, folder.stays())).toList()));
    } else {
      never.forEach(
          (root, actions) ->
              stdout.println(
                  "never taken in any model: " + root + ": " + String.join(", ", actions)));
      stdout.print(Paragraph.of(total(outcomes, never)));
    }
    ExitCode worst =
        outcomes.stream().map(ModelCheckCommand::exitCode).reduce(ExitCode.HOLDS, ExitCode::worst);
    return never.isEmpty() ? worst : worst.worst(ExitCode.VIOLATED);
  }

  private List<Model> chosen() {
    List<Model> all = inReadingOrder();
    if (names.isEmpty()) {
      return all.stream().filter(model -> list || deep || !model.isDeep()).toList();
    }
    List<Model> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(
          all.stream()
              .filter(model -> model.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "expected a model ("
                              + String.join(", ", all.stream().map(Model::name).toList())
                              + "), found '"
                              + name
                              + "'")));
    }
    return chosen;
  }

  /** All models: those of one module together, the modules as they are best read. */
  static List<Model> inReadingOrder() {
    List<String> modules = SpecFiles.modules().stream().map(SpecModule::name).toList();
    return SpecFiles.models().stream()
        .sorted(Comparator.comparingInt(model -> modules.indexOf(model.module())))
        .toList();
  }

  /** The columns of the names and the expected verdicts, as wide as these models need them. */
  private static String head(List<Model> models) {
    int name = models.stream().mapToInt(model -> model.name().length()).max().orElse(0);
    int expected = models.stream().mapToInt(model -> model.expectation().length()).max().orElse(0);
    return "  %-" + (name + 2) + "s%-" + (Math.max(expected, "expected".length()) + 2) + "s";
  }

  private static void print(PrintWriter stdout, String row, ModelOutcome outcome) {
    Stats stats = outcome.result().stats();
    boolean asExpected = outcome.kind() == ModelOutcome.Kind.AS_EXPECTED;
    boolean holds = asExpected && outcome.model().violates() == null;
    stdout.println(
        row.formatted(
                outcome.model().name(),
                outcome.model().expectation(),
                asExpected ? "as expected" : outcome.verdict(),
                "%,d".formatted(stats.distinct()),
                stats.depth(),
                seconds(stats.elapsed()),
                holds ? String.join(", ", outcome.neverTaken()) : "")
            .stripTrailing());
  }

  /** Without the expected verdict where it is the verdict, and without what was never taken. */
  private static void printNarrow(PrintWriter stdout, ModelOutcome outcome) {
    Stats stats = outcome.result().stats();
    boolean asExpected = outcome.kind() == ModelOutcome.Kind.AS_EXPECTED;
    stdout.println(
        NARROW.formatted(
            outcome.model().name(),
            asExpected ? "as expected" : outcome.kind().name(),
            "%,d".formatted(stats.distinct()),
            stats.depth(),
            seconds(stats.elapsed())));
    if (!asExpected) {
      stdout.print(
          Paragraph.of(
              "    expected: " + outcome.model().expectation() + "; found: " + outcome.verdict()));
    }
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
  }

  private String total(List<ModelOutcome> outcomes, Map<String, Set<String>> never) {
    StringBuilder total = new StringBuilder(outcomes.size() + " models: ");
    for (ModelOutcome.Kind kind : ModelOutcome.Kind.values()) {
      long count = outcomes.stream().filter(outcome -> outcome.kind() == kind).count();
      String word = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      total.append(count).append(' ').append(word).append(", ");
    }
    total.setLength(total.length() - 2);
    long states = outcomes.stream().mapToLong(outcome -> outcome.result().stats().distinct()).sum();
    Duration time =
        outcomes.stream()
            .map(outcome -> outcome.result().stats().elapsed())
            .reduce(Duration.ZERO, Duration::plus);
    total.append("; %,d states, %s s".formatted(states, seconds(time)));
    if (names.isEmpty()) {
      int dead = never.values().stream().mapToInt(Set::size).sum();
      total.append(dead == 0 ? "; every action taken" : "; " + dead + " actions never taken");
    }
    return total.toString();
  }

  /**
   * The actions that were taken in none of the models, by the module that defines them: an action
   * that one model does not take may be another's; one that none takes is dead.
   */
  private static Map<String, Set<String>> neverTaken(List<ModelOutcome> outcomes) {
    Map<String, Set<String>> never = new TreeMap<>();
    for (ModelOutcome outcome : outcomes) {
      for (ActionCoverage action : outcome.result().stats().actions()) {
        if (!action.initial()) {
          never
              .computeIfAbsent(action.location().module(), module -> new TreeSet<>())
              .add(action.action());
        }
      }
    }
    for (ModelOutcome outcome : outcomes) {
      for (ActionCoverage action : outcome.result().stats().actions()) {
        if (!action.initial() && action.generated() > 0) {
          never.get(action.location().module()).remove(action.action());
        }
      }
    }
    never.values().removeIf(Set::isEmpty);
    return never;
  }

  private static ObjectNode json(ObjectMapper mapper, ModelOutcome outcome, boolean logStays) {
    Stats stats = outcome.result().stats();
    ObjectNode json = mapper.createObjectNode();
    json.put("model", outcome.model().name());
    json.put("module", outcome.model().module());
    json.put("verdict", outcome.verdict());
    json.put("expected", outcome.model().expectation());
    json.put("asExpected", outcome.kind() == ModelOutcome.Kind.AS_EXPECTED);
    json.put("distinctStates", stats.distinct());
    json.put("depth", stats.depth());
    json.put("elapsedMillis", stats.elapsed().toMillis());
    json.set("neverTaken", mapper.valueToTree(outcome.neverTaken()));
    json.put("log", logStays ? outcome.result().log().toString() : null);
    return json;
  }

  private static ExitCode exitCode(ModelOutcome outcome) {
    return switch (outcome.kind()) {
      case AS_EXPECTED -> ExitCode.HOLDS;
      case UNEXPECTED -> ExitCode.VIOLATED;
      case UNDECIDED -> ExitCode.UNDECIDED;
      case FAILED -> ExitCode.FAILED;
    };
  }
}
