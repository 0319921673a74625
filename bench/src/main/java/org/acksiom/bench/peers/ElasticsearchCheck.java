package org.acksiom.bench.peers;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.acksiom.linearizability.Verdict;
import org.acksiom.linearizability.history.Operation;
import org.elasticsearch.cluster.coordination.LinearizabilityChecker;
import org.elasticsearch.cluster.coordination.LinearizabilityChecker.Event;
import org.elasticsearch.cluster.coordination.LinearizabilityChecker.EventType;
import org.elasticsearch.cluster.coordination.LinearizabilityChecker.SequentialSpec;

/**
 * A history as Elasticsearch's checker takes it: what never returned returns at the end.
 *
 * <p>Its public method begins and ends a thread for each history, which costs more than to check a
 * small one. So the search behind it is asked, which is private.
 */
final class ElasticsearchCheck implements Peer.Check {
  private static final MethodHandle SEARCH = search();

  private final SequentialSpec spec;
  private final List<Event> events;

  private ElasticsearchCheck(SequentialSpec spec, List<Event> events) {
    this.spec = spec;
    this.events = events;
  }

  static ElasticsearchCheck of(Task task) {
    List<Event> events = new ArrayList<>();
    Map<Integer, Event> byTime = new LinkedHashMap<>();
    List<Event> last = new ArrayList<>();
    for (Operation operation : task.history().operations()) {
      Told.of(operation, task.dialect())
          .ifPresent(
              told -> {
                int id = operation.index();
                byTime.put(operation.invokedAt(), new Event(EventType.INVOCATION, told, id));
                Event returns = new Event(EventType.RESPONSE, told, id);
                if (told.isHeard()) {
                  byTime.put(operation.completedAt(), returns);
                } else {
                  last.add(returns);
                }
              });
    }
    byTime.keySet().stream().sorted().map(byTime::get).forEach(events::add);
    events.addAll(last);
    Object start = Told.value(task.start());
    return new ElasticsearchCheck(task.isWhole() ? new Whole(start) : new ByKey(start), events);
  }

  @Override
  public Verdict verdict(Limit limit) {
    try {
      for (List<Event> part : spec.partition(events)) {
        if (!isLinearizable(part, limit)) {
          return limit.getAsBoolean() ? Verdict.UNKNOWN : Verdict.INVALID;
        }
      }
      return Verdict.VALID;
    } catch (OutOfMemoryError e) {
      return Verdict.UNKNOWN;
    }
  }

  private boolean isLinearizable(List<Event> part, BooleanSupplier limit) {
    try {
      return (boolean) SEARCH.invokeExact(spec, part, limit);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle search() {
    try {
      return MethodHandles.privateLookupIn(LinearizabilityChecker.class, MethodHandles.lookup())
          .findStatic(
              LinearizabilityChecker.class,
              "isLinearizable",
              MethodType.methodType(
                  boolean.class, SequentialSpec.class, List.class, BooleanSupplier.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "expected Elasticsearch's search as in the version that the pom names", e);
    }
  }

  /** The states are the values of one key. */
  private record ByKey(Object start) implements SequentialSpec {
    @Override
    public Object initialState() {
      return start;
    }

    @Override
    public Optional<Object> nextState(Object held, Object input, Object output) {
      return ((Told) input).after(held);
    }

    @Override
    public Collection<List<Event>> partition(List<Event> events) {
      Map<Object, List<Event>> parts = new LinkedHashMap<>();
      for (Event event : events) {
        parts.computeIfAbsent(((Told) event.value()).key(), key -> new ArrayList<>()).add(event);
      }
      return parts.values();
    }
  }

  /** The states are the values by key. */
  private record Whole(Object start) implements SequentialSpec {
    @Override
    public Object initialState() {
      return Map.of();
    }

    @Override
    public Optional<Object> nextState(Object state, Object input, Object output) {
      Map<?, ?> values = (Map<?, ?>) state;
      Told told = (Told) input;
      Object held = values.get(told.key());
      Object before = held == null ? start : held;
      return told.after(before)
          .map(
              after -> {
                if (after.equals(before)) {
                  return values;
                }
                Map<Object, Object> next = new HashMap<>(values);
                next.put(told.key(), after);
                return next;
              });
    }
  }
}
