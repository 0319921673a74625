package org.acksiom.kafka.sender;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acksiom.impl.core.ProduceRequest;
import org.acksiom.impl.core.ProduceResponse;
import org.acksiom.impl.core.Result;
import org.acksiom.specs.DeliverySettings;

/**
 * The real producer as an automaton. It can't be copied, so a state is the way to it: whatever
 * happens in a state is tried on a new run that is first led there. States that are equal (see
 * {@link SenderState}) are one node, and what follows from an input is tried once: this is what
 * makes the search finite, and it is sound as far as a state holds all that decides the future.
 * {@code SenderAutomatonTest} holds runs that came to one state by different ways against each
 * other.
 */
final class SenderAutomaton {
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private final SenderInternals internals = new SenderInternals();
  private final DeliverySettings settings;
  private final int brokers;
  private final int records;
  private final Map<SenderState, Node> nodes = new HashMap<>();
  private final Map<Object, Object> shared = new HashMap<>();
  private final Node initial;
  private long runs;

  /** A state and one way to it. */
  static final class Node {
    private final int number;
    private final SenderState state;
    private final Node before;
    private final SenderInput input;
    private final Map<SenderInput, Step> steps = new HashMap<>(4);

    private Node(int number, SenderState state, Node before, SenderInput input) {
      this.number = number;
      this.state = state;
      this.before = before;
      this.input = input;
    }

    /** Its own number, from 0. */
    int number() {
      return number;
    }

    /** Its own number, mixed: something that can be added to the fingerprint of a cluster. */
    long fingerprint() {
      return (number + 1) * GOLDEN_RATIO;
    }

    SenderState state() {
      return state;
    }

    /** What follows from its inputs is not kept any longer: nobody will ask again. */
    void forget() {
      steps.clear();
    }

    /** What has happened on the way to it, in order. */
    List<SenderInput> way() {
      Deque<SenderInput> way = new ArrayDeque<>();
      for (Node node = this; node.before != null; node = node.before) {
        way.addFirst(node.input);
      }
      return List.copyOf(way);
    }
  }

  /**
   * What follows from an input.
   *
   * @param node the next state
   * @param written the request that was written, if one was
   */
  record Step(Node node, Optional<ProduceRequest> written) {}

  /**
   * @param brokers brokers 1 to this number
   * @param records records 1 to this number are sent
   */
  SenderAutomaton(DeliverySettings settings, int brokers, int records) {
    this.settings = settings;
    this.brokers = brokers;
    this.records = records;
    this.initial = new Node(0, newRun().state(), null, null);
    nodes.put(initial.state, initial);
  }

  Node initial() {
    return initial;
  }

  int brokers() {
    return brokers;
  }

  int records() {
    return records;
  }

  /** How many different states were met. */
  int states() {
    return nodes.size();
  }

  /** How many steps were tried, each on a new run. */
  long runs() {
    return runs;
  }

  /** A run that has been led to a state. */
  SenderRun runTo(List<SenderInput> way) {
    SenderRun run = newRun();
    for (SenderInput input : way) {
      run.happens(input, 0);
    }
    return run;
  }

  private SenderRun newRun() {
    return new SenderRun(internals, settings, brokers, records);
  }

  /**
   * What follows from an input in a state.
   *
   * @throws IllegalStateException if the application is told of another offset than the broker said
   */
  Step step(Node node, SenderInput input) {
    Step step = node.steps.get(input);
    if (step == null) {
      step = tried(node, input);
      node.steps.put(input, step);
    }
    return step;
  }

  /**
   * Whether the first record of the queue would be written now.
   *
   * @param maxAttempts how often one record is sent at most: a bound of the exploration, not a
   *     setting
   */
  boolean canSend(Node node, int maxAttempts) {
    List<Integer> queue = node.state.queue();
    if (queue.isEmpty() || node.state.batches().get(queue.get(0)).sends() >= maxAttempts) {
      return false;
    }
    Step step = step(node, new SenderInput.MaySend());
    if (step.written().isEmpty() && step.node() != node) {
      throw new IllegalStateException("a turn in which nothing was written changed the state");
    }
    return step.written().isPresent();
  }

  private Step tried(Node node, SenderInput input) {
    runs++;
    SenderRun run = runTo(node.way());
    int offset = (int) runs;
    Optional<ProduceRequest> written = run.happens(input, offset);
    SenderState state = run.state().sharing(shared);
    requireOffset(node.state, run, offset);
    Node next = nodes.computeIfAbsent(state, each -> new Node(nodes.size(), each, node, input));
    return new Step(next, written);
  }

  /** The producer passes on the offset that the broker named, whatever it is. */
  private void requireOffset(SenderState before, SenderRun run, int offset) {
    for (int record = 1; record <= records; record++) {
      Result now = run.result(record);
      int expected = now.outcome() == Result.Outcome.ACKED ? offset : ProduceResponse.NO_OFFSET;
      if (before.isUndecided(record) && now.offset() != expected) {
        throw new IllegalStateException(
            "expected offset " + expected + " of record " + record + ", found " + now);
      }
    }
  }
}
