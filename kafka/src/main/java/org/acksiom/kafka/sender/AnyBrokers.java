package org.acksiom.kafka.sender;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.acksiom.impl.core.ErrorCode;
import org.acksiom.impl.core.ProduceRequest;
import org.acksiom.impl.core.ProduceResponse;
import org.acksiom.impl.core.Producer;
import org.acksiom.impl.simulator.Action;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.specs.Acks;
import org.acksiom.specs.DeliverySettings;

/**
 * Kafka's producer and ours side by side, with brokers that may do anything: answer the oldest
 * request of a connection with any answer that there is, break a connection at any time and as
 * often as they like, and name another leader, one of these in a turn of the I/O thread. So it
 * holds for every broker, network and election: where the two are never seen to differ, one can
 * take the place of the other in any cluster, with the same outcomes.
 *
 * <p>Both are given the same until they differ; then the way is written down and not followed.
 * {@code delivery.timeout.ms} passing is followed where both fail the one record that it is about.
 */
final class AnyBrokers {
  private final SenderAutomaton automaton;
  private final int maxAttempts;
  private final List<ErrorCode> answers;
  private final Set<Pair> seen = new HashSet<>();
  private final Deque<Situation> waiting = new ArrayDeque<>();
  private final Map<Divergence, List<String>> divergences = new LinkedHashMap<>();
  private long steps;

  /**
   * What tells two situations apart: the rest of our producer is the same as in Kafka's, or they
   * would have been seen to differ.
   */
  private record Pair(SenderAutomaton.Node theirs, int epoch, List<Producer.Batch> batches) {
    static Pair of(SenderAutomaton.Node theirs, Producer ours) {
      List<Producer.Batch> batches =
          IntStream.rangeClosed(1, ours.records()).mapToObj(ours::batch).toList();
      return new Pair(theirs, ours.producerEpoch(), batches);
    }
  }

  private record Situation(Producer ours, SenderAutomaton.Node theirs, Path<String> path) {}

  /**
   * @param automaton Kafka's producer with as many brokers and records
   */
  AnyBrokers(Setup setup, SenderAutomaton automaton) {
    this.maxAttempts = setup.maxAttempts();
    this.automaton = automaton;
    this.answers = answers(setup.settings());
  }

  /** The errors that brokers with such settings can answer with. */
  private static List<ErrorCode> answers(DeliverySettings settings) {
    List<ErrorCode> answers = new ArrayList<>();
    for (ErrorCode error : ErrorCode.values()) {
      boolean canBe =
          switch (error) {
            case NONE, NOT_LEADER_OR_FOLLOWER -> true;
            case NOT_ENOUGH_REPLICAS, NOT_ENOUGH_REPLICAS_AFTER_APPEND ->
                settings.acks() == Acks.ALL;
            case OUT_OF_ORDER_SEQUENCE_NUMBER, INVALID_PRODUCER_EPOCH -> settings.idempotence();
          };
      if (canBe) {
        answers.add(error);
      }
    }
    return answers;
  }

  /**
   * Runs both until everything is visited or the budget is spent.
   *
   * @param ours the other producer, in its initial state
   */
  Lockstep<List<String>> run(Producer ours, Budget budget) {
    reach(new Situation(ours, automaton.initial(), null));
    boolean exhausted = true;
    while (!waiting.isEmpty()) {
      if (budget.isSpent(seen.size())) {
        exhausted = false;
        break;
      }
      visit(waiting.remove());
    }
    return new Lockstep<>(
        exhausted,
        seen.size(),
        steps,
        automaton.states(),
        automaton.runs(),
        Collections.unmodifiableMap(divergences));
  }

  private void reach(Situation situation) {
    if (seen.add(Pair.of(situation.theirs(), situation.ours()))) {
      waiting.add(situation);
    }
  }

  private void visit(Situation at) {
    send(at);
    for (int broker = 1; broker <= automaton.brokers(); broker++) {
      int to = broker;
      List<Integer> inFlight = at.ours().inFlight(broker);
      if (!inFlight.isEmpty()) {
        for (ErrorCode error : answers) {
          int record = inFlight.get(0);
          int offset = error == ErrorCode.NONE ? record : ProduceResponse.NO_OFFSET;
          both(
              at,
              new SenderInput.Answered(broker, error),
              ours -> ours.onResponse(to, new ProduceResponse(record, error, offset)));
        }
        both(at, new SenderInput.Disconnected(broker), ours -> ours.onDisconnect(to));
      }
      if (at.ours().metadata() != broker) {
        both(at, new SenderInput.LeaderChanges(broker), ours -> ours.refreshMetadata(to));
      }
    }
    for (int record = 1; record <= automaton.records(); record++) {
      giveUp(at, record);
    }
    at.theirs().forget();
  }

  private void send(Situation at) {
    boolean our = at.ours().canSend();
    boolean their = automaton.canSend(at.theirs(), maxAttempts);
    if (our && their) {
      Producer ours = at.ours().copy();
      ProduceRequest written = ours.send();
      compare(at, new SenderInput.MaySend(), ours, Optional.of(written));
    } else if (our || their) {
      parted(at, new SenderInput.MaySend(), alone(our));
    }
  }

  /** The leader may be out of reach at any time, so a record that was never sent may expire. */
  private void giveUp(Situation at, int record) {
    SenderInput input = new SenderInput.DeadlinePasses(record);
    boolean our = at.ours().canGiveUp(record, false);
    boolean their = at.theirs().state().isOnTime(record);
    if (our && their) {
      both(at, input, ours -> ours.giveUp(record));
    } else if (our || their) {
      parted(at, input, alone(our));
    }
  }

  private static Difference alone(boolean our) {
    return our ? Difference.OURS_ALONE : Difference.THEIRS_ALONE;
  }

  private interface Change {
    void happensTo(Producer ours);
  }

  private void both(Situation at, SenderInput input, Change change) {
    Producer ours = at.ours().copy();
    change.happensTo(ours);
    compare(at, input, ours, Optional.empty());
  }

  private void compare(
      Situation at, SenderInput input, Producer ours, Optional<ProduceRequest> written) {
    steps++;
    SenderAutomaton.Step theirs = automaton.step(at.theirs(), input);
    Optional<Difference> difference = Difference.between(ours, written, theirs);
    if (difference.isPresent()) {
      parted(at, input, difference.get());
    } else {
      reach(new Situation(ours, theirs.node(), new Path<>(at.path(), text(input))));
    }
  }

  private void parted(Situation at, SenderInput input, Difference difference) {
    divergences.computeIfAbsent(
        new Divergence(action(input), error(input), difference),
        each -> Path.list(new Path<>(at.path(), text(input))));
  }

  // ---- the inputs by the specification's words

  private static Action action(SenderInput input) {
    if (input instanceof SenderInput.MaySend) {
      return Action.PRODUCER_SENDS;
    } else if (input instanceof SenderInput.Answered) {
      return Action.PRODUCER_RECEIVES;
    } else if (input instanceof SenderInput.Disconnected) {
      return Action.CONNECTION_BREAKS;
    } else if (input instanceof SenderInput.DeadlinePasses) {
      return Action.PRODUCER_GIVES_UP;
    } else {
      return Action.PRODUCER_REFRESHES_METADATA;
    }
  }

  private static Optional<ErrorCode> error(SenderInput input) {
    return input instanceof SenderInput.Answered answered && answered.error() != ErrorCode.NONE
        ? Optional.of(answered.error())
        : Optional.empty();
  }

  private static String text(SenderInput input) {
    String action = action(input).specName();
    if (input instanceof SenderInput.Answered answered) {
      return action + "(" + answered.broker() + ") " + answered.error();
    } else if (input instanceof SenderInput.Disconnected disconnected) {
      return action + "(" + disconnected.broker() + ")";
    } else if (input instanceof SenderInput.DeadlinePasses deadline) {
      return action + "(" + deadline.record() + ")";
    } else if (input instanceof SenderInput.LeaderChanges changed) {
      return action + "(" + changed.leader() + ")";
    } else {
      return action;
    }
  }
}
