package org.acksiom.conformance.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the code says of its actions is what the simulator does for them, and nothing is left. */
class TransitionsTest {
  private static final Path SOURCES = Path.of("..", "impl", "src", "main", "java");
  private static final String CORE = "org/acksiom/impl/core/";
  private static final String SIMULATOR = "org/acksiom/impl/simulator/";

  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    for (String folder : List.of(CORE, SIMULATOR)) {
      try (Stream<Path> files = Files.list(SOURCES.resolve(folder))) {
        for (Path file : files.toList()) {
          sources.put(folder + file.getFileName(), Files.readString(file));
        }
      }
    }
    return sources;
  }

  private static List<String> problemsWith(String file, String old, String replacement)
      throws IOException {
    Map<String, String> sources = sources();
    assertThat(sources.get(file)).contains(old);
    sources.put(file, sources.get(file).replace(old, replacement));
    return new Transitions(sources).problems();
  }

  @Test
  void everyTransitionOfTheCoreCarriesTheActionsThatTheSimulatorTakesItFor() throws IOException {
    Transitions transitions = new Transitions(sources());
    assertThat(transitions.problems()).isEmpty();
    assertThat(transitions.transitions())
        .contains("Producer.send", "Consumer.read", "Controller.fence")
        .contains("Broker.connectionClosed", "Replica.append")
        .doesNotContain("Broker.copy", "Producer.canSend", "Controller.partition")
        .hasSizeGreaterThan(30);
  }

  @Test
  void noSourceWithTransitionsIsLeftOut() throws IOException {
    List<String> shown =
        ActionPlaces.packaged().values().stream()
            .flatMap(places -> places.code().stream())
            .map(Place::qualifiedName)
            .distinct()
            .toList();
    assertThat(new Transitions(sources()).annotated()).containsAll(shown);
    assertThat(shown).containsAll(new Transitions(sources()).annotated());
  }

  @Test
  void aTransitionWithoutAnActionIsNamed() throws IOException {
    assertThat(
            problemsWith(
                CORE + "Broker.java",
                "  // ---- what it is\n",
                "  void forget() {\n    waiting = null;\n  }\n"))
        .singleElement()
        .asString()
        .matches(
            CORE
                + "Broker.java:\\d+: Broker.forget: expected a @SpecAction, for it changes what it"
                + " belongs to; found none");
  }

  @Test
  void aTransitionInAClassOfItsOwnIsNamed() throws IOException {
    Map<String, String> sources = sources();
    sources.put(
        CORE + "Ghost.java",
        """
        package org.acksiom.impl.core;
        final class Ghost {
          private final java.util.List<Integer> seen = new java.util.ArrayList<>();
          private int[] counts = new int[2];
          private int n;
          void remember(int x) { seen.add(x); }
          void count() { counts[1]++; }
          void both(java.util.List<Integer> more) { more.forEach(x -> count()); }
          void more() { n += 1; }
          int size() { int n = 0; for (int x : counts) { n += x; } return n + seen.size(); }
        }
        """);
    assertThat(new Transitions(sources).problems())
        .extracting(problem -> problem.replaceAll(".*: (Ghost\\.\\w+): .*", "$1"))
        .containsExactlyInAnyOrder("Ghost.remember", "Ghost.count", "Ghost.both", "Ghost.more");
  }

  @Test
  void anActionForWhichTheSimulatorDoesNotCallItIsNamed() throws IOException {
    assertThat(
            problemsWith(
                CORE + "Broker.java",
                "@SpecAction(\"LateRequestArrives\")",
                "@SpecAction(\"ProducerSends\")"))
        .anyMatch(
            problem ->
                problem.contains("Broker.handleUnanswered: expected to be called by Cluster.step")
                    && problem.endsWith("for ProducerSends, is not"))
        .anyMatch(
            problem ->
                problem.endsWith(
                    "Broker.handleUnanswered: expected @SpecAction(\"LateRequestArrives\"), for"
                        + " Cluster.step calls it then; found [ProducerSends]"));
  }

  @Test
  void anActionThatTheSimulatorTakesByAnotherTransitionIsNamed() throws IOException {
    assertThat(
            problemsWith(
                SIMULATOR + "Cluster.java",
                "case CONTROLLER_REFUSES -> changeBroker(first).isrRefused();",
                "case CONTROLLER_REFUSES -> changeBroker(first).connectionClosed();"))
        .anyMatch(problem -> problem.contains("Broker.isrRefused: expected to be called by"))
        .anyMatch(
            problem ->
                problem.contains("Broker.connectionClosed: expected @SpecAction(\"Controller"));
  }
}
