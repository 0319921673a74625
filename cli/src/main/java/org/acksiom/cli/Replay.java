package org.acksiom.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.acksiom.cli.story.SpaceTimeDiagram;
import org.acksiom.impl.simulator.ArtifactFormatException;
import org.acksiom.impl.simulator.HistoryRecorder;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.ScheduleFile;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.linearizability.delivery.Finding;
import org.acksiom.specs.Anomaly;

/**
 * A schedule drawn, and what its clients saw judged. Public, and a function, because a seeded bug
 * is replayed by this class as another class loader defines it, beside the mutated core.
 */
public final class Replay implements BiFunction<Path, PrintWriter, Integer> {

  /**
   * Replays a file.
   *
   * @param artifact a schedule that can be read
   * @param out where the drawing goes
   * @return the value of an {@link ExitCode}
   * @throws IllegalArgumentException if an event can not happen when its turn comes
   */
  @Override
  public Integer apply(Path artifact, PrintWriter out) {
    try {
      return of(ScheduleFile.read(artifact), out).value();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ArtifactFormatException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * Replays a schedule.
   *
   * @throws IllegalArgumentException if an event can not happen when its turn comes
   */
  static ExitCode of(Schedule schedule, PrintWriter out) {
    out.print(SpaceTimeDiagram.of(schedule));
    Map<Anomaly, List<Finding>> anomalies =
        new DeliveryChecker().check(HistoryRecorder.historyOf(schedule)).anomalies();
    if (anomalies.isEmpty()) {
      out.println("No anomaly.");
      return ExitCode.HOLDS;
    }
    anomalies.forEach(
        (anomaly, findings) ->
            findings.forEach(finding -> out.println(anomaly + ": " + finding.explanation())));
    return ExitCode.VIOLATED;
  }
}
