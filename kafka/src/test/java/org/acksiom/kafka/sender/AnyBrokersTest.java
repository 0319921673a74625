package org.acksiom.kafka.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acksiom.impl.core.Producer;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.specs.Acks;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever brokers do, Kafka's producer and ours part in a few ways alone, all of which are
 * findings.
 */
class AnyBrokersTest {
  private static final Bounds SMALL = new Bounds(2, 2, 1, 0);
  private static final Bounds FULL = new Bounds(2, 4, 2, 0);
  private static final Budget STATES = Budget.ofStates(2_000_000);

  /** That a deadline has passed means something else to Kafka's: see the findings. */
  private static final Set<String> DEADLINES =
      Set.of(
          "ProducerGivesUp: THEIRS_DECIDES_MORE",
          "ProducerGivesUp: THEIRS_ALONE",
          "ProducerGivesUp: OURS_DECIDES_MORE",
          "ProducerGivesUp: THEIRS_IS_LATE");

  private static final Set<String> SEQUENCES =
      Set.of(
          "ProducerReceives INVALID_PRODUCER_EPOCH: THEIRS_DECIDES_MORE",
          "ProducerReceives OUT_OF_ORDER_SEQUENCE_NUMBER: SEQUENCE",
          "ProducerSends: OURS_ALONE");

  private static Setup setup(Preset preset, Bounds bounds) {
    return new Setup(preset.settings(), FaultModel.NETWORK, bounds);
  }

  /** One preset for each producer there is: the others differ in what brokers do. */
  static Stream<Preset> producers() {
    Map<List<Object>, Preset> first = new LinkedHashMap<>();
    for (Preset preset : Preset.values()) {
      first.putIfAbsent(
          List.of(
              preset.settings().acks(),
              preset.settings().retries(),
              preset.settings().idempotence(),
              preset.settings().maxInFlight()),
          preset);
    }
    return first.values().stream();
  }

  private static Set<String> ways(Lockstep<List<String>> lockstep) {
    return lockstep.divergences().keySet().stream()
        .map(Divergence::toString)
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("producers")
  void ourProducerAndKafkasPartOnlyWhereTheFindingsSay(Preset preset) {
    Lockstep<List<String>> lockstep =
        SenderExploration.lockstepWithAnyBrokers(setup(preset, SMALL), STATES);
    assertThat(lockstep.exhausted()).isTrue();
    assertPartOnlyWhereTheFindingsSay(preset, lockstep);
  }

  /** All but one, which takes a fourth record: a schedule of it is followed elsewhere. */
  @Test
  void everyWayThatTheFindingsNameIsThere() {
    Set<String> expected = new TreeSet<>(DEADLINES);
    expected.addAll(SEQUENCES);
    expected.remove("ProducerSends: OURS_ALONE");
    Set<String> ways = new TreeSet<>();
    producers()
        .map(preset -> setup(preset, new Bounds(2, 3, 1, 0)))
        .forEach(
            setup -> ways.addAll(ways(SenderExploration.lockstepWithAnyBrokers(setup, STATES))));
    assertThat(ways).isEqualTo(expected);
  }

  /** No preset has a window that is full with so few records. */
  @Test
  void aFullWindowKeepsBothFromSending() {
    Setup twoInFlight =
        new Setup(
            new DeliverySettings(Acks.LEADER, true, false, 2, 1, false),
            FaultModel.NETWORK,
            new Bounds(2, 3, 0, 0));
    Setup threeInFlight =
        new Setup(
            new DeliverySettings(Acks.LEADER, true, false, 3, 1, false),
            FaultModel.NETWORK,
            twoInFlight.bounds());
    assertThat(ways(SenderExploration.lockstepWithAnyBrokers(twoInFlight, STATES)))
        .isSubsetOf(DEADLINES);
    assertThat(compared(twoInFlight, SenderExploration.ours(threeInFlight)))
        .contains("ProducerSends: OURS_ALONE");
  }

  /** Four records, two retries, any number of faults and changes of the leader. */
  @ParameterizedTest
  @MethodSource("producers")
  @EnabledIfSystemProperty(named = "acksiom.deep", matches = "true")
  void ourProducerAndKafkasPartOnlyThereAtFullBounds(Preset preset) {
    Lockstep<List<String>> lockstep =
        SenderExploration.lockstepWithAnyBrokers(setup(preset, FULL), STATES);
    System.out.printf(
        "%s: %d states of both, %d of Kafka's, %d steps, %d runs%n",
        preset.id(),
        lockstep.states(),
        lockstep.producerStates(),
        lockstep.steps(),
        lockstep.runs());
    assertThat(lockstep.exhausted()).isTrue();
    assertPartOnlyWhereTheFindingsSay(preset, lockstep);
  }

  private static void assertPartOnlyWhereTheFindingsSay(
      Preset preset, Lockstep<List<String>> lockstep) {
    Set<String> ways = ways(lockstep);
    ways.removeAll(DEADLINES);
    if (preset.settings().idempotence()) {
      ways.removeAll(SEQUENCES);
    }
    assertThat(ways).isEmpty();
  }

  // ---- the comparison sees what it should

  @Test
  void aProducerWithAnotherWindowIsToldApart() {
    Setup pipelined = setup(Preset.AT_LEAST_ONCE_PIPELINED, SMALL);
    Producer oneInFlight = SenderExploration.ours(setup(Preset.AT_LEAST_ONCE, SMALL));
    assertThat(compared(pipelined, oneInFlight)).contains("ProducerSends: THEIRS_ALONE");
  }

  @Test
  void aProducerWithoutIdempotenceIsToldApart() {
    Setup idempotent = setup(Preset.IDEMPOTENT, SMALL);
    Producer pipelined = SenderExploration.ours(setup(Preset.AT_LEAST_ONCE_PIPELINED, SMALL));
    assertThat(compared(idempotent, pipelined)).contains("ProducerSends: REQUEST");
  }

  @Test
  void aProducerThatDoesNotRetryIsToldApart() {
    Setup retrying = setup(Preset.AT_LEAST_ONCE, SMALL);
    Producer once = SenderExploration.ours(setup(Preset.AT_MOST_ONCE_ALL, SMALL));
    assertThat(compared(retrying, once)).contains("ConnectionBreaks: OURS_DECIDES_MORE");
  }

  @Test
  void aProducerThatKeepsTheOrderOfWhatFailedIsToldApart() {
    Setup pipelined = setup(Preset.LEADER_ACK, SMALL);
    Producer inOrder = new KeepsOrder(SenderExploration.ours(pipelined));
    assertThat(compared(pipelined, inOrder)).contains("ConnectionBreaks: QUEUE");
  }

  private static Set<String> compared(Setup setup, Producer ours) {
    return ways(new AnyBrokers(setup, SenderExploration.automaton(setup)).run(ours, STATES));
  }

  /** Ours with a bug: records that fail together do not change places in the queue. */
  private static final class KeepsOrder extends Producer {
    KeepsOrder(Producer other) {
      super(other);
    }

    @Override
    public Producer copy() {
      return new KeepsOrder(this);
    }

    @Override
    public List<Integer> queue() {
      return super.queue().stream().sorted().toList();
    }
  }

  @Test
  void aSpentBudgetDecidesNothing() {
    assertThat(
            SenderExploration.lockstepWithAnyBrokers(
                    setup(Preset.LEADER_ACK, SMALL), Budget.ofStates(10))
                .exhausted())
        .isFalse();
  }

  @Test
  void sameBoundsSameResults() {
    Setup setup = setup(Preset.AT_LEAST_ONCE, SMALL);
    assertThat(SenderExploration.lockstepWithAnyBrokers(setup, STATES))
        .isEqualTo(SenderExploration.lockstepWithAnyBrokers(setup, STATES));
  }
}
