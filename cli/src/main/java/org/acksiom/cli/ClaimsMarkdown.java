package org.acksiom.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acksiom.cli.story.Story;
import org.acksiom.conformance.Cell;
import org.acksiom.conformance.Claim;
import org.acksiom.conformance.Ledger;
import org.acksiom.conformance.ModelOutcome;
import org.acksiom.conformance.Scenario;
import org.acksiom.conformance.Verdict;
import org.acksiom.impl.core.Broker;
import org.acksiom.impl.core.Controller;
import org.acksiom.impl.core.Producer;
import org.acksiom.impl.simulator.Action;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.modelcheck.Digest;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.modelcheck.TlaValue;
import org.acksiom.modelcheck.TlcResult;
import org.acksiom.modelcheck.Trace;
import org.acksiom.modelcheck.TraceState;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.Model;
import org.acksiom.specs.Preset;
import org.acksiom.specs.SpecFiles;

/**
 * The claims ledger as a document: {@code docs/claims.md}. What is taught, what it needs and where
 * it is in the code are the claim's own; whatever else it says was found by TLC or by the history
 * checkers.
 */
final class ClaimsMarkdown {
  private static final String NOT_KNOWN = "?";

  private final List<Ledger.Entry> ledger;
  private final Map<String, ModelOutcome> outcomes;
  private final List<Cell> cells;
  private final Map<String, Model> models;
  private final StringBuilder text = new StringBuilder();

  private ClaimsMarkdown(
      List<Ledger.Entry> ledger, Map<String, ModelOutcome> outcomes, List<Cell> cells) {
    this.ledger = ledger;
    this.outcomes = outcomes;
    this.cells = cells;
    this.models =
        SpecFiles.models().stream().collect(Collectors.toMap(Model::name, model -> model));
  }

  /**
   * The document.
   *
   * @param ledger the claims, in order
   * @param outcomes what the models came to, by name; one that is not there is shown as not known
   * @param cells what was decided
   */
  static String of(
      List<Ledger.Entry> ledger, Map<String, ModelOutcome> outcomes, List<Cell> cells) {
    ClaimsMarkdown document = new ClaimsMarkdown(ledger, outcomes, cells);
    document.appendHead();
    ledger.forEach(document::append);
    return document.text.toString();
  }

  /**
   * Which specification the document is about: it changes with every module, comments aside, every
   * model that a claim rests on, and the settings and bounds of every prediction. No claim rests on
   * the module that reads traces.
   *
   * @param scenarios what is predicted
   */
  static String specification(List<Scenario> scenarios) {
    Digest digest = new Digest();
    SpecFiles.modules().stream()
        .filter(module -> !module.name().equals(KafkaDeliveryModel.TRACE_MODULE))
        .forEach(module -> digest.add(module.name()).add(withoutComments(module.source())));
    Set<String> names = Set.copyOf(Deciding.modelsOfClaims());
    SpecFiles.models().stream()
        .filter(model -> names.contains(model.name()))
        .forEach(model -> digest.add(model.config()));
    scenarios.forEach(scenario -> digest.add(scenario.model().config()));
    return digest.hex();
  }

  private static String withoutComments(String module) {
    return module
        .replaceAll("\\\\\\*.*", "")
        .replaceAll("(?s)\\(\\*.*?\\*\\)", "")
        .replaceAll("\\s+", " ");
  }

  private void appendHead() {
    text.append("# The claims ledger\n\n");
    text.append(
        "The sentences by which Kafka's delivery is taught, and what became of each. Written by `"
            + ClaimsCommand.REGENERATE
            + "`, and by nobody's hand: verdicts, states and stories are what TLC found, observations"
            + " what the history checkers found in runs of the Java code.\n\n");
    text.append("Specification: `")
        .append(specification(ClaimsCommand.scenarios()))
        .append("`.\n\n");
    text.append("| claim | as taught | verdict | when it is true |\n| --- | --- | --- | --- |\n");
    for (Ledger.Entry entry : ledger) {
      Claim claim = entry.claim();
      row(
          "[%s](#%s)".formatted(claim, claim.name().toLowerCase(Locale.ROOT)),
          claim.sentence(),
          "**" + entry.standing().words() + "**",
          claim.condition());
    }
  }

  private static String bounds(Bounds bounds) {
    return "%d replicas, %d records, %d retries, %d faults"
        .formatted(bounds.replicas(), bounds.records(), bounds.retries(), bounds.faults());
  }

  private void append(Ledger.Entry entry) {
    Claim claim = entry.claim();
    text.append("\n## ").append(claim).append("\n\n");
    text.append("> ").append(claim.sentence()).append("\n\n");
    text.append("**").append(capital(entry.standing().words())).append("**; true when: ");
    text.append(claim.condition()).append(".\n\n");
    text.append("Property: `").append(claim.property()).append("`\n\n");
    appendModels(claim);
    appendPredictions(claim);
    appendStory(entry);
    text.append("Code: ").append(code(claim));
    text.append("\n\nHistory check: ").append(historyCheck(claim)).append('\n');
  }

  private static String capital(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private void row(String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private void appendModels(Claim claim) {
    text.append("| model | what it shows | expected | found | distinct states |\n");
    text.append("| --- | --- | --- | --- | ---: |\n");
    Stream.concat(claim.models().stream(), claim.refuters().stream())
        .forEach(
            name -> {
              Optional<ModelOutcome> outcome = Optional.ofNullable(outcomes.get(name));
              row(
                  "[%s](../specs/models/%s.cfg)".formatted(name, name),
                  models.get(name).about(),
                  models.get(name).expectation(),
                  outcome.map(ModelOutcome::verdict).orElse(NOT_KNOWN),
                  outcome.map(o -> count(o.result().stats().distinct())).orElse(NOT_KNOWN));
            });
    text.append('\n');
  }

  private void appendPredictions(Claim claim) {
    if (claim.predictions().isEmpty()) {
      return;
    }
    text.append(
        "| preset | faults | anomaly | as taught | predicted | observed | distinct states | within |\n");
    text.append("| --- | --- | --- | --- | --- | --- | ---: | --- |\n");
    for (Claim.Need need : claim.predictions()) {
      for (Preset preset : need.presets()) {
        Optional<Cell> cell = cell(need, preset);
        row(
            preset.id(),
            need.faults().id(),
            need.anomaly().name(),
            words(need.verdict()),
            cell.map(c -> predicted(c, need)).orElse(NOT_KNOWN),
            cell.map(c -> c.observed() ? "yes" : "no").orElse(NOT_KNOWN),
            cell.map(c -> count(c.prediction().distinctStates())).orElse(NOT_KNOWN),
            cell.map(c -> bounds(c.model().bounds())).orElse(NOT_KNOWN));
      }
    }
    text.append('\n');
  }

  private Optional<Cell> cell(Claim.Need need, Preset preset) {
    return cells.stream()
        .filter(
            cell ->
                cell.preset() == preset
                    && cell.faults() == need.faults()
                    && cell.anomaly() == need.anomaly())
        .findFirst();
  }

  private static String predicted(Cell cell, Claim.Need need) {
    Verdict verdict = cell.prediction().verdict();
    String words =
        cell.prediction()
            .witness()
            .map(trace -> words(verdict) + ", in " + (trace.length() - 1) + " steps")
            .orElse(words(verdict));
    return verdict == need.verdict() ? words : "**" + words + "**";
  }

  private static String words(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** The behaviour that refutes the claim, or shows it, if there is one. */
  private void appendStory(Ledger.Entry entry) {
    String what =
        entry.standing() == Ledger.Standing.FALSE_AS_TAUGHT
            ? "The shortest counterexample"
            : "The shortest behaviour that shows it";
    Optional<Cell> cell = entry.evidence().filter(c -> c.prediction().witness().isPresent());
    if (cell.isPresent()) {
      KafkaDeliveryModel model = cell.get().model();
      append(
          "%s, `%s` under `%s` and `%s`"
              .formatted(
                  what, cell.get().anomaly(), cell.get().preset().id(), cell.get().faults().id()),
          Story.of(cell.get().prediction().witness().orElseThrow(), setup(model)));
      return;
    }
    entry
        .model()
        .map(outcomes::get)
        .filter(outcome -> outcome.result() instanceof TlcResult.Violated)
        .ifPresent(
            outcome -> {
              TlcResult.Violated violated = (TlcResult.Violated) outcome.result();
              append(
                  "%s, of the model `%s`".formatted(what, outcome.model().name()),
                  steps(outcome.model(), violated.violations().get(0).trace()));
            });
  }

  private void append(String title, List<String> steps) {
    text.append(title).append(":\n\n");
    for (int i = 0; i < steps.size(); i++) {
      text.append(i + 1).append(". ").append(steps.get(i)).append('\n');
    }
    text.append('\n');
  }

  private static Setup setup(KafkaDeliveryModel model) {
    return new Setup(model.settings(), model.faults(), model.bounds());
  }

  /** In words if it is a behaviour of {@code KafkaDelivery}, else in the specification's own. */
  private static List<String> steps(Model model, Trace trace) {
    if (model.module().equals(KafkaDeliveryModel.MODULE)) {
      return Story.of(trace, setup(KafkaDeliveryModel.parse(model.config())));
    }
    List<String> steps = new ArrayList<>();
    for (int i = 1; i < trace.length(); i++) {
      steps.add(step(trace.states().get(i - 1), trace.states().get(i)));
    }
    return steps;
  }

  private static String step(TraceState before, TraceState after) {
    List<String> changes = new ArrayList<>();
    for (Map.Entry<String, TlaValue> variable : after.variables().entrySet()) {
      if (!variable.getValue().equals(before.variables().get(variable.getKey()))) {
        changes.add("`%s = %s`".formatted(variable.getKey(), variable.getValue()));
      }
    }
    return "`%s`: %s".formatted(after.action(), String.join(", ", changes));
  }

  /** The classes that it is about, each with its steps. */
  private static String code(Claim claim) {
    Map<Class<?>, List<String>> steps = new LinkedHashMap<>();
    for (Action action : claim.code()) {
      steps
          .computeIfAbsent(actor(action), type -> new ArrayList<>())
          .add("`" + action.specName() + "`");
    }
    return steps.entrySet().stream()
        .map(
            entry ->
                link("impl", entry.getKey()) + " (" + String.join(", ", entry.getValue()) + ")")
        .collect(Collectors.joining(", "));
  }

  /** Who takes a step: its name begins with that. The network's steps are the cluster's. */
  private static Class<?> actor(Action action) {
    String name = action.specName();
    if (name.startsWith("Producer")) {
      return Producer.class;
    } else if (name.startsWith("Controller")) {
      return Controller.class;
    }
    return Stream.of("Leader", "Follower", "Broker").anyMatch(name::startsWith)
        ? Broker.class
        : Cluster.class;
  }

  private static String historyCheck(Claim claim) {
    Set<Anomaly> anomalies = new LinkedHashSet<>();
    claim.predictions().forEach(need -> anomalies.add(need.anomaly()));
    return anomalies.isEmpty()
        ? "none; no client is told which replica has a record, so that the models alone decide."
        : anomalies.stream().map(a -> "`" + a + "`").collect(Collectors.joining(", "))
            + " in "
            + link("linearizability", DeliveryChecker.class);
  }

  private static String link(String module, Class<?> type) {
    return "[%s](../%s/src/main/java/%s.java)"
        .formatted(type.getSimpleName(), module, type.getName().replace('.', '/'));
  }
}
