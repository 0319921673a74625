package org.acksiom.kafka.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.acksiom.impl.core.ErrorCode;
import org.acksiom.impl.core.ProduceRequest;
import org.acksiom.impl.core.Result;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.Preset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** States that are one to the automaton are one to the real producer. */
class SenderAutomatonTest {
  private static final int BROKERS = 2;
  private static final int RECORDS = 3;

  /**
   * The automaton goes from state to state by ways of its own choosing; a run goes the whole way by
   * itself. If a state left anything out that matters, the two would come apart.
   */
  @Property(tries = 40, shrinking = ShrinkingMode.FULL)
  void aRunIsWhereTheAutomatonSaysAndWritesWhatItSays(
      @ForAll("producers") Preset preset, @ForAll("choices") List<Integer> choices) {
    DeliverySettings settings = preset.settings();
    SenderAutomaton automaton = new SenderAutomaton(settings, BROKERS, RECORDS);
    SenderRun run = automaton.runTo(List.of());
    SenderAutomaton.Node node = automaton.initial();
    for (int choice : choices) {
      List<SenderInput> inputs = inputs(node.state());
      SenderInput input = inputs.get(choice % inputs.size());
      SenderAutomaton.Step step = automaton.step(node, input);
      Optional<ProduceRequest> written = run.happens(input, 0);
      assertThat(run.state()).isEqualTo(step.node().state());
      assertThat(written).isEqualTo(step.written());
      node = step.node();
    }
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

  @Provide
  Arbitrary<Preset> producers() {
    return Arbitraries.of(Preset.values());
  }

  @Provide
  Arbitrary<List<Integer>> choices() {
    return Arbitraries.integers().between(0, 10_000).list().ofMinSize(1).ofMaxSize(40);
  }

  /** All that can happen in that state, whether a broker would do so or not. */
  private static List<SenderInput> inputs(SenderState state) {
    List<SenderInput> inputs = new ArrayList<>();
    inputs.add(new SenderInput.MaySend());
    inputs.add(new SenderInput.LeaderChanges(BROKERS + 1 - state.leader()));
    for (int broker = 1; broker <= BROKERS; broker++) {
      if (!state.connections().get(broker).isEmpty()) {
        inputs.add(new SenderInput.Disconnected(broker));
        for (ErrorCode error : ErrorCode.values()) {
          inputs.add(new SenderInput.Answered(broker, error));
        }
      }
    }
    for (int record = 1; record <= RECORDS; record++) {
      if (state.isOnTime(record)) {
        inputs.add(new SenderInput.DeadlinePasses(record));
      }
    }
    return inputs;
  }
}
