package org.acksiom.kafka.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.acksiom.impl.core.ErrorCode;
import org.acksiom.impl.core.ProduceRequest;
import org.acksiom.impl.core.Result;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** States that are one to the automaton are one to the real producer. */
class SenderAutomatonTest {
  private static final int BROKERS = 2;
  private static final int RECORDS = 2;
  private static final int MAX_ATTEMPTS = 2;
  private static final long SEED = 1;
  private static final int SAMPLES = Boolean.getBoolean("acksiom.deep") ? 100_000 : 3_000;

  /**
   * From each state the automaton goes on as from the way to it that it found first. So it must not
   * matter if the last step came from another state: a run that goes such a way by itself is where
   * the automaton says, and answers the next input as it says. If a state left anything out that
   * matters, the two would come apart.
   */
  @ParameterizedTest
  @EnumSource(names = {"LEADER_ACK", "AT_LEAST_ONCE", "IDEMPOTENT"})
  void aRunIsWhereTheAutomatonSaysAndGoesOnAsItSays(Preset preset) {
    SenderAutomaton automaton = new SenderAutomaton(preset.settings(), BROKERS, RECORDS);
    List<SenderAutomaton.Node> nodes = visitAll(automaton);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int sample = 0; sample < SAMPLES; sample++) {
      SenderAutomaton.Node node = nodes.get(random.nextInt(nodes.size()));
      SenderRun run = automaton.runTo(node.way());
      List<SenderInput> onward = new ArrayList<>();
      while (onward.size() < 2) {
        List<SenderInput> inputs = inputs(node.state());
        SenderInput input = inputs.get(random.nextInt(inputs.size()));
        onward.add(input);
        SenderAutomaton.Step step = automaton.step(node, input);
        Optional<ProduceRequest> written = run.happens(input, 0);
        assertThat(run.state())
            .as("seed %s, onward %s", SEED, onward)
            .isEqualTo(step.node().state());
        assertThat(written).as("seed %s, onward %s", SEED, onward).isEqualTo(step.written());
        node = step.node();
      }
    }
  }

  private static List<SenderAutomaton.Node> visitAll(SenderAutomaton automaton) {
    Set<SenderAutomaton.Node> seen = new LinkedHashSet<>(Set.of(automaton.initial()));
    Deque<SenderAutomaton.Node> waiting = new ArrayDeque<>(seen);
    while (!waiting.isEmpty()) {
      SenderAutomaton.Node node = waiting.remove();
      for (SenderInput input : inputs(node.state())) {
        SenderAutomaton.Node next = automaton.step(node, input).node();
        if (seen.add(next)) {
          waiting.add(next);
        }
      }
    }
    return List.copyOf(seen);
  }

  /** All that can happen in that state, whether a broker would do so or not. */
  private static List<SenderInput> inputs(SenderState state) {
    List<SenderInput> inputs = new ArrayList<>();
    inputs.add(new SenderInput.LeaderChanges(BROKERS + 1 - state.leader()));
    List<Integer> queue = state.queue();
    if (!queue.isEmpty() && state.batches().get(queue.get(0)).sends() < MAX_ATTEMPTS) {
      inputs.add(new SenderInput.MaySend());
    }
    for (int broker = 1; broker <= BROKERS; broker++) {
      if (!state.connections().get(broker).isEmpty()) {
        inputs.add(new SenderInput.Disconnected(broker));
        inputs.add(new SenderInput.Answered(broker, ErrorCode.NONE));
        inputs.add(new SenderInput.Answered(broker, ErrorCode.NOT_LEADER_OR_FOLLOWER));
        inputs.add(new SenderInput.Answered(broker, ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER));
      }
    }
    for (int record = 1; record <= RECORDS; record++) {
      if (state.isOnTime(record)) {
        inputs.add(new SenderInput.DeadlinePasses(record));
      }
    }
    return inputs;
  }

  /**
   * The I/O thread takes a batch from the accumulator, then fails what has expired, that batch
   * included, and then writes it: see the findings.
   */
  @ParameterizedTest
  @EnumSource(Preset.class)
  void aRecordCanBeWrittenAfterItsSendHasFailed(Preset preset) {
    SenderRun run = new SenderAutomaton(preset.settings(), BROKERS, RECORDS).runTo(List.of());
    Optional<ProduceRequest> written =
        run.happen(List.of(new SenderInput.DeadlinePasses(1), new SenderInput.MaySend()), 0);
    assertThat(run.result(1).outcome()).isEqualTo(Result.Outcome.FAILED);
    assertThat(written.orElseThrow().record()).isEqualTo(1);
  }

  /**
   * In flight a record expires in its turn. If its attempt fails before, it is failed as if a
   * broker had refused it for good: the epoch is bumped, although nobody knows what became of it,
   * and the one behind is numbered anew: see the findings.
   */
  @Test
  void aRecordThatIsLateAndFailsHasTheOthersNumberedAnew() {
    SenderRun run =
        new SenderAutomaton(Preset.IDEMPOTENT.settings(), BROKERS, RECORDS)
            .runTo(
                List.of(
                    new SenderInput.MaySend(),
                    new SenderInput.MaySend(),
                    new SenderInput.Answered(1, ErrorCode.NOT_LEADER_OR_FOLLOWER),
                    new SenderInput.MaySend(),
                    new SenderInput.DeadlinePasses(1)));
    assertThat(run.result(1).outcome()).isEqualTo(Result.Outcome.UNKNOWN);
    run.happens(new SenderInput.Disconnected(1), 0);
    assertThat(run.result(1).outcome()).isEqualTo(Result.Outcome.FAILED);
    assertThat(run.state().producerEpoch()).isEqualTo(1);
    assertThat(run.state().batches().get(2).producerEpoch()).isEqualTo(1);
    assertThat(run.state().batches().get(2).sequence()).isZero();
  }

  /**
   * In flight for the first time it does not even count as unresolved: a new record gets the
   * sequence behind the gap, which no broker will take: see the findings.
   */
  @Test
  void aRecordThatExpiresInItsFirstFlightLeavesAGapInTheSequences() {
    SenderRun run =
        new SenderAutomaton(Preset.IDEMPOTENT.settings(), BROKERS, RECORDS)
            .runTo(
                List.of(
                    new SenderInput.MaySend(),
                    new SenderInput.DeadlinePasses(1),
                    new SenderInput.Disconnected(1)));
    assertThat(run.result(1).outcome()).isEqualTo(Result.Outcome.FAILED);
    assertThat(run.happens(new SenderInput.MaySend(), 0)).contains(new ProduceRequest(2, 0, 1));
  }
}
