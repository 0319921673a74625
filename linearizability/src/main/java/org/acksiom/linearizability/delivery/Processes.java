package org.acksiom.linearizability.delivery;

import java.util.ArrayList;
import java.util.List;

/** The operations under way, by process. */
final class Processes {
  private final LongIndex underWay = new LongIndex();
  private final List<Invocation> invocations = new ArrayList<>();

  /** Those of {@link #invocations} that are over, to be used again. */
  private final IntList over = new IntList();

  /** What {@link #invocations} take. */
  private long invocationBytes;

  /** The operation that a process has under way, or {@code null}. */
  Invocation get(long process) {
    int number = underWay.get(process);
    return number == LongIndex.NONE ? null : invocations.get(number);
  }

  /**
   * A new operation of a process that has none under way; {@link #begun} is called once it is
   * filled.
   */
  Invocation begin(long process) {
    int number;
    if (over.size() > 0) {
      number = over.removeLast();
    } else {
      number = invocations.size();
      Invocation added = new Invocation();
      invocations.add(added);
      invocationBytes += added.bytes();
    }
    underWay.add(process, number);
    return invocations.get(number);
  }

  /** The operation is filled, which took {@code before} bytes when it was handed out. */
  void begun(Invocation invocation, long before) {
    invocationBytes += invocation.bytes() - before;
  }

  /** The operation of a process is over; what was handed out of it stays as it is for now. */
  void end(long process) {
    over.add(underWay.remove(process));
  }

  /** What this takes in memory, in bytes, roughly. */
  long bytes() {
    return underWay.bytes() + invocationBytes + over.bytes();
  }
}
