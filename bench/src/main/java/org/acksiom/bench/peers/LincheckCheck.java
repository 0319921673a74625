package org.acksiom.bench.peers;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acksiom.linearizability.Verdict;
import org.acksiom.linearizability.history.Operation;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.ValueResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.kotlinx.lincheck.execution.HBClock;
import org.jetbrains.kotlinx.lincheck.execution.ResultWithClock;
import org.jetbrains.kotlinx.lincheck.verifier.linearizability.LinearizabilityVerifier;

/**
 * A history as Lincheck's verifier takes it: a thread for each process, and for each operation how
 * many operations of each thread had returned before it began.
 *
 * <p>Lincheck has no operation that may never take effect. One that never returned is its process'
 * last, no other is after it, and what it returns is not looked at: so it can be put at the end,
 * where nobody sees it.
 */
final class LincheckCheck implements Peer.Check {
  private final Class<? extends LincheckStore> store;
  private final List<Part> parts;

  private LincheckCheck(Class<? extends LincheckStore> store, List<Part> parts) {
    this.store = store;
    this.parts = parts;
  }

  static LincheckCheck of(Task task) {
    Map<Object, List<Said>> byKey = new LinkedHashMap<>();
    for (Operation operation : task.history().operations()) {
      Told.of(operation, task.dialect())
          .ifPresent(
              told ->
                  byKey
                      .computeIfAbsent(
                          task.isWhole() ? Optional.empty() : told.key(), key -> new ArrayList<>())
                      .add(new Said(operation, told)));
    }
    return new LincheckCheck(
        LincheckStore.startingWith(task.start()), byKey.values().stream().map(Part::of).toList());
  }

  @Override
  public Verdict verdict(Limit limit) {
    try {
      for (Part part : parts) {
        part.reminder.limit = limit;
        if (!new LinearizabilityVerifier(store).verifyResults(part.scenario, part.results)) {
          return Verdict.INVALID;
        }
      }
      return Verdict.VALID;
    } catch (OutOfTime | StackOverflowError | OutOfMemoryError e) {
      return Verdict.UNKNOWN;
    }
  }

  private record Said(Operation operation, Told told) {}

  private record Part(ExecutionScenario scenario, ExecutionResult results, Reminder reminder) {

    static Part of(List<Said> operations) {
      Reminder reminder = new Reminder();
      Map<Long, List<Said>> threads = new LinkedHashMap<>();
      for (Said said : operations) {
        threads.computeIfAbsent(said.operation.process(), process -> new ArrayList<>()).add(said);
      }
      List<List<Said>> lanes = List.copyOf(threads.values());
      List<List<Actor>> actors = new ArrayList<>();
      List<List<ResultWithClock>> results = new ArrayList<>();
      for (List<Said> lane : lanes) {
        List<Actor> asked = new ArrayList<>();
        List<ResultWithClock> heard = new ArrayList<>();
        for (Said said : lane) {
          asked.add(LincheckStore.actor(said.told));
          heard.add(
              new ResultWithClock(
                  new ValueResult(LincheckStore.heard(said.told)),
                  new HBClock(clock(lanes, said.operation.invokedAt()))));
        }
        actors.add(asked);
        results.add(new Reminding<>(heard, reminder));
      }
      return new Part(
          new ExecutionScenario(List.of(), actors, List.of()),
          new ExecutionResult(List.of(), results, List.of()),
          reminder);
    }

    private static int[] clock(List<List<Said>> lanes, int invokedAt) {
      return lanes.stream()
          .mapToInt(
              lane ->
                  (int)
                      lane.stream()
                          .filter(
                              said ->
                                  said.told.isHeard() && said.operation.completedAt() < invokedAt)
                          .count())
          .toArray();
    }
  }

  private static final class Reminder {
    private Limit limit;

    void check() {
      if (limit.getAsBoolean()) {
        throw new OutOfTime();
      }
    }
  }

  /** Ends a search that has no other end: whoever takes a result is reminded of the limit. */
  private static final class Reminding<T> extends AbstractList<T> {
    private final List<T> list;
    private final Reminder reminder;

    Reminding(List<T> list, Reminder reminder) {
      this.list = list;
      this.reminder = reminder;
    }

    @Override
    public T get(int index) {
      reminder.check();
      return list.get(index);
    }

    @Override
    public int size() {
      return list.size();
    }

    @Override
    public int hashCode() {
      return list.hashCode();
    }

    @Override
    public boolean equals(Object other) {
      return list.equals(other);
    }
  }

  private static final class OutOfTime extends RuntimeException {
    private static final long serialVersionUID = 1;

    OutOfTime() {
      super("the limit is over", null, false, false);
    }
  }
}
