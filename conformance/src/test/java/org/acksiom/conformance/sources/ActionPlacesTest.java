package org.acksiom.conformance.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acksiom.impl.simulator.Action;
import org.junit.jupiter.api.Test;

class ActionPlacesTest {
  private static final Path REPOSITORY = Path.of("..");
  private static final String SPECIFICATION = "specs/KafkaDelivery.tla";
  private static final String BROKER = "impl/src/main/java/org/acksiom/impl/core/Broker.java";

  private final SourceFiles packaged = SourceFiles.packaged();

  /** The packaged files, of which one has another text. */
  private SourceFiles with(String path, String old, String replacement) {
    String text = packaged.text(path).orElseThrow();
    assertThat(text).contains(old);
    return asked ->
        asked.equals(path) ? Optional.of(text.replace(old, replacement)) : packaged.text(asked);
  }

  @Test
  void everyActionIsDefinedAndDoneWhereItsPlacesSay() throws Exception {
    Map<Action, ActionPlaces> all = ActionPlaces.packaged();
    assertThat(all.keySet()).containsExactly(Action.values());
    for (ActionPlaces places : all.values()) {
      String name = places.action().specName();
      assertThat(places.specification().get(0).qualifiedName()).isEqualTo("KafkaDelivery!" + name);
      for (Place place : places.specification()) {
        List<String> lines = Files.readAllLines(REPOSITORY.resolve(place.file()));
        assertThat(lines.get(place.line() - 1)).matches(place.name() + "(\\(.*\\))? ==.*");
        assertThat(place.text()).startsWith(lines.get(place.textLine() - 1));
      }
      for (Place place : places.code()) {
        List<String> lines = Files.readAllLines(REPOSITORY.resolve(place.file()));
        assertThat(lines.get(place.line() - 1)).contains(" " + place.name() + "(");
        assertThat(lines.get(place.textLine() - 1)).startsWith("  @SpecAction(").contains(name);
        assertThat(place.text()).startsWith("@SpecAction(").endsWith("\n}");
      }
    }
  }

  @Test
  void whatIsTakenOverFromIsrReplicationIsToldThereToo() {
    assertThat(ActionPlaces.packaged().values())
        .filteredOn(places -> places.specification().size() > 1)
        .extracting(places -> places.specification().get(1).qualifiedName())
        .contains("IsrReplication!FollowerReceives", "IsrReplication!ControllerFences")
        .contains("IsrReplication!LeaderAppends")
        .doesNotContain("IsrReplication!BrokerStops");
    assertThat(ActionPlaces.packaged().get(Action.PRODUCER_SENDS).specification()).hasSize(1);
  }

  @Test
  void whatAnActionChangesIsSaidInTheWordsOfKafkaDelivery() {
    Map<Action, ActionPlaces> all = ActionPlaces.packaged();
    assertThat(all.get(Action.FOLLOWER_RECEIVES).changes())
        .containsExactly("log", "highWatermark", "fetchResponses");
    assertThat(all.get(Action.LEADER_ACKNOWLEDGES).changes())
        .containsExactly("responses", "purgatory");
    assertThat(all.get(Action.PRODUCER_REFRESHES_METADATA).changes()).containsExactly("metadata");
    assertThat(all.get(Action.CONNECTION_BREAKS).changes())
        .contains("queue", "late", "faultsLeft")
        .doesNotContain("metadata", "log");
  }

  @Test
  void theWordsOfACommentHaveNoFrame() {
    ActionPlaces learns = ActionPlaces.packaged().get(Action.BROKER_LEARNS);
    Place specified = learns.specification().get(0);
    assertThat(specified.comment()).startsWith("(*****").endsWith("****)");
    assertThat(specified.commentWords())
        .startsWith("WHO: a broker. It hears of the partition's newest leader and ISR. If it\ndoes")
        .endsWith("(ReplicaManager.completeDelayedOperationsWhenNotPartitionLeader).");
    Place done = learns.code().get(0);
    assertThat(done.comment()).startsWith("/**\n * Hears of").endsWith("\n */");
    assertThat(done.commentWords()).startsWith("Hears of the").endsWith("NotPartitionLeader})");
  }

  @Test
  void aCheckoutSaysWhatThePackageSays() {
    assertThat(ActionPlaces.in(SourceFiles.of(REPOSITORY))).isEqualTo(ActionPlaces.packaged());
  }

  @Test
  void anActionWithoutAMethodIsNamed() {
    assertThatThrownBy(
            () -> ActionPlaces.in(with(BROKER, "@SpecAction(\"LeaderAcknowledges\")", "")))
        .isInstanceOf(UntracedException.class)
        .hasMessageMatching(
            "specs/KafkaDelivery.tla:\\d+: KafkaDelivery!LeaderAcknowledges: expected a method"
                + " with @SpecAction\\(\"LeaderAcknowledges\"\\) in the core, found none");
  }

  @Test
  void aMethodOfNoActionIsNamed() {
    assertThatThrownBy(
            () -> ActionPlaces.in(with(BROKER, "\"LateRequestArrives\"", "\"LateRequestComes\"")))
        .hasMessageContaining("Broker.java:")
        .hasMessageContaining(
            ": Broker.handleUnanswered: expected an action of KafkaDelivery, found"
                + " LateRequestComes");
  }

  @Test
  void anActionThatTheSimulatorDoesNotKnowAndOneThatIsNoMoreAreNamed() {
    assertThatThrownBy(
            () -> ActionPlaces.in(with(SPECIFICATION, "BrokerRejects", "BrokerDeclines")))
        .isInstanceOfSatisfying(
            UntracedException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(2)
                    .anyMatch(p -> p.endsWith("!BrokerDeclines: no Action of the simulator is it"))
                    .anyMatch(p -> p.endsWith("an action BrokerRejects in Next, found none")));
  }

  @Test
  void anActionThatIsDefinedAndNotInNextIsNamed() {
    assertThatThrownBy(
            () ->
                ActionPlaces.in(
                    with(SPECIFICATION, "  \\/ \\E b \\in Brokers : BrokerRejects(b)\n", "")))
        .hasMessage(SPECIFICATION + ": expected an action BrokerRejects in Next, found none");
  }
}
