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
 * <p>Which element a dequeue took that nobody heard of is left open until another one finds the
 * queue empty: then what is left was taken by those. Nothing else tells it, and it may as well have
 * been taken that late.
 */
public final class UnorderedQueue implements SequentialModel<UnorderedQueue.Elements, QueueCall> {

  /**
   * The elements, with how often each is there.
   *
   * @param size of all of them
   * @param unheard the dequeues that may have taken any of them
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
      return unheard == 0
          ? elements
          : elements + " less up to " + unheard + " taken by dequeues that nobody heard of";
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
    if (call instanceof QueueCall.Enqueue enqueue) {
      return Step.to(state.with(enqueue.value(), 1));
    }
    if (call instanceof QueueCall.Dequeue dequeue) {
      Object element = dequeue.value();
      if (element == null && state.size <= state.unheard) {
        return Step.to(new Elements(PersistentMap.EMPTY, 0, state.unheard - state.size));
      }
      if (element != null && state.counts.has(element)) {
        return Step.to(state.with(element, -1));
      }
      return Step.rejected(() -> dequeue.words() + ", but the elements are " + state);
    }
    return Step.to(new Elements(state.counts, state.size, state.unheard + 1));
  }

  @Override
  public long bytes(Elements state) {
    return 64 + state.counts.bytes();
  }
}
