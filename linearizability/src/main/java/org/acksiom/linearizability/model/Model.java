package org.acksiom.linearizability.model;

import java.util.Optional;
import org.acksiom.linearizability.history.Operation;

/**
 * What an object does when one operation follows another: the interface to write a model of one's
 * own. Two methods, and states that are values with {@code equals} and {@code hashCode}, are
 * enough; what else {@link SequentialModel} has are hints.
 *
 * <p>An operation that ended in {@code fail} never happened, one that ended in {@code info} or
 * never ended may take effect at any later time or never. A model for which they mean something
 * else overrides {@link #call}.
 *
 * @param <S> its states: immutable, with {@code equals}, {@code hashCode} and a {@code toString}
 *     fit for people
 */
public interface Model<S> extends SequentialModel<S, Call> {

  @Override
  default Optional<Call> call(Operation operation) {
    return Call.of(operation);
  }
}
