package org.acksiom.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.acksiom.conformance.ModelOutcome;
import org.acksiom.modelcheck.Stats;
import org.acksiom.modelcheck.Tlc;
import org.acksiom.specs.Model;
import org.acksiom.specs.SpecFiles;
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
  private static final String ROW = "%-40s%-38s%10s%7s%8s";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "MODEL",
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
      models.forEach(
          model ->
              stdout.println(
                  "%-40s%-38s%s".formatted(model.name(), model.expectation(), model.about())));
    }
  }

  private ExitCode check(List<Model> models, WorkFolder folder, PrintWriter stdout)
      throws IOException, InterruptedException {
    List<ModelOutcome> outcomes = new ArrayList<>();
    if (!json) {
      stdout.println(ROW.formatted("model", "verdict", "states", "depth", "seconds"));
    }
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
          print(stdout, outcome);
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
          (module, actions) ->
              stdout.println(
                  "never taken in any model of " + module + ": " + String.join(", ", actions)));
    }
    ExitCode worst =
        outcomes.stream().map(ModelCheckCommand::exitCode).reduce(ExitCode.HOLDS, ExitCode::worst);
    return never.isEmpty() ? worst : worst.worst(ExitCode.VIOLATED);
  }

  private List<Model> chosen() {
    List<Model> all = SpecFiles.models();
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

  private static void print(PrintWriter stdout, ModelOutcome outcome) {
    Stats stats = outcome.result().stats();
    stdout.println(
        ROW.formatted(
            outcome.model().name(),
            outcome.verdict(),
            "%,d".formatted(stats.distinct()),
            stats.depth(),
            String.format(Locale.ROOT, "%.1f", stats.elapsed().toMillis() / 1000.0)));
    if (outcome.kind() != ModelOutcome.Kind.AS_EXPECTED) {
      stdout.println(
          "  expected: " + outcome.model().expectation() + "; log: " + outcome.result().log());
    }
    stdout.flush();
  }

  /**
   * The actions that were taken in none of the models, by root module: an action that one model
   * does not take may be another's; one that none takes is dead.
   */
  private static Map<String, Set<String>> neverTaken(List<ModelOutcome> outcomes) {
    Map<String, Set<String>> never = new TreeMap<>();
    for (ModelOutcome outcome : outcomes) {
      Set<String> actions = never.computeIfAbsent(outcome.model().module(), m -> new TreeSet<>());
      outcome.result().stats().actions().stream()
          .filter(action -> !action.initial())
          .forEach(action -> actions.add(action.action()));
    }
    for (ModelOutcome outcome : outcomes) {
      outcome.result().stats().actions().stream()
          .filter(action -> action.generated() > 0)
          .forEach(action -> never.get(outcome.model().module()).remove(action.action()));
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
