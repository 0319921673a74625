package org.acksiom.linearizability.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.Operation;

/**
 * The model {@code queue}: elements that are dequeued in any order, as a bag gives them back; empty
 * at first. Elements are any plain data but {@code nil}. {@link FifoQueue} is the one with an
 * order.
 *
 * <table>
 * <caption>Operations</caption>
 * <tr><th>function</th><th>argument</th><th>{@code ok} with</th><th>otherwise</th></tr>
 * <tr><td>{@code enqueue}</td><td>the element</td><td>anything</td>
 *     <td>{@code info}: may happen; {@code fail}: never happened</td></tr>
 * <tr><td>{@code dequeue}</td><td></td><td>the element that it took; {@code nil}: it found the queue
 *     empty</td><td>{@code info}: may take some element, nobody knows which; {@code fail}: never
 *     happened</td></tr>
 * </table>
 *
 * <p>A dequeue that nobody heard of is taken to happen just before another one finds the queue
 * empty, or never: nothing else tells of it, and it may as well have happened that late. So which
 * element it took need not be known: all that are left are taken.
 */
public final class UnorderedQueue implements SequentialModel<UnorderedQueue.Elements, QueueCall> {

  /**
   * The elements, with how often each is there.
   *
   * @param size of all of them
   * @param unheard how many of them were taken by dequeues that nobody heard of
   */
  record Elements(PersistentMap counts, long size, long unheard) {

    private Elements with(Object element, long more) {
      long count = count(element) + more;
      return new Elements(
          count == 0 ? counts.without(element) : counts.with(element, count), size + more, unheard);
    }

    private long count(Object element) {
      return (Long) counts.get(element, 0L);
    }

    @Override
    public String toString() {
      List<String> all = new ArrayList<>();
      for (Map.Entry<Object, Object> entry : counts.entries().entrySet()) {
        all.addAll(
            Collections.nCopies(((Long) entry.getValue()).intValue(), Edn.print(entry.getKey())));
      }
      Collections.sort(all);
      String elements = "[" + String.join(" ", all) + "]";
      return unheard == 0 ? elements : elements + " less " + unheard + " that nobody heard of";
    }
  }

  /** A queue. */
  public UnorderedQueue() {}

  @Override
  public Elements initialState() {
    return new Elements(PersistentMap.EMPTY, 0, 0);
  }

  @Override
  public Optional<QueueCall> call(Operation operation) {
    return QueueCall.of(operation);
  }

  @Override
  public Optional<Shape<QueueCall>> shape() {
    return Optional.of(new Shape.OfQueue<>(false, QueueCall::action));
  }

  @Override
  public Step<Elements> step(Elements state, QueueCall call) {
    if (call instanceof QueueCall.DequeueUnheard) {
      return Step.to(
          state.unheard == state.size
              ? state
              : new Elements(state.counts, state.size, state.unheard + 1));
    }
    Object element =
        call instanceof QueueCall.Enqueue enqueue
            ? enqueue.value()
            : ((QueueCall.Dequeue) call).value();
    if (element == null) {
      return Step.when(
          state.unheard == state.size,
          new Elements(PersistentMap.EMPTY, 0, 0),
          () -> "it finds the queue empty, but the elements are " + state);
    }
    if (call instanceof QueueCall.Dequeue dequeue && !state.counts.has(element)) {
      return Step.rejected(() -> dequeue.words() + ", but the elements are " + state);
    }
    if (state.unheard > 0) {
      return Step.rejected(
          () -> "what is left of " + state + " is taken as well before anything else happens");
    }
    return Step.to(state.with(element, call instanceof QueueCall.Enqueue ? 1 : -1));
  }

  @Override
  public long bytes(Elements state) {
    return 64 + state.counts.bytes();
  }
}
