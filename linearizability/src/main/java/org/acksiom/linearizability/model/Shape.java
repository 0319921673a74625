package org.acksiom.linearizability.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of object for which theory knows how to decide linearizability without a search, in time
 * close to linear. A model that says which kind its object is ({@link SequentialModel#shape}) says
 * the same as its {@link SequentialModel#step} in other words; the checker uses it where the values
 * of a history permit and searches where they don't.
 *
 * @param <C> the model's calls
 */
public sealed interface Shape<C> {

  /**
   * One value that is read, written, and compared and set. Needed: whenever a value is seen, no two
   * operations can have written it.
   *
   * @param <C> the model's calls
   * @param start what it holds before the first write; may be {@code null}
   * @param action what each call is; empty for one that is none of these
   */
  record OfRegister<C>(Object start, Function<C, Optional<RegisterAction>> action)
      implements Shape<C> {}

  /**
   * Records that are appended and read. Needed: all appends that completed are told their offsets;
   * or none is, and no two append a value that is read.
   *
   * @param <C> the model's calls
   * @param action what each call is; empty for one that is none of these
   */
  record OfLog<C>(Function<C, Optional<LogAction>> action) implements Shape<C> {}

  /**
   * Elements that are put in and taken out. Needed: no two operations put in an element that is
   * taken out.
   *
   * @param <C> the model's calls
   * @param isFifo whether the first in is the first out; otherwise it is any
   * @param action what each call is; empty for one that is none of these
   */
  record OfQueue<C>(boolean isFifo, Function<C, Optional<QueueAction>> action)
      implements Shape<C> {}

  /** What is done to a register. */
  sealed interface RegisterAction {

    /**
     * It is read.
     *
     * @param value what it holds; may be {@code null}
     */
    record Read(Object value) implements RegisterAction {}

    /**
     * It is written.
     *
     * @param value what it holds then; may be {@code null}
     */
    record Write(Object value) implements RegisterAction {}

    /**
     * It holds what is expected, and is written.
     *
     * @param expected what it holds; may be {@code null}
     * @param value what it holds then; may be {@code null}
     */
    record CompareAndSet(Object expected, Object value) implements RegisterAction {}
  }

  /** What is done to a log. */
  sealed interface LogAction {

    /**
     * A record is appended.
     *
     * @param value the record
     * @param offset where, from 0; {@code null} if its process was not told
     */
    record Append(Object value, Long offset) implements LogAction {}

    /**
     * Everything from an offset on is read.
     *
     * @param offset from 0
     * @param values what is there, to the end of the log: nothing if that is not behind the offset
     */
    record ReadFrom(long offset, List<?> values) implements LogAction {}
  }

  /** What is done to a queue. */
  sealed interface QueueAction {

    /**
     * An element is put in.
     *
     * @param element which
     */
    record Enqueue(Object element) implements QueueAction {}

    /**
     * An element is taken out.
     *
     * @param element which
     */
    record Dequeue(Object element) implements QueueAction {}

    /** There is no element to take out. */
    record DequeueNothing() implements QueueAction {}

    /** An element is taken out if there is one, and nobody was told which. */
    record DequeueUnheard() implements QueueAction {}
  }
}
