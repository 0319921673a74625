package org.acksiom.cli;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.EventScheduler;
import org.acksiom.impl.simulator.HistoryRecorder;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.kafka.replay.Story;
import org.acksiom.kafka.replay.StorySearch;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;

/**
 * The named stories that go beyond the bounds of a model and that a user's settings allow, event by
 * event: what a model rules out within its bounds and such a story has is not impossible.
 */
final class StoriesBeyond {
  /** As many as the longest story needs, and some more; it is found in seconds. */
  private static final long MOST_STATES = 1_000_000;

  private final DeliverySettings settings;
  private final Bounds bounds;
  private final Map<Story, Set<Anomaly>> shown = new EnumMap<>(Story.class);

  /**
   * Nothing is looked for yet.
   *
   * @param settings the user's, as they are in the model
   * @param bounds the model's
   */
  StoriesBeyond(DeliverySettings settings, Bounds bounds) {
    this.settings = settings;
    this.bounds = bounds;
  }

  /** The anomalies that a story has under these faults, each with the first story that has it. */
  Map<Anomaly, Story> under(FaultModel faults) {
    Map<Anomaly, Story> found = new EnumMap<>(Anomaly.class);
    for (Story story : Story.values()) {
      if (faults.includes(story.setup().faults()) && isBeyond(story.setup().bounds())) {
        shown
            .computeIfAbsent(story, this::shows)
            .forEach(anomaly -> found.putIfAbsent(anomaly, story));
      }
    }
    return found;
  }

  /** Whether a model says nothing of it, although it has as many replicas. */
  private boolean isBeyond(Bounds story) {
    return story.replicas() <= bounds.replicas()
        && (story.records() > bounds.records()
            || story.retries() > bounds.retries()
            || story.faults() > bounds.faults());
  }

  /** What the story's events come to under the user's settings; nothing if they can't happen. */
  private Set<Anomaly> shows(Story story) {
    if (!isAlike(story)) {
      return EnumSet.noneOf(Anomaly.class);
    }
    Setup own = new Setup(settings, story.setup().faults(), story.setup().bounds());
    return StorySearch.find(story, MOST_STATES)
        .map(schedule -> new Schedule(own, schedule.events()))
        .filter(StoriesBeyond::canHappen)
        .map(
            schedule ->
                new DeliveryChecker()
                    .check(HistoryRecorder.historyOf(schedule))
                    .anomalies()
                    .keySet())
        .orElseGet(() -> EnumSet.noneOf(Anomaly.class));
  }

  /** The search takes a while: not for settings that differ in what the story is about. */
  private boolean isAlike(Story story) {
    DeliverySettings its = story.setup().settings();
    return its.acks() == settings.acks()
        && its.retries() == settings.retries()
        && its.idempotence() == settings.idempotence();
  }

  private static boolean canHappen(Schedule schedule) {
    EventScheduler scheduler = new EventScheduler(schedule.setup());
    Cluster cluster = new Cluster(schedule.setup());
    for (Event event : schedule.events()) {
      if (!scheduler.enabled(cluster).contains(event)) {
        return false;
      }
      cluster.step(event);
    }
    return cluster.isSettled();
  }
}
