package org.acksiom.kafka.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.acksiom.kafka.cluster.KafkaCluster;
import org.acksiom.kafka.proxy.Frame;
import org.acksiom.kafka.proxy.Frame.Direction;
import org.acksiom.kafka.proxy.FrameAction;
import org.acksiom.kafka.proxy.FrameRule;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Counts what the clients of a run do, and strikes when a step's moment has come. What befalls a
 * process takes seconds, so each broker has a thread for it; cuts and their ends have one of their
 * own, so that a broker that can't stop while it is cut off is not waited for in vain.
 */
final class Strikes implements AutoCloseable {
  private final Surroundings surroundings;
  private final Assignments assignments;
  private final List<Step> waiting;
  private final List<Step> struck = new ArrayList<>();
  private final List<Future<?>> ends = new ArrayList<>();
  private final Map<Countable, Integer> counts = new EnumMap<>(Countable.class);
  private final List<ScheduledExecutorService> ofBrokers;
  private final boolean[] away;
  private final ScheduledExecutorService cuts = executor("cuts");
  private final ScheduledExecutorService moves = executor("moves");
  private boolean over;

  Strikes(Surroundings surroundings, Assignments assignments, List<Step> steps) {
    this.surroundings = surroundings;
    this.assignments = assignments;
    this.waiting = new ArrayList<>(steps);
    this.away = new boolean[surroundings.brokers()];
    this.ofBrokers =
        IntStream.rangeClosed(1, surroundings.brokers())
            .mapToObj(id -> executor("broker-" + id))
            .toList();
  }

  private static ScheduledExecutorService executor(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread thread = new Thread(task, "campaign-" + name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** From now on the proxies count and strike. */
  void begin() {
    for (int id = 1; id <= surroundings.brokers(); id++) {
      surroundings.clients(id).proxy().obey(ofClients(id));
    }
  }

  private FrameRule ofClients(int broker) {
    return frame -> {
      Countable countable = countable(frame);
      return countable == null ? FrameAction.FORWARD : count(countable, broker);
    };
  }

  private static Countable countable(Frame frame) {
    if (frame.api() == ApiKeys.PRODUCE) {
      return frame.direction() == Direction.REQUEST ? Countable.PRODUCE_REQUEST : Countable.ACK;
    }
    return frame.api() == ApiKeys.FETCH && frame.direction() == Direction.REQUEST
        ? Countable.FETCH
        : null;
  }

  /** A producer is about to send. */
  void countSend() {
    count(Countable.SEND, 0);
  }

  /** Counts one more, and says what becomes of it if it is a frame. */
  private synchronized FrameAction count(Countable countable, int seenBy) {
    if (over) {
      return FrameAction.FORWARD;
    }
    int nth = counts.merge(countable, 1, Integer::sum);
    FrameAction action = FrameAction.FORWARD;
    Iterator<Step> steps = waiting.iterator();
    while (steps.hasNext()) {
      Step step = steps.next();
      if (step.countable() == countable && step.nth() == nth) {
        steps.remove();
        if (step.nemesis().frame().isPresent()) {
          struck.add(step);
          action = befallFrame(step, seenBy);
        } else {
          befallBroker(step);
        }
      }
    }
    return action;
  }

  private FrameAction befallFrame(Step step, int seenBy) {
    Duration duration = Duration.ofMillis(step.millis());
    return switch (step.nemesis()) {
      case SWALLOW_REQUEST, SWALLOW_ACK -> FrameAction.CLOSE;
      case STALL_REQUESTS, STALL_ACKS -> FrameAction.stall(duration);
      case BLACKHOLE_REQUESTS, BLACKHOLE_ACKS -> {
        ends.add(
            cuts.schedule(
                () -> {
                  surroundings.clients(seenBy).cut();
                  surroundings.clients(seenBy).join();
                },
                step.millis(),
                TimeUnit.MILLISECONDS));
        yield FrameAction.BLACKHOLE;
      }
      default -> throw new IllegalArgumentException(step.nemesis().id() + " befalls no frame");
    };
  }

  private void befallBroker(Step step) {
    int broker = step.broker();
    KafkaCluster cluster = surroundings.cluster();
    switch (step.nemesis()) {
      case CUT_CLIENTS ->
          forAWhile(
              step, cuts, surroundings.clients(broker)::cut, surroundings.clients(broker)::join);
      case CUT_PEERS ->
          forAWhile(step, cuts, surroundings.peers(broker)::cut, surroundings.peers(broker)::join);
      case CUT_CONTROLLER ->
          forAWhile(
              step,
              cuts,
              () -> {
                surroundings.watch().expectFencing(broker, true);
                surroundings.controller(broker).cut();
              },
              () -> {
                surroundings.controller(broker).join();
                surroundings.watch().expectFencing(broker, false);
              });
      case STALL_REPLICATION -> {
        FrameAction stall = FrameAction.stall(Duration.ofMillis(step.millis()));
        FrameRule late =
            frame ->
                frame.direction() == Direction.RESPONSE && frame.api() == ApiKeys.FETCH
                    ? stall
                    : FrameAction.FORWARD;
        forAWhile(
            step,
            cuts,
            () -> surroundings.peers(broker).proxy().obey(late),
            () -> surroundings.peers(broker).proxy().obey(FrameRule.FORWARD_ALL));
      }
      case SIGTERM -> absent(step, () -> cluster.stop(broker), () -> cluster.restart(broker));
      case SIGKILL ->
          absent(step, () -> surroundings.processes().kill(broker), () -> cluster.restart(broker));
      case PAUSE ->
          absent(
              step,
              () -> surroundings.processes().pause(broker),
              () -> surroundings.processes().resume(broker));
      case REASSIGN ->
          forAWhile(step, moves, () -> assignments.moveAwayFrom(broker), assignments::moveBack);
      case ELECT -> {
        struck.add(step);
        ends.add(moves.submit(() -> assignments.elect(broker)));
      }
      default -> throw new IllegalArgumentException(step.nemesis().id() + " befalls no broker");
    }
  }

  /** The broker is gone for a while, unless it is gone already. */
  private void absent(Step step, Runnable leave, Runnable comeBack) {
    int broker = step.broker();
    if (away[broker - 1]) {
      return;
    }
    away[broker - 1] = true;
    surroundings.watch().expectFencing(broker, true);
    forAWhile(
        step,
        ofBrokers.get(broker - 1),
        leave,
        () -> {
          comeBack.run();
          surroundings.watch().expectFencing(broker, false);
          synchronized (this) {
            away[broker - 1] = false;
          }
        });
  }

  private void forAWhile(Step step, ScheduledExecutorService thread, Runnable begin, Runnable end) {
    struck.add(step);
    CompletableFuture<Void> ended = new CompletableFuture<>();
    ends.add(ended);
    Runnable ending =
        () -> {
          try {
            end.run();
            ended.complete(null);
          } catch (RuntimeException e) {
            ended.completeExceptionally(e);
          }
        };
    ends.add(
        thread.submit(
            () -> {
              try {
                begin.run();
              } catch (RuntimeException e) {
                ended.completeExceptionally(e);
                return;
              }
              ends(thread.schedule(ending, step.millis(), TimeUnit.MILLISECONDS));
            }));
  }

  private synchronized void ends(Future<?> end) {
    ends.add(end);
  }

  /**
   * Nothing more strikes; returns when everything that has struck is over.
   *
   * @param deadline by {@link System#nanoTime}
   * @throws RunFailed if it is not over by then, or could not be ended
   */
  void awaitEnd(long deadline) throws RunFailed, InterruptedException {
    List<Future<?>> left;
    synchronized (this) {
      over = true;
    }
    do {
      synchronized (this) {
        left = List.copyOf(ends);
        ends.clear();
      }
      for (Future<?> end : left) {
        try {
          end.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
          throw new RunFailed("a nemesis did not end: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
          throw new RunFailed("a nemesis did not end in time", e);
        }
      }
    } while (!left.isEmpty());
    for (int id = 1; id <= surroundings.brokers(); id++) {
      surroundings.peers(id).proxy().obey(FrameRule.FORWARD_ALL);
    }
  }

  /** What has struck, in that order. */
  synchronized List<Step> struck() {
    return List.copyOf(struck);
  }

  @Override
  public void close() {
    ofBrokers.forEach(ScheduledExecutorService::shutdownNow);
    cuts.shutdownNow();
    moves.shutdownNow();
  }
}
