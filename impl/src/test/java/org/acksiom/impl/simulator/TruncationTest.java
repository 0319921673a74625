package org.acksiom.impl.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.acksiom.impl.core.FetchResponse;
import org.acksiom.impl.core.Log;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

/** A follower truncates until its log is the beginning of its leader's, and no further. */
class TruncationTest {

  @Provide
  Arbitrary<Walk> walks() {
    return Walk.any();
  }

  @Property(tries = 300)
  void aFollowerKeepsWhatItSharesWithItsLeaderAndGoesBackWhereTheyPart(@ForAll("walks") Walk walk) {
    Cluster cluster = new Cluster(walk.setup());
    for (Event event : walk.schedule().events()) {
      if (event.action() == Action.FOLLOWER_RECEIVES) {
        checkResponse(cluster, event);
      }
      cluster.apply(event);
    }
  }

  private static void checkResponse(Cluster before, Event receives) {
    Log had = before.broker(receives.first()).log();
    Log leaders = before.broker(before.broker(receives.first()).view().leader()).log();
    int agreed = agreed(had, leaders);
    boolean diverging =
        before.router().fetchResponse(receives.first()).orElseThrow()
            instanceof FetchResponse.Diverging;
    Cluster after = before.copy();
    after.apply(receives);
    Log has = after.broker(receives.first()).log();

    if (diverging) {
      assertThat(has.endOffset()).isBetween(agreed, had.endOffset() - 1);
    } else {
      assertThat(agreed).as("what the logs share").isEqualTo(had.endOffset());
      assertThat(agreed(has, leaders)).isEqualTo(has.endOffset());
    }
  }

  /** How far two logs are the same. */
  private static int agreed(Log a, Log b) {
    int agreed = 0;
    while (agreed < Math.min(a.endOffset(), b.endOffset())
        && a.entry(agreed).leaderEpoch() == b.entry(agreed).leaderEpoch()) {
      agreed++;
    }
    return agreed;
  }

  /** Brokers 1 and 2 lead by turns, each elected while the other one, the whole ISR, is down. */
  @Test
  void leadersByTurnsAgreeOnNothing() {
    List<String> events = new ArrayList<>();
    events.addAll(List.of("BrokerCrashes(2, 0)", "ControllerFences(2, 1)"));
    events.addAll(List.of("ProducerSends", "LeaderAppends(1)"));
    events.addAll(turn(1, 2));
    events.addAll(List.of("ProducerRefreshesMetadata", "ProducerSends", "LeaderAppends(2)"));
    events.addAll(turn(2, 1));
    events.addAll(List.of("ProducerRefreshesMetadata", "ProducerGivesUp(1)"));
    events.addAll(List.of("ProducerSends", "LeaderAppends(1)"));
    events.addAll(turn(1, 2));
    events.add("BrokerRestarts(1, 2)");
    Cluster cluster =
        new Schedule(
                new Setup(
                    Preset.LEADER_ACK_UNCLEAN.settings(), FaultModel.CRASH, new Bounds(2, 2, 1, 4)),
                events.stream().map(Event::parse).toList())
            .run();
    assertThat(epochs(cluster.broker(1).log())).containsExactly(1, 5);
    assertThat(epochs(cluster.broker(2).log())).containsExactly(3);

    List<List<Integer>> logs = new ArrayList<>();
    while (!cluster.broker(1).log().equals(cluster.broker(2).log())) {
      cluster.apply(Event.parse("LeaderAnswersFetch(2, 1)"));
      Event receives = Event.parse("FollowerReceives(1)");
      checkResponse(cluster, receives);
      cluster.apply(receives);
      logs.add(epochs(cluster.broker(1).log()));
    }

    assertThat(logs).containsExactly(List.of(1), List.of(), List.of(3));
  }

  private static List<String> turn(int from, int to) {
    return Stream.of(
            "BrokerCrashes(%1$d, 0)", "ControllerFences(%1$d, 0)", "BrokerRestarts(%2$d, %2$d)")
        .map(event -> event.formatted(from, to))
        .toList();
  }

  private static List<Integer> epochs(Log log) {
    return log.from(0).stream().map(entry -> entry.leaderEpoch()).toList();
  }
}
