package org.acksiom.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acksiom.conformance.Claim;
import org.acksiom.conformance.sources.ActionPlaces;
import org.acksiom.conformance.sources.Checkout;
import org.acksiom.conformance.sources.Place;
import org.acksiom.conformance.sources.Sources;
import org.acksiom.conformance.sources.UntracedException;
import org.acksiom.impl.simulator.Action;
import org.acksiom.kafka.replay.Story;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Model;
import org.acksiom.specs.Preset;
import org.acksiom.specs.SpecFiles;

/**
 * From each claim to its property, its models, the actions, the code, the checks, the tests and the
 * evidence, as a document: {@code docs/traceability.md}. It says where things are, and nothing of
 * what was found: verdicts are in {@code docs/claims.md}, and whoever wants them afresh is told the
 * command.
 */
final class TraceabilityMarkdown {
  /** The claim that is followed step by step. */
  private static final Claim FOLLOWED = Claim.C4;

  private static final String JUDGE =
      "linearizability/src/main/java/org/acksiom/linearizability/delivery/PartitionJudge.java";
  private static final String STORIES = "kafka/src/main/java/org/acksiom/kafka/replay/Story.java";
  private static final String STORIES_TEST =
      "kafka/src/test/java/org/acksiom/kafka/replay/KafkaReplayTest.java";
  private static final String ABSTRACTION =
      "conformance/src/main/java/org/acksiom/conformance/Abstraction.java";
  private static final String DISPATCH =
      "impl/src/main/java/org/acksiom/impl/simulator/Cluster.java";

  private static final Pattern PROPERTY = Pattern.compile("(\\w+)!(\\w+)");
  private static final Pattern CLAIM_TAG = Pattern.compile("C\\d+");

  private final Sources sources;
  private final Map<Action, ActionPlaces> actions;
  private final Map<String, List<Place>> tests;
  private final Map<String, Model> models;
  private final StringBuilder text = new StringBuilder();

  private TraceabilityMarkdown(Checkout checkout) {
    sources = new Sources(checkout);
    actions = ActionPlaces.in(checkout);
    tests = sources.tagged(checkout.tests());
    models = SpecFiles.models().stream().collect(Collectors.toMap(Model::name, model -> model));
  }

  /**
   * The document.
   *
   * @param checkout what it is about
   * @throws UntracedException if anything has no partner
   */
  static String of(Checkout checkout) {
    TraceabilityMarkdown document = new TraceabilityMarkdown(checkout);
    document.checkTags();
    document.appendHead();
    document.appendWalk();
    for (Claim claim : Claim.values()) {
      document.append(claim);
    }
    document.appendActions();
    document.appendVariables();
    document.appendAnomalies();
    return document.text.toString();
  }

  /** A test's tag is a claim or an anomaly, and each of these has a test. */
  private void checkTags() {
    Set<String> known =
        Stream.concat(Stream.of(Claim.values()), Stream.of(Anomaly.values()))
            .map(Enum::name)
            .collect(Collectors.toSet());
    List<String> problems = new ArrayList<>();
    known.stream()
        .sorted()
        .filter(name -> !tests.containsKey(name))
        .forEach(
            name ->
                problems.add(name + ": expected a test with @Tag(\"" + name + "\"), found none"));
    tests.forEach(
        (tag, tagged) -> {
          if (CLAIM_TAG.matcher(tag).matches() && !known.contains(tag)) {
            problems.add(at(tagged.get(0)) + ": expected a claim, found @Tag(\"" + tag + "\")");
          }
        });
    for (Anomaly anomaly : Anomaly.values()) {
      tests.getOrDefault(anomaly.name(), List.of()).stream()
          .filter(test -> test.text().split("\\b" + anomaly + "\\b", -1).length < 3)
          .forEach(
              test -> problems.add(at(test) + ": expected " + anomaly + ", found its tag alone"));
    }
    if (!problems.isEmpty()) {
      throw new UserError(problems);
    }
  }

  private static String at(Place place) {
    return place.file() + ":" + place.line() + ": " + place.qualifiedName();
  }

  private void appendHead() {
    text.append("# Traceability\n\n");
    text.append(
        """
        Where each sentence about Kafka's delivery becomes a property, the property code, and the \
        code a checked history. Written by `%s`, and by nobody's hand: all places are found in the \
        sources. The build fails, and says which, if this document is stale, if an action of \
        [`KafkaDelivery`](../specs/KafkaDelivery.tla) has no method of the core, or if a method by \
        which the core changes has no action.

        """
            .formatted(TraceabilityCommand.REGENERATE));
  }

  private void appendWalk() {
    Place property = properties(FOLLOWED).get(0);
    Action last = FOLLOWED.code().get(FOLLOWED.code().size() - 1);
    Place action = actions.get(last).specification().get(0);
    Place method = actions.get(last).code().get(0);
    Story story = stories(FOLLOWED).get(0);
    text.append(
        "## Follow %s: from the sentence to the duplicate in five links\n\n".formatted(FOLLOWED));
    text.append("> ").append(FOLLOWED.sentence()).append("\n\n");
    text.append(
        "1. **The sentence**, what became of it, and the shortest behaviour that shows it: %s.\n"
            .formatted(ledger(FOLLOWED)));
    text.append("2. **The property** that it is about: ").append(link(property)).append(".\n");
    fence("tla", property.text());
    text.append(
        "3. **The action** in which it happens, after %s: %s.\n"
            .formatted(
                FOLLOWED.code().stream()
                    .filter(other -> other != last)
                    .map(other -> "`" + other.specName() + "`")
                    .collect(Collectors.joining(" and ")),
                link(action)));
    fence("tla", action.text());
    text.append("4. **The method** that is this step: ").append(link(method)).append(".\n");
    fence("java", method.text());
    text.append(
        "5. **The %s on real Kafka**: %s tells the story by its landmarks, %s, and this shows it:\n"
            .formatted(
                story.ending().orElseThrow().name().toLowerCase(Locale.ROOT),
                link(place(story)),
                story.landmarks().stream()
                    .map(event -> "`" + event + "`")
                    .collect(Collectors.joining(", "))));
    fence("", replay(story));
  }

  private void fence(String language, String code) {
    text.append("\n   ```").append(language).append('\n');
    code.lines().forEach(line -> text.append(("   " + line).stripTrailing()).append('\n'));
    text.append("   ```\n\n");
  }

  private void append(Claim claim) {
    text.append("## ").append(claim).append("\n\n");
    text.append("> ").append(claim.sentence()).append("\n\n");
    text.append("True when: ").append(claim.condition()).append(".\n\n");
    text.append("**Property**: ").append(property(claim)).append("\n\n");
    text.append("**Models** that decide it:\n\n");
    Stream.concat(claim.models().stream(), claim.refuters().stream())
        .map(models::get)
        .forEach(
            model ->
                text.append(
                    "- [%s](../specs/models/%s.cfg) (%s): %s\n"
                        .formatted(
                            model.name(), model.name(), model.expectation(), model.about())));
    text.append("\n**Steps** that it is about:\n\n");
    text.append("| action | specification | code |\n| --- | --- | --- |\n");
    claim
        .code()
        .forEach(action -> row("`" + action.specName() + "`", specification(action), code(action)));
    text.append("\n**History checks** that observe it: ").append(checks(claim)).append("\n\n");
    text.append("**Tests** that show it:\n\n");
    tests.get(claim.name()).forEach(test -> text.append("- ").append(link(test)).append('\n'));
    text.append('\n');
    text.append("**Evidence**: ")
        .append(ledger(claim))
        .append(", or afresh")
        .append(claim.predictions().isEmpty() ? ":\n\n" : " (`torture` asks real Kafka):\n\n");
    text.append("```\n");
    commands(claim).forEach(command -> text.append(command).append('\n'));
    text.append("```\n\n");
    if (!stories(claim).isEmpty()) {
      text.append("**On real Kafka**, each in ")
          .append(link(sources.uses(STORIES_TEST, "everyStoryHappensOnRealKafkaAsItIsTold").get(0)))
          .append(", too:\n\n");
      stories(claim)
          .forEach(
              story ->
                  text.append(
                      "- %s, `%s`: ends in %s\n"
                          .formatted(
                              link(place(story)),
                              replay(story),
                              story.ending().map(a -> "`" + a + "`").orElse("no anomaly"))));
      text.append('\n');
    }
  }

  private void row(String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private void appendActions() {
    text.append("## Every action\n\n");
    text.append(
        """
        In the order of %s. Of what brokers and controller do for themselves `IsrReplication` says \
        what becomes of replicas. The simulator takes each action in %s; that it calls these \
        methods for it, and no other transition of the core, is checked with the compiler's own \
        tree. What an action may change is read in its text, old rules of replication included.

        | action | specification | code | changes |
        | --- | --- | --- | --- |
        """
            .formatted(
                link(sources.definition("KafkaDelivery", "Next")),
                link(sources.uses(DISPATCH, "void", "step", "(").get(0))));
    for (Action action : Action.values()) {
      row(
          "`" + signature(action) + "`",
          specification(action),
          code(action),
          String.join(", ", actions.get(action).changes()));
    }
    text.append('\n');
  }

  private void appendVariables() {
    text.append("## Every variable\n\n");
    text.append(
        """
        A state of the code is a state of the specification, one field for one variable, in one \
        place.

        | variable | declaration | field | changed by |
        | --- | --- | --- | --- |
        """);
    for (Place variable : sources.variables("KafkaDelivery")) {
      String name = variable.name();
      row(
          "`" + name + "`",
          shortLink(variable),
          shortLink(sources.first(ABSTRACTION, name, "\"" + name + "\"", ",")),
          Stream.of(Action.values())
              .filter(action -> actions.get(action).changes().contains(name))
              .map(Action::specName)
              .collect(Collectors.joining(", ")));
    }
    text.append('\n');
  }

  private static String signature(Action action) {
    return action.parameters().isEmpty()
        ? action.specName()
        : action.specName() + "(" + String.join(", ", action.parameters()) + ")";
  }

  private void appendAnomalies() {
    text.append("## Every anomaly\n\n");
    text.append(
        """
        Where each is possible is computed, by `./acksiom verify --profile standard`, and is typed \
        in nowhere.

        | anomaly | definition | history check | test | claims | on real Kafka |
        | --- | --- | --- | --- | --- | --- |
        """);
    for (Anomaly anomaly : Anomaly.values()) {
      row(
          "`" + anomaly + "`",
          link(sources.definition("Delivery", anomaly.name())),
          links(checks(anomaly)),
          links(tests.get(anomaly.name())),
          orNone(
              Stream.of(Claim.values()).filter(c -> asks(c, anomaly)),
              c -> "[" + c + "](#" + anchor(c) + ")"),
          orNone(
              Stream.of(Story.values()).filter(s -> s.ending().equals(Optional.of(anomaly))),
              s -> link(place(s))));
    }
  }

  private static <T> String orNone(Stream<T> things, Function<T, String> words) {
    String all = things.map(words).collect(Collectors.joining(", "));
    return all.isEmpty() ? "–" : all;
  }

  // ---- what a claim is about

  /** The property in the claim's words, every name linked. */
  private String property(Claim claim) {
    return PROPERTY
        .matcher(claim.property())
        .replaceAll(
            named ->
                Matcher.quoteReplacement(link(sources.definition(named.group(1), named.group(2)))));
  }

  private List<Place> properties(Claim claim) {
    return PROPERTY
        .matcher(claim.property())
        .results()
        .map(named -> sources.definition(named.group(1), named.group(2)))
        .toList();
  }

  /** Links to its definitions; their name is said only where it is another. */
  private String specification(Action action) {
    return actions.get(action).specification().stream()
        .map(place -> place.name().equals(action.specName()) ? shortLink(place) : link(place))
        .collect(Collectors.joining(", "));
  }

  private String code(Action action) {
    return links(actions.get(action).code());
  }

  private static Set<Anomaly> anomalies(Claim claim) {
    Set<Anomaly> anomalies = EnumSet.noneOf(Anomaly.class);
    claim.predictions().forEach(need -> anomalies.add(need.anomaly()));
    return anomalies;
  }

  private static boolean asks(Claim claim, Anomaly anomaly) {
    return anomalies(claim).contains(anomaly);
  }

  private String checks(Claim claim) {
    Set<Anomaly> anomalies = anomalies(claim);
    return anomalies.isEmpty()
        ? "none; no client is told which replica has a record, so that the models alone decide."
        : anomalies.stream()
            .map(anomaly -> "`" + anomaly + "` in " + links(checks(anomaly)))
            .collect(Collectors.joining("; "));
  }

  private List<Place> checks(Anomaly anomaly) {
    return sources.uses(JUDGE, "find", "(", anomaly.name(), ",");
  }

  /** What shows it: its models, and its predictions, in the simulator and on real Kafka. */
  private static List<String> commands(Claim claim) {
    List<String> commands = new ArrayList<>();
    commands.add(
        "./acksiom model-check "
            + Stream.concat(claim.models().stream(), claim.refuters().stream())
                .collect(Collectors.joining(" ")));
    for (String command : List.of("verify", "torture")) {
      claim.predictions().stream()
          .map(need -> "./acksiom " + command + cells(need))
          .distinct()
          .forEach(commands::add);
    }
    return commands;
  }

  private static String cells(Claim.Need need) {
    return need.presets().stream()
            .map(preset -> " --preset " + preset.id())
            .collect(Collectors.joining())
        + " --faults "
        + need.faults().id();
  }

  /**
   * The stories that show what the claim is about: told under settings and faults that it names,
   * and ending in an anomaly that it asks for there, or in none.
   */
  private static List<Story> stories(Claim claim) {
    return Stream.of(Story.values())
        .filter(story -> claim.predictions().stream().anyMatch(need -> shows(story, need)))
        .toList();
  }

  private static boolean shows(Story story, Claim.Need need) {
    return need.presets().stream()
            .map(Preset::settings)
            .anyMatch(settings -> settings.equals(story.setup().settings()))
        && need.faults() == story.setup().faults()
        && story.ending().map(ending -> ending == need.anomaly()).orElse(true);
  }

  private Place place(Story story) {
    return sources.first(STORIES, story.name(), story.name(), "(");
  }

  private static String replay(Story story) {
    return "./acksiom replay --story " + story.id() + " --kafka";
  }

  // ---- links

  private static String anchor(Claim claim) {
    return claim.name().toLowerCase(Locale.ROOT);
  }

  private static String ledger(Claim claim) {
    return "[%s in the claims ledger](claims.md#%s)".formatted(claim, anchor(claim));
  }

  private static String links(List<Place> places) {
    return places.stream().map(TraceabilityMarkdown::link).collect(Collectors.joining(", "));
  }

  /** The place of what a table's row is about, which leads to its line. */
  private static String shortLink(Place place) {
    return "[`%s`:%d](../%s)".formatted(place.owner(), place.line(), place.link());
  }

  /** A place's name, which leads to its line. */
  private static String link(Place place) {
    return "[`%s`:%d](../%s)".formatted(place.qualifiedName(), place.line(), place.link());
  }
}
