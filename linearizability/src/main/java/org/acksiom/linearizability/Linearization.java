package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acksiom.linearizability.history.Operation;

/**
 * Orders of the operations of independent parts, which are merged to one of all: each operation can
 * take effect as soon as it and those before it in its part are invoked.
 */
final class Linearization {
  private final List<Ordered> parts = new ArrayList<>();
  private boolean complete = true;

  /** The operations of a part, and the numbers of those that took effect, in their order. */
  private record Ordered(List<Operation> operations, int[] order) {}

  /** The moment of an operation, counted in events of the history. */
  private record Point(int at, Operation operation) {}

  /** Adds a part's order, or that none is known. */
  void add(List<Operation> operations, Optional<int[]> order) {
    complete &= order.isPresent();
    order.ifPresent(known -> parts.add(new Ordered(operations, known)));
  }

  /** The order of all; empty if that of a part is not known. */
  Optional<List<Operation>> merged() {
    if (!complete) {
      return Optional.empty();
    }
    List<Point> points = new ArrayList<>();
    for (Ordered part : parts) {
      int at = -1;
      for (int number : part.order) {
        Operation operation = part.operations.get(number);
        at = Math.max(at, operation.invokedAt());
        points.add(new Point(at, operation));
      }
    }
    points.sort((a, b) -> Integer.compare(a.at, b.at));
    return Optional.of(points.stream().map(Point::operation).toList());
  }
}
