package org.acksiom.linearizability.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.Operation;

/**
 * The model {@code fifo-queue}: a first-in, first-out queue that is empty at first. Elements are
 * any plain data but {@code nil}.
 *
 * <table>
 * <caption>Operations</caption>
 * <tr><th>function</th><th>argument</th><th>{@code ok} with</th><th>otherwise</th></tr>
 * <tr><td>{@code enqueue}</td><td>the element</td><td>anything</td>
 *     <td>{@code info}: may happen; {@code fail}: never happened</td></tr>
 * <tr><td>{@code dequeue}</td><td></td><td>the element that it took from the head; {@code nil}: it
 *     found the queue empty</td><td>{@code info}: may take the head, whatever it is; {@code fail}:
 *     never happened</td></tr>
 * </table>
 */
public final class FifoQueue implements SequentialModel<FifoQueue.Elements, QueueCall> {

  /** Elements, of which the first is at hand. */
  private record Link(Object element, Link next) {}

  /**
   * The elements: those in front from the head on, and those behind from the tail on, so that
   * neither end is far (Hood and Melville, "Real-time queue operations in pure Lisp", 1981, without
   * the real time). The front has the head, if there is one.
   */
  static final class Elements {
    private static final Elements NONE = new Elements(null, null, 0, 0, 1, 0);

    /** Odd, so that it has an inverse modulo 2 to the 64. */
    private static final long BASE = 0x9E3779B97F4A7C15L;

    private static final long INVERSE = inverse(BASE);

    private final Link front;
    private final Link back;
    private final int size;

    /** A polynomial in {@link #BASE} with the head's hash at the highest power. */
    private final long hash;

    /** {@link #BASE} to the power of the size. */
    private final long power;

    /** How many links it does not share with the queue that it was made from. */
    private final int made;

    private Elements(Link front, Link back, int size, long hash, long power, int made) {
      this.front = front;
      this.back = back;
      this.size = size;
      this.hash = hash;
      this.power = power;
      this.made = made;
    }

    Object head() {
      return front == null ? null : front.element;
    }

    private Elements enqueue(Object element) {
      long longer = hash * BASE + hash(element);
      return front == null
          ? new Elements(new Link(element, null), null, 1, longer, BASE, 1)
          : new Elements(front, new Link(element, back), size + 1, longer, power * BASE, 1);
    }

    private Elements dequeue() {
      long less = power * INVERSE;
      long rest = hash - hash(front.element) * less;
      if (front.next != null || back == null) {
        return new Elements(front.next, back, size - 1, rest, less, 0);
      }
      Link turned = null;
      for (Link link = back; link != null; link = link.next) {
        turned = new Link(link.element, turned);
      }
      return new Elements(turned, null, size - 1, rest, less, size - 1);
    }

    private static long hash(Object element) {
      return (element.hashCode() + 1L) * 0xBF58476D1CE4E5B9L;
    }

    /** By Newton's iteration, which doubles the bits that are right: 3 at first. */
    private static long inverse(long odd) {
      long inverse = odd;
      for (int bits = 3; bits < Long.SIZE; bits *= 2) {
        inverse *= 2 - odd * inverse;
      }
      return inverse;
    }

    private List<Object> list() {
      List<Object> behind = new ArrayList<>();
      for (Link link = back; link != null; link = link.next) {
        behind.add(link.element);
      }
      Collections.reverse(behind);
      List<Object> all = new ArrayList<>(size);
      for (Link link = front; link != null; link = link.next) {
        all.add(link.element);
      }
      all.addAll(behind);
      return all;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Elements that
          && size == that.size
          && hash == that.hash
          && list().equals(that.list());
    }

    @Override
    public int hashCode() {
      return Long.hashCode(hash);
    }

    @Override
    public String toString() {
      return Edn.print(list());
    }
  }

  /** A queue. */
  public FifoQueue() {}

  @Override
  public Elements initialState() {
    return Elements.NONE;
  }

  @Override
  public Optional<QueueCall> call(Operation operation) {
    return QueueCall.of(operation);
  }

  @Override
  public boolean isObservation(QueueCall call) {
    return call instanceof QueueCall.Dequeue dequeue && dequeue.value() == null;
  }

  @Override
  public Optional<Shape<QueueCall>> shape() {
    return Optional.of(new Shape.OfQueue<>(true, QueueCall::action));
  }

  @Override
  public Step<Elements> step(Elements state, QueueCall call) {
    if (call instanceof QueueCall.Enqueue enqueue) {
      return Step.to(state.enqueue(enqueue.value()));
    }
    Object head = state.head();
    if (call instanceof QueueCall.Dequeue dequeue && !Objects.equals(head, dequeue.value())) {
      return Step.rejected(
          () ->
              dequeue.words()
                  + ", but "
                  + (head == null
                      ? "the queue is empty"
                      : "the head of the queue is " + Edn.print(head)));
    }
    return Step.to(head == null ? state : state.dequeue());
  }

  @Override
  public long bytes(Elements state) {
    return 64 + 24L * state.made;
  }
}
