package org.acksiom.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.acksiom.impl.simulator.Action;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.TlaValue;
import org.acksiom.modelcheck.TracedStep;

/**
 * What the implementation says of a trace: the line of the first event that it can't follow, 0 if
 * it follows all. Where specification and implementation are the same, TLC says so, too.
 */
final class Replayed implements ActionTraceReader.Listener {
  private Cluster cluster;
  private TlaValue[] state;
  private int line;
  private int rejected;

  static int firstRejectedLine(Path trace) throws IOException, TraceFormatException {
    Replayed replayed = new Replayed();
    ActionTraceReader.read(trace, replayed);
    return replayed.rejected;
  }

  @Override
  public void begun(Setup setup, int header, TlaValue[] initial) {
    cluster = new Cluster(setup);
    state = initial;
    line = header + 1;
    compare();
  }

  @Override
  public void happened(TracedStep step) {
    line++;
    state = step.after(state);
    if (rejected > 0) {
      return;
    }
    List<Integer> parameters = step.parameters();
    try {
      cluster.apply(
          new Event(
              Action.of(step.action()),
              parameters.isEmpty() ? 0 : parameters.get(0),
              parameters.size() < 2 ? 0 : parameters.get(1)));
      compare();
    } catch (IllegalArgumentException impossible) {
      rejected = line;
    }
  }

  private void compare() {
    if (!Arrays.asList(state).equals(List.copyOf(Abstraction.of(cluster).values()))) {
      rejected = line;
    }
  }

  @Override
  public void ended() {}
}
