package org.acksiom.linearizability.delivery;

import java.util.ArrayList;
import java.util.List;

/** The operations under way, by process. */
final class Processes {
  private final LongIndex underWay = new LongIndex();
  private final List<Invocation> invocations = new ArrayList<>();

  /** Those of {@link #invocations} that are over, to be used again. */
  private final IntList over = new IntList();

  /** The operation that a process has under way, or {@code null}. */
  Invocation get(long process) {
    int number = underWay.get(process);
    return number == LongIndex.NONE ? null : invocations.get(number);
  }

  /** A new operation of a process that has none under way. */
  Invocation begin(long process) {
    int number;
    if (over.size() > 0) {
      number = over.removeLast();
    } else {
      number = invocations.size();
      invocations.add(new Invocation());
    }
    underWay.add(process, number);
    return invocations.get(number);
  }

  /** The operation of a process is over; what was handed out of it stays as it is for now. */
  void end(long process) {
    over.add(underWay.remove(process));
  }

  /** What this takes in memory, in bytes, roughly. */
  long bytes() {
    return underWay.bytes() + 200L * invocations.size() + over.bytes();
  }
}
