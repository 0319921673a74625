package org.acksiom.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.acksiom.cli.story.Story;
import org.acksiom.conformance.Divergence;
import org.acksiom.conformance.Following;
import org.acksiom.impl.simulator.HistoryRecorder;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.modelcheck.Trace;
import org.acksiom.modelcheck.TraceState;
import org.acksiom.specs.Anomaly;

/**
 * How an anomaly happens, and what else happens on the way.
 *
 * @param sentences one for each step, and one for the ending
 * @param shows every anomaly that the history checkers find in this run; none if it can't be run
 * @param schedule the run; empty where the implementation can't follow the specification
 */
record ShortestStory(List<String> sentences, Set<Anomaly> shows, Optional<Schedule> schedule) {

  /**
   * The story of a behaviour of the specification.
   *
   * <p>The words come from the implementation. Where it can't follow, there are only the names of
   * the specification's actions: what is possible is the specification's to say.
   */
  static ShortestStory of(Trace behaviour, Setup setup) {
    try {
      Schedule schedule = Following.follow(behaviour, setup);
      Set<Anomaly> shows = EnumSet.noneOf(Anomaly.class);
      shows.addAll(
          new DeliveryChecker().check(HistoryRecorder.historyOf(schedule)).anomalies().keySet());
      List<String> sentences = new ArrayList<>();
      Story.of(schedule).forEach(step -> sentences.add(step.sentence()));
      sentences.add(Story.ending(schedule.run()));
      return new ShortestStory(sentences, shows, Optional.of(schedule));
    } catch (Divergence divergence) {
      return new ShortestStory(
          behaviour.states().stream().skip(1).map(TraceState::action).toList(),
          Set.of(),
          Optional.empty());
    }
  }
}
