package org.acksiom.modelcheck.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.acksiom.modelcheck.Specification;
import org.acksiom.modelcheck.TlaValue;
import org.junit.jupiter.api.Test;

/** The method on one page: a specification and a server of one's own, walked together. */
class LockstepInMiniatureTest {
  private static final Path MODELS = Path.of("src/test/resources/models");

  /** Takes the wrong end of the queue. */
  private static final class Unfair extends LockServer {
    Unfair() {}

    Unfair(LockServer other) {
      super(other);
    }

    @Override
    int next(Deque<Integer> clients) {
      return clients.removeLast();
    }
  }

  /** The one place where a state of the code becomes a state of the specification. */
  private static List<TlaValue> abstraction(LockServer server) {
    return List.of(
        new TlaValue.Int(server.holder()),
        new TlaValue.Tuple(
            server.waiting().stream().<TlaValue>map(client -> new TlaValue.Int(client)).toList()));
  }

  /** What the code does for a step of the specification, if it can: an action is a method. */
  private static Optional<LockServer> step(LockServer server, Specification.Step step) {
    int client = ((TlaValue.Int) step.parameters().get(0)).value();
    boolean asks = step.action().equals("ClientAsks");
    if (asks ? !server.canAsk(client) : !server.canRelease(client)) {
      return Optional.empty();
    }
    if (asks) {
      server.ask(client);
    } else {
      server.release();
    }
    return Optional.of(server);
  }

  /** Walks both graphs to their end; says where they part, and how many states they have. */
  private static String walk(LockServer first, UnaryOperator<LockServer> copy) throws IOException {
    try (var specification =
        Specification.read(MODELS.resolve("Lock.tla"), MODELS.resolve("Lock.cfg"))) {
      Map<List<TlaValue>, String> wayTo = new HashMap<>(Map.of(abstraction(first), ""));
      Deque<LockServer> frontier = new ArrayDeque<>(List.of(first));
      while (!frontier.isEmpty()) {
        LockServer server = frontier.poll();
        List<TlaValue> state = abstraction(server);
        for (int i = 0; i < specification.steps().size(); i++) {
          var step = specification.steps().get(i);
          List<List<TlaValue>> specified =
              specification.next(i, state.toArray(TlaValue[]::new)).stream()
                  .map(Arrays::asList)
                  .toList();
          Optional<LockServer> done = step(copy.apply(server), step);
          List<List<TlaValue>> implemented =
              done.map(LockstepInMiniatureTest::abstraction).stream().toList();
          String way = wayTo.get(state) + " " + step.action() + step.parameters();
          if (!specified.equals(implemented)) {
            return "after%s: specified %s, implemented %s".formatted(way, specified, implemented);
          }
          if (done.isPresent() && wayTo.putIfAbsent(implemented.get(0), way) == null) {
            frontier.add(done.get());
          }
        }
      }
      return wayTo.size() + " states, the same in both";
    }
  }

  @Test
  void serverIsItsSpecification() throws IOException {
    assertThat(walk(new LockServer(), LockServer::new)).isEqualTo("16 states, the same in both");
  }

  @Test
  void serverThatTakesTheWrongEndIsToldApart() throws IOException {
    assertThat(walk(new Unfair(), Unfair::new))
        .isEqualTo(
            "after ClientAsks[1] ClientAsks[2] ClientAsks[3] ClientReleases[1]:"
                + " specified [[2, <<3>>]], implemented [[3, <<2>>]]");
  }
}
