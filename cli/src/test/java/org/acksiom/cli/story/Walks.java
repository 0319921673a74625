package org.acksiom.cli.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.EventScheduler;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/** Schedules at random. */
final class Walks {
  private Walks() {}

  /**
   * One that can be run, with every kind of fault and a consumer.
   *
   * @param steps at most; fewer if nothing can happen any more
   */
  static Schedule walk(Preset preset, int replicas, int records, int steps, long seed) {
    Setup setup =
        new Setup(preset.settings(), FaultModel.DISK, new Bounds(replicas, records, 3, 6, 1));
    Random random = new Random(seed);
    EventScheduler scheduler = new EventScheduler(setup);
    Cluster cluster = new Cluster(setup);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      List<Event> enabled = scheduler.enabled(cluster);
      if (enabled.isEmpty()) {
        break;
      }
      Event next = enabled.get(random.nextInt(enabled.size()));
      cluster.apply(next);
      events.add(next);
    }
    return new Schedule(setup, events);
  }
}
