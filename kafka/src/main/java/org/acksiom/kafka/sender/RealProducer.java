package org.acksiom.kafka.sender;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.acksiom.impl.core.ErrorCode;
import org.acksiom.impl.core.ProduceRequest;
import org.acksiom.impl.core.ProduceResponse;
import org.acksiom.impl.core.Producer;
import org.acksiom.impl.core.Result;
import org.acksiom.impl.simulator.Setup;

/**
 * Kafka's producer in the place of ours: a simulated cluster does not see which of the two it has.
 * A copy is free, for the state is a node of the {@link SenderAutomaton}, and that is never
 * changed.
 *
 * <p>That it gives a record up means that {@code delivery.timeout.ms} passes for this record and
 * all before it. What Kafka's then does is its own affair.
 */
final class RealProducer extends Producer {
  private final SenderAutomaton automaton;
  private final int maxAttempts;

  /** By record: the offset that the broker said, which the automaton leaves out. */
  private int[] offsets;

  private SenderAutomaton.Node node;

  RealProducer(SenderAutomaton automaton, Setup setup) {
    super(setup.settings(), automaton.brokers(), automaton.records(), setup.maxAttempts());
    this.automaton = automaton;
    this.maxAttempts = setup.maxAttempts();
    this.offsets = new int[automaton.records() + 1];
    this.node = automaton.initial();
    Arrays.fill(offsets, ProduceResponse.NO_OFFSET);
  }

  private RealProducer(RealProducer other) {
    super(other);
    this.automaton = other.automaton;
    this.maxAttempts = other.maxAttempts;
    this.offsets = other.offsets;
    this.node = other.node;
  }

  @Override
  public Producer copy() {
    return new RealProducer(this);
  }

  SenderAutomaton.Node node() {
    return node;
  }

  private Optional<ProduceRequest> step(SenderInput input) {
    SenderAutomaton.Step step = automaton.step(node, input);
    node = step.node();
    return step.written();
  }

  @Override
  public boolean canSend() {
    return automaton.canSend(node, maxAttempts);
  }

  @Override
  public ProduceRequest send() {
    return step(new SenderInput.MaySend()).orElseThrow();
  }

  @Override
  public void onResponse(int broker, ProduceResponse response) {
    step(new SenderInput.Answered(broker, response.error()));
    if (response.error() == ErrorCode.NONE) {
      offsets = offsets.clone();
      offsets[response.record()] = response.offset();
    }
  }

  @Override
  public void onDisconnect(int broker) {
    if (!node.state().connections().get(broker).isEmpty()) {
      step(new SenderInput.Disconnected(broker));
    }
  }

  @Override
  public boolean canGiveUp(int record, boolean leaderReachable) {
    return node.state().isOnTime(record);
  }

  @Override
  public void giveUp(int record) {
    step(new SenderInput.DeadlinePasses(record));
  }

  @Override
  public void refreshMetadata(int leader) {
    step(new SenderInput.LeaderChanges(leader));
  }

  @Override
  public List<Integer> queue() {
    return node.state().queue();
  }

  @Override
  public List<Integer> inFlight(int broker) {
    return node.state().connections().get(broker);
  }

  @Override
  public int records() {
    return automaton.records();
  }

  @Override
  public Batch batch(int record) {
    SenderState.BatchState batch = node.state().batches().get(record);
    return new Batch(batch.sends(), batch.producerEpoch(), batch.sequence());
  }

  @Override
  public Result result(int record) {
    Result.Outcome outcome = node.state().batches().get(record).outcome();
    return new Result(
        outcome, outcome == Result.Outcome.ACKED ? offsets[record] : ProduceResponse.NO_OFFSET);
  }

  @Override
  public int producerEpoch() {
    return node.state().producerEpoch();
  }

  @Override
  public int metadata() {
    return node.state().leader();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RealProducer p && node == p.node && Arrays.equals(offsets, p.offsets);
  }

  @Override
  public int hashCode() {
    return 31 * node.number() + Arrays.hashCode(offsets);
  }
}
