package org.acksiom.kafka.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.acksiom.impl.core.Consumer;
import org.acksiom.impl.core.Producer;
import org.acksiom.impl.core.Result;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.ScheduleFile;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** In a cluster, clients see the same of Kafka's producer as of ours. */
class SenderExplorationTest {
  private static final Bounds NETWORK = new Bounds(2, 2, 1, 1);
  private static final Bounds CRASH = new Bounds(2, 1, 1, 1);
  private static final Bounds GIVEN_UP = new Bounds(1, 3, 2, 3);
  private static final Budget STATES = Budget.ofStates(3_000_000);

  private static Exploration outcomes(
      Preset preset, FaultModel faults, Bounds bounds, Timeouts timeouts) {
    return SenderExploration.outcomes(
        new Setup(preset.settings(), faults, bounds), timeouts, STATES);
  }

  // ---- the same outcomes

  @ParameterizedTest
  @EnumSource(Preset.class)
  void withoutTimeoutsTheOutcomesAreTheSameWhenTheNetworkFails(Preset preset) {
    Exploration found = outcomes(preset, FaultModel.NETWORK, NETWORK, Timeouts.NEVER_ELAPSE);
    assertThat(found.verdict()).isEqualTo(Exploration.Verdict.EQUAL);
    assertThat(found.theirs().witnesses().keySet()).isEqualTo(found.ours().witnesses().keySet());
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void withoutTimeoutsTheOutcomesAreTheSameWhenTheLeaderChanges(Preset preset) {
    Exploration found = outcomes(preset, FaultModel.CRASH, CRASH, Timeouts.NEVER_ELAPSE);
    assertThat(found.verdict()).isEqualTo(Exploration.Verdict.EQUAL);
  }

  /** With time-outs there are more outcomes, but nothing worse than at ours with more faults. */
  @ParameterizedTest
  @MethodSource("presetsThatAreSentAgain")
  void withTimeoutsTheAnomaliesAreTheSame(Preset preset) {
    Exploration found = outcomes(preset, FaultModel.NETWORK, NETWORK, Timeouts.ELAPSE);
    assertThat(found.theirs().witnesses().keySet()).isEqualTo(found.ours().witnesses().keySet());
  }

  static Stream<Preset> presetsThatAreSentAgain() {
    return Stream.of(Preset.AT_LEAST_ONCE, Preset.LEADER_ACK, Preset.IDEMPOTENT);
  }

  /** The one anomaly that our model does not foresee: see the findings. */
  @Test
  void aRecordThatWasNeverSentCanExpireThoughTheLeaderRuns() {
    Exploration found =
        outcomes(Preset.FIRE_AND_FORGET, FaultModel.NETWORK, NETWORK, Timeouts.ELAPSE);
    assertThat(found.onlyTheirs()).isNotEmpty();
    assertThat(found.ours().witnesses()).doesNotContainKey(Anomaly.REPORTED_LOSS);
    assertThat(found.theirs().witnesses()).containsKey(Anomaly.REPORTED_LOSS);
  }

  /** Two records and two faults, a crash among them: some minutes for all. */
  @ParameterizedTest
  @MethodSource("presetsAndFaults")
  @EnabledIfSystemProperty(named = "acksiom.deep", matches = "true")
  void theOutcomesAreTheSameAtTheBoundsOfTheTable(Preset preset, FaultModel faults) {
    Exploration found = outcomes(preset, faults, Bounds.SMALL, Timeouts.NEVER_ELAPSE);
    System.out.printf(
        "%s, %s: %d and %d states, %d outcomes, %s%n",
        preset.id(),
        faults.id(),
        found.ours().states(),
        found.theirs().states(),
        found.theirs().outcomes().size(),
        found.theirs().witnesses().keySet());
    assertThat(found.verdict()).isEqualTo(Exploration.Verdict.EQUAL);
  }

  /** The same with time-outs: there are other outcomes, but no other anomalies, save one. */
  @ParameterizedTest
  @MethodSource("presetsAndFaults")
  @EnabledIfSystemProperty(named = "acksiom.deep", matches = "true")
  void withTimeoutsTheAnomaliesAreTheSameAtTheBoundsOfTheTable(Preset preset, FaultModel faults) {
    Exploration found = outcomes(preset, faults, Bounds.SMALL, Timeouts.ELAPSE);
    assertThat(found.ours().exhausted() && found.theirs().exhausted()).isTrue();
    Set<Anomaly> onlyTheirs = new HashSet<>(found.theirs().witnesses().keySet());
    onlyTheirs.removeAll(found.ours().witnesses().keySet());
    assertThat(found.theirs().witnesses().keySet()).containsAll(found.ours().witnesses().keySet());
    assertThat(onlyTheirs)
        .isEqualTo(
            preset == Preset.FIRE_AND_FORGET && faults == FaultModel.NETWORK
                ? Set.of(Anomaly.REPORTED_LOSS)
                : Set.of());
  }

  static Stream<Arguments> presetsAndFaults() {
    return Stream.of(Preset.values())
        .flatMap(
            preset ->
                Stream.of(FaultModel.NETWORK, FaultModel.CRASH)
                    .map(faults -> Arguments.of(preset, faults)));
  }

  // ---- C7 on Kafka's own code

  /** The schedule of the model KafkaDelivery-given-up. */
  @Test
  void anIdempotentProducerThatGaveUpMakesADuplicateWhileTheLeaderStays() throws Exception {
    Schedule schedule = schedule("given-up");
    assertThat(SenderExploration.follow(schedule)).isEmpty();
    assertThat(finalLog(run(schedule))).containsExactly(1, 2, 3, 3);
  }

  @Test
  void withoutGivingUpAnIdempotentProducerMakesNoneWhileTheLeaderStays() {
    Exploration found =
        outcomes(Preset.IDEMPOTENT, FaultModel.NETWORK, GIVEN_UP, Timeouts.NEVER_ELAPSE);
    assertThat(found.verdict()).isEqualTo(Exploration.Verdict.EQUAL);
    assertThat(found.theirs().witnesses()).isEmpty();
  }

  @Test
  void anIdempotentProducerMakesADuplicateAndReordersWhenTheLeaderChanges() throws Exception {
    Schedule schedule = schedule("leader-changes");
    assertThat(SenderExploration.follow(schedule)).isEmpty();
    assertThat(finalLog(run(schedule))).containsExactly(2, 1, 2);
  }

  /**
   * Claim C7 as it was refined does not hold either: the leader stays and nothing is given up, but
   * it refuses the first record for lack of replicas and then takes the second, the first that it
   * sees of this producer, whatever its sequence.
   */
  @Test
  void theRecommendedSettingsMakeADuplicateAndReorderThoughTheLeaderStaysAndNothingIsGivenUp()
      throws Exception {
    Schedule schedule = schedule("not-enough-replicas");
    assertThat(schedule.setup().settings()).isEqualTo(Preset.IDEMPOTENT_DURABLE.settings());
    assertThat(SenderExploration.follow(schedule)).isEmpty();
    Cluster end = run(schedule);
    assertThat(finalLog(end)).containsExactly(2, 1, 2);
    assertThat(end.controller().partition().leaderEpoch())
        .isEqualTo(new Cluster(schedule.setup()).controller().partition().leaderEpoch());
    assertThat(List.of(end.producer().result(1), end.producer().result(2)))
        .extracting(Result::outcome)
        .containsOnly(Result.Outcome.ACKED);
  }

  // ---- where they part, by schedules

  @Test
  void aProducerThatGaveUpSendsNothingNewUntilAllIsDecidedThoughALaterRecordWasAcked()
      throws Exception {
    assertThat(SenderExploration.follow(schedule("gave-up-and-acked")).orElseThrow())
        .hasToString("ProducerSends: OURS_ALONE");
  }

  @Test
  void aRecordIsFailedForGoodAndAllOthersNumberedAnewAfterInvalidProducerEpoch() throws Exception {
    assertThat(SenderExploration.follow(schedule("invalid-producer-epoch")).orElseThrow())
        .hasToString("ProducerReceives INVALID_PRODUCER_EPOCH: THEIRS_DECIDES_MORE");
  }

  @Test
  void theRefusalOfARequestFromBeforeItsRecordWasNumberedAnewIsNoReasonToDoSoAgain()
      throws Exception {
    assertThat(SenderExploration.follow(schedule("renumbered-in-flight")).orElseThrow())
        .hasToString("ProducerReceives OUT_OF_ORDER_SEQUENCE_NUMBER: SEQUENCE");
  }

  @Test
  void aScheduleOfEachWayToPartCanBeReplayedWithOurs() {
    Setup setup = new Setup(Preset.LEADER_ACK.settings(), FaultModel.NETWORK, NETWORK);
    Map<Divergence, Schedule> divergences = SenderExploration.lockstep(setup, STATES).divergences();
    assertThat(divergences.keySet())
        .extracting(Divergence::difference)
        .contains(Difference.THEIRS_DECIDES_MORE, Difference.OURS_DECIDES_MORE);
    divergences.forEach(
        (divergence, schedule) -> {
          schedule.run();
          if (divergence.difference() != Difference.THEIRS_ALONE) {
            assertThat(SenderExploration.follow(schedule)).isEqualTo(Optional.of(divergence));
          }
        });
  }

  @Test
  void anEventThatCanNotHappenIsRefused() {
    Schedule schedule =
        new Schedule(
            new Setup(Preset.LEADER_ACK.settings(), FaultModel.NETWORK, NETWORK),
            List.of(Event.parse("ProducerReceives(1)")));
    assertThatThrownBy(() -> SenderExploration.follow(schedule))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ProducerReceives(1)");
  }

  // ---- the comparison sees what it should

  @Test
  void aProducerWithoutIdempotenceHasOtherOutcomes() {
    Setup idempotent = new Setup(Preset.IDEMPOTENT.settings(), FaultModel.NETWORK, NETWORK);
    Setup pipelined =
        new Setup(Preset.AT_LEAST_ONCE_PIPELINED.settings(), FaultModel.NETWORK, NETWORK);
    SenderAutomaton automaton = SenderExploration.automaton(pipelined);
    Exploration mixed =
        new Exploration(
            search(idempotent, SenderExploration.ours(idempotent)),
            search(idempotent, new RealProducer(automaton, pipelined)));
    assertThat(mixed.verdict()).isEqualTo(Exploration.Verdict.DIFFERENT);
    assertThat(mixed.onlyTheirs()).isNotEmpty();
  }

  private static Outcomes search(Setup setup, Producer producer) {
    return OutcomeSearch.search(
        setup, producer::copy, event -> !event.toString().startsWith("ProducerGivesUp"), STATES);
  }

  @Test
  void aSpentBudgetIsUndecided() {
    Exploration found =
        SenderExploration.outcomes(
            new Setup(Preset.LEADER_ACK.settings(), FaultModel.NETWORK, NETWORK),
            Timeouts.NEVER_ELAPSE,
            Budget.ofStates(100));
    assertThat(found.verdict()).isEqualTo(Exploration.Verdict.UNDECIDED);
  }

  // ---- a schedule with Kafka's producer

  private static Cluster run(Schedule schedule) {
    Setup setup = schedule.setup();
    Cluster cluster =
        new Cluster(setup, new RealProducer(SenderExploration.automaton(setup), setup));
    schedule.events().forEach(cluster::apply);
    return cluster;
  }

  private static List<Integer> finalLog(Cluster end) {
    assertThat(end.isSettled()).isTrue();
    return end.finalLog().stream().map(Consumer.Read::record).toList();
  }

  private static Schedule schedule(String name) throws Exception {
    return ScheduleFile.read(file(name + ".json"));
  }

  private static java.nio.file.Path file(String name) throws URISyntaxException {
    return java.nio.file.Path.of(SenderExplorationTest.class.getResource(name).toURI());
  }
}
