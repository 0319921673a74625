package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.acksiom.linearizability.history.Operation;

/**
 * Orders of the operations of independent parts, which are merged to one of all: each operation can
 * take effect as soon as it and those before it in its part are invoked.
 */
final class Linearization {
  private final List<Ordered> parts = new ArrayList<>();

  /** The operations of a part, and the numbers of those that took effect, in their order. */
  private record Ordered(List<Operation> operations, Supplier<Optional<int[]>> order) {}

  /** The moment of an operation, counted in events of the history. */
  private record Point(int at, Operation operation) {}

  /** Adds a part with its order, which is only asked for if somebody wants to know. */
  void add(List<Operation> operations, Supplier<Optional<int[]>> order) {
    parts.add(new Ordered(operations, order));
  }

  /** The order of all; empty if that of a part is not known. */
  Optional<List<Operation>> merged() {
    List<Point> points = new ArrayList<>();
    for (Ordered part : parts) {
      Optional<int[]> order = part.order.get();
      if (order.isEmpty()) {
        return Optional.empty();
      }
      int at = -1;
      for (int number : order.get()) {
        Operation operation = part.operations.get(number);
        at = Math.max(at, operation.invokedAt());
        points.add(new Point(at, operation));
      }
    }
    points.sort((a, b) -> Integer.compare(a.at, b.at));
    return Optional.of(points.stream().map(Point::operation).toList());
  }
}
