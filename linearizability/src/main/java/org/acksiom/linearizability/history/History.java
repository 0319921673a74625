package org.acksiom.linearizability.history;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What clients did and were told, in the order in which it happened: events, and the operations
 * that they pair up to.
 *
 * <p>A history is refused if no client can have seen it: a completion of nothing, a process that
 * invokes before its last operation completed, a completion of another function than the invoked
 * one, and an invocation by a process after its own {@code info}. The last is Jepsen's rule: a
 * process whose operation may still take effect has crashed, and whoever takes its place has a new
 * name.
 */
public final class History {

  private final List<Event> events;
  private final List<Operation> operations;

  History(List<Event> events, List<Operation> operations) {
    this.events = events;
    this.operations = operations;
  }

  /**
   * The history of the given events, in O(events).
   *
   * @param events in the order in which they happened
   * @throws IllegalArgumentException if no client can have seen it; the message names the event by
   *     its index
   */
  public static History of(List<Event> events) {
    Pairing pairing = new Pairing();
    for (Event event : events) {
      try {
        pairing.add(event);
      } catch (Pairing.Mismatch e) {
        throw new IllegalArgumentException(
            "event " + pairing.size() + ": expected " + e.expected() + ", found " + e.found());
      }
    }
    return pairing.history();
  }

  /** The events, in order; unmodifiable. */
  public List<Event> events() {
    return events;
  }

  /** The operations, in the order of their invocations; unmodifiable. */
  public List<Operation> operations() {
    return operations;
  }

  /** What a {@linkplain #part part} of a history has of an operation. */
  public enum Kept {
    /** Both events. */
    WHOLE,
    /** The invocation alone, as if nobody had heard what became of it. */
    INVOCATION,
    /** Neither event. */
    NOTHING
  }

  /**
   * A part of this history, in O(events). Unlike what clients see, a process of it may go on after
   * an operation that never completed.
   *
   * @param kept what of each operation; a part has its operations in the order that they have here
   */
  public History part(Function<Operation, Kept> kept) {
    int[] places = new int[events.size()];
    Kept[] of = new Kept[operations.size()];
    for (Operation operation : operations) {
      Kept some = kept.apply(operation);
      of[operation.index()] = some;
      places[operation.invokedAt()] = some == Kept.NOTHING ? -1 : 0;
      if (operation.completion() != null) {
        places[operation.completedAt()] = some == Kept.WHOLE ? 0 : -1;
      }
    }
    List<Event> some = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      if (places[i] == 0) {
        places[i] = some.size();
        some.add(events.get(i));
      }
    }
    List<Operation> left = new ArrayList<>();
    for (Operation operation : operations) {
      if (of[operation.index()] != Kept.NOTHING) {
        boolean ends = of[operation.index()] == Kept.WHOLE && operation.completion() != null;
        left.add(
            new Operation(
                left.size(),
                operation.invocation(),
                ends ? operation.completion() : null,
                places[operation.invokedAt()],
                ends ? places[operation.completedAt()] : -1));
      }
    }
    return new History(List.copyOf(some), List.copyOf(left));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof History that && events.equals(that.events);
  }

  @Override
  public int hashCode() {
    return events.hashCode();
  }

  @Override
  public String toString() {
    return "History of " + operations.size() + " operations";
  }
}
