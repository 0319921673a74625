package org.acksiom.linearizability.recorder;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.PlainData;

/**
 * An operation that began, to be told how it ends: once, after its call has returned, by whichever
 * thread. One that is never told is under way for ever.
 */
public final class Running {
  private static final AtomicReferenceFieldUpdater<Running, Event.Type> OUTCOME =
      AtomicReferenceFieldUpdater.newUpdater(Running.class, Event.Type.class, "outcome");

  private final Recorder recorder;
  private final long process;
  private final String function;
  private final Object argument;
  int invokedAt;

  private volatile Event.Type outcome;
  private Object result;
  private String error;

  Running(Recorder recorder, long process, String function, Object argument) {
    this.recorder = recorder;
    this.process = process;
    this.function = Objects.requireNonNull(function, "function");
    this.argument = argument;
  }

  /**
   * It took effect, and its result is what it was asked with: a {@code write}, say, that returns
   * nothing.
   *
   * @throws IllegalStateException if it has ended before
   */
  public void ok() {
    end(Event.Type.OK, argument, null);
  }

  /**
   * It took effect, with this result.
   *
   * @param told plain data or any immutable value; may be {@code null}
   * @throws IllegalStateException if it has ended before
   */
  public void ok(Object told) {
    end(Event.Type.OK, told, null);
  }

  /**
   * It took no effect because the object refused it: a {@code cas}, say, that found another value.
   *
   * @throws IllegalStateException if it has ended before
   */
  public void fail() {
    end(Event.Type.FAIL, argument, null);
  }

  /**
   * It took no effect, for a reason that tells nothing of the object: it was never asked, say.
   *
   * @param why in words for people
   * @throws IllegalStateException if it has ended before
   */
  public void fail(String why) {
    end(Event.Type.FAIL, null, why);
  }

  /**
   * Nobody knows: it may take effect at any later time, or never.
   *
   * @param why such as a timeout
   * @throws IllegalStateException if it has ended before
   */
  public void info(String why) {
    end(Event.Type.INFO, argument, why);
  }

  private void end(Event.Type type, Object told, String why) {
    int now = recorder.tick();
    if (!OUTCOME.compareAndSet(this, null, type)) {
      throw new IllegalStateException(
          "expected an operation that is under way, found one that ended in "
              + outcome.word()
              + ": process "
              + process
              + ", "
              + function);
    }
    result = PlainData.of(told);
    error = why;
    recorder.write(now, this);
  }

  long process() {
    return process;
  }

  Event.Type outcome() {
    return outcome;
  }

  Event invocation(long as) {
    return new Event(as, Event.Type.INVOKE, function, argument, Map.of());
  }

  Event completion(long as) {
    return new Event(
        as, outcome, function, result, error == null ? Map.of() : Map.of("error", error));
  }
}
