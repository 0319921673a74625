package org.acksiom.linearizability.recorder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.PlainData;

/**
 * Writes down what an object is asked and what it answers, while many threads use it.
 *
 * <pre>{@code
 * Running read = recorder.invoke(process, "read", null);
 * read.ok(register.get());
 * }</pre>
 *
 * <p><b>Order.</b> An operation takes a number from one counter before its call begins and another
 * one after the call has returned, and nothing else is ordered: if the history says that one
 * operation ended before another began, then all that the first did happened before all that the
 * second does, in the sense of Java's memory model. So a verdict of {@code INVALID} is never due to
 * the recorder. As each operation reads and writes that counter, the threads meet there: an error
 * that shows only because one thread's writes are not yet visible to another may be hidden.
 *
 * <p><b>Cost.</b> One object and two places in a shared array for each operation, two additions to
 * the counter, no lock. At most 2<sup>30</sup> operations.
 *
 * <p><b>Processes</b> are numbers that the caller chooses: one for each thread or client. As in
 * Jepsen, a process whose operation was never heard of is not used again: what it invokes next, and
 * also what it invokes while an operation of its is under way, goes on under the next number that
 * nobody has.
 */
public final class Recorder {
  private static final int FIRST_BITS = 8;
  private static final int BLOCKS = Integer.SIZE - FIRST_BITS;

  /** The next number. */
  private final AtomicLong clock = new AtomicLong();

  /**
   * For each number the operation that took it: a first block of {@code 1 << FIRST_BITS} numbers,
   * and then blocks that are as long as all before them.
   */
  private final AtomicReferenceArray<AtomicReferenceArray<Running>> blocks =
      new AtomicReferenceArray<>(BLOCKS);

  /** A recorder of nothing yet. */
  public Recorder() {}

  /**
   * An operation begins: to be told before the call is made.
   *
   * @param process who runs it
   * @param function its name, such as {@code read}
   * @param argument what it is asked with, plain data or any immutable value; may be {@code null}
   * @return to be told how it ends
   * @throws IllegalStateException if there is no room for more operations
   */
  public Running invoke(long process, String function, Object argument) {
    Running running = new Running(this, process, function, PlainData.of(argument));
    running.invokedAt = tick();
    write(running.invokedAt, running);
    return running;
  }

  /**
   * Records a call and makes it. What it returns is its result; if it throws, nobody knows whether
   * it took effect.
   *
   * @param <T> what the call returns
   * @param process who runs it
   * @param function its name, such as {@code read}
   * @param argument what it is asked with, plain data or any immutable value; may be {@code null}
   * @param call runs the operation
   * @return what the call returned
   * @throws Exception what the call threw
   */
  public <T> T run(long process, String function, Object argument, Callable<T> call)
      throws Exception {
    Running running = invoke(process, function, argument);
    T result;
    try {
      result = call.call();
    } catch (Throwable e) {
      running.info(e.toString());
      throw e;
    }
    running.ok(result);
    return result;
  }

  /**
   * The same for a call that returns nothing: its result is what it was asked with.
   *
   * @param process who runs it
   * @param function its name, such as {@code write}
   * @param argument what it is asked with, plain data or any immutable value; may be {@code null}
   * @param call runs the operation
   */
  public void run(long process, String function, Object argument, Runnable call) {
    Running running = invoke(process, function, argument);
    try {
      call.run();
    } catch (Throwable e) {
      running.info(e.toString());
      throw e;
    }
    running.ok();
  }

  int tick() {
    long now = clock.getAndIncrement();
    if (now > Integer.MAX_VALUE) {
      throw new IllegalStateException("no room for more operations");
    }
    return (int) now;
  }

  void write(int at, Running running) {
    int number = block(at);
    AtomicReferenceArray<Running> block = blocks.get(number);
    if (block == null) {
      int length = Math.max(first(number), 1 << FIRST_BITS);
      blocks.compareAndSet(number, null, new AtomicReferenceArray<>(length));
      block = blocks.get(number);
    }
    block.setRelease(at - first(number), running);
  }

  private Running read(int at) {
    AtomicReferenceArray<Running> block = blocks.get(block(at));
    return block == null ? null : block.getAcquire(at - first(block(at)));
  }

  private static int block(int at) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(at >>> FIRST_BITS);
  }

  /** The first number of a block. */
  private static int first(int block) {
    return block == 0 ? 0 : 1 << (FIRST_BITS + block - 1);
  }

  /**
   * The history so far; what has not ended is under way in it. It may be asked for at any time, and
   * what is recorded later does not change it. In O(events).
   */
  public History history() {
    // What takes a number from now on is left out. So is what has one and is not written yet: a
    // call that has not begun, or a completion that its process does not know of.
    Running[] taken = new Running[(int) Math.min(Integer.MAX_VALUE, clock.get())];
    Arrays.setAll(taken, this::read);
    Processes processes = new Processes(taken);
    List<Event> events = new ArrayList<>(taken.length);
    for (int at = 0; at < taken.length; at++) {
      Running running = taken[at];
      if (running != null) {
        events.add(
            running.invokedAt == at
                ? running.invocation(processes.begin(running))
                : running.completion(processes.end(running)));
      }
    }
    return History.of(events);
  }

  /** Who runs what, when it is told in order. */
  private static final class Processes {
    private final Map<Running, Long> underWay = new HashMap<>();
    private final Set<Long> busy = new HashSet<>();
    private final Map<Long, Long> current = new HashMap<>();
    private long next;

    Processes(Running[] all) {
      for (Running running : all) {
        next = running == null ? next : Math.max(next, running.process() + 1);
      }
    }

    long begin(Running running) {
      long process = current.getOrDefault(running.process(), running.process());
      if (!busy.add(process)) {
        process = next++;
        busy.add(process);
        current.put(running.process(), process);
      }
      underWay.put(running, process);
      return process;
    }

    long end(Running running) {
      long process = underWay.remove(running);
      if (running.outcome() != Event.Type.INFO) {
        busy.remove(process);
      }
      return process;
    }
  }
}
