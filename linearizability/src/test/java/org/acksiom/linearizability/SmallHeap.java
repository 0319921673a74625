package org.acksiom.linearizability;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.model.Call;
import org.acksiom.linearizability.model.Model;
import org.acksiom.linearizability.model.SequentialModel;
import org.acksiom.linearizability.model.Step;

/** Checks hard histories in a virtual machine of little memory, and prints the verdicts. */
final class SmallHeap {
  private static final int OPERATIONS = 5_000;
  private static final int CLIENTS = 12;

  private SmallHeap() {}

  /**
   * A state that is larger than its model says.
   *
   * @param bytes a megabyte
   */
  private record Bulky(int number, byte[] bytes) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Bulky that && number == that.number;
    }

    @Override
    public int hashCode() {
      return number;
    }
  }

  /** Every call leads to a state of its own. */
  private static final class BulkyModel implements Model<Bulky> {
    @Override
    public Bulky initialState() {
      return new Bulky(0, new byte[1 << 20]);
    }

    @Override
    public Step<Bulky> step(Bulky state, Call call) {
      byte[] bytes = Arrays.copyOf(state.bytes, state.bytes.length);
      return Step.to(new Bulky(31 * state.number + call.argument().hashCode(), bytes));
    }
  }

  /**
   * Checks.
   *
   * @param args how many workers, and the memory budget in bytes
   */
  public static void main(String[] args) {
    Budget budget = new Budget(Duration.ofSeconds(2), Long.parseLong(args[1]));
    LinearizabilityChecker checker =
        new LinearizabilityChecker(budget, System::nanoTime, Integer.parseInt(args[0]));
    for (Subject subject : List.of(Subject.BANK, Subject.MULTI_REGISTER)) {
      RandomHistory.Shape shape =
          new RandomHistory.Shape(OPERATIONS, CLIENTS, 40, 400, CLIENTS, subject.hides());
      History history = RandomHistory.of(shape, new Random(7), subject.fresh);
      print(subject.name(), subject.model, history, checker);
    }
    print("BULKY", new BulkyModel(), bulky(), checker);
  }

  private static History bulky() {
    Event[] events = new Event[400];
    for (int i = 0; i < events.length; i += 2) {
      events[i] = new Event(i, Event.Type.INVOKE, "add", (long) i, Map.of());
      events[i + 1] = new Event(i, Event.Type.OK, "add", (long) i, Map.of());
    }
    return History.of(List.of(events));
  }

  private static void print(
      String name, SequentialModel<?, ?> model, History history, LinearizabilityChecker checker) {
    Judgement judgement = checker.check(model, history);
    System.out.println(
        name
            + " "
            + judgement.verdict()
            + " "
            + judgement.counterexample().isPresent()
            + " "
            + judgement.reason().orElse("-"));
  }
}
