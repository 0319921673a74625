package org.acksiom.impl.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.acksiom.impl.core.Broker;
import org.acksiom.impl.core.Log;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

/** A follower that fetches truncates to where the logs agree, as the specification defines it. */
class TruncationTest {

  @Provide
  Arbitrary<Walk> walks() {
    return Walk.any();
  }

  @Property(tries = 300)
  void aFetchTruncatesToWhereTheLogsAgree(@ForAll("walks") Walk walk) {
    Cluster cluster = new Cluster(walk.setup());
    for (Event event : walk.schedule().events()) {
      if (event.action() == Action.FOLLOWER_FETCHES) {
        checkFetch(cluster, event);
      }
      cluster.apply(event);
    }
  }

  private static void checkFetch(Cluster before, Event fetch) {
    Broker follower = before.broker(fetch.first());
    Log leaders = before.broker(follower.view().leader()).log();
    int agreed = agreed(follower.log(), leaders);
    Cluster after = before.copy();
    after.apply(fetch);

    if (agreed < follower.log().endOffset()) {
      assertThat(after.broker(fetch.first()).log().from(0))
          .isEqualTo(follower.log().from(0).subList(0, agreed));
    } else {
      assertThat(after.broker(fetch.first()).log()).isEqualTo(leaders);
    }
  }

  /** {@code Agreed} of the specification. */
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
    events.addAll(List.of("BrokerCrashes(2)", "ControllerFences(2)"));
    events.addAll(List.of("ProducerSends", "LeaderAppends(1)"));
    events.addAll(turn(1, 2));
    events.addAll(List.of("ProducerRefreshesMetadata", "ProducerSends", "LeaderAppends(2)"));
    events.addAll(turn(2, 1));
    events.addAll(List.of("ProducerRefreshesMetadata", "ProducerGivesUp(1)"));
    events.addAll(List.of("ProducerSends", "LeaderAppends(1)"));
    events.addAll(turn(1, 2));
    events.add("BrokerRestarts(1)");
    Cluster cluster =
        new Schedule(
                new Setup(
                    Preset.LEADER_ACK_UNCLEAN.settings(), FaultModel.CRASH, new Bounds(2, 2, 1, 4)),
                events.stream().map(Event::parse).toList())
            .run();
    assertThat(epochs(cluster.broker(1).log())).containsExactly(0, 4);
    assertThat(epochs(cluster.broker(2).log())).containsExactly(2);

    checkFetch(cluster, Event.parse("FollowerFetches(1)"));
  }

  private static List<String> turn(int from, int to) {
    return Stream.of(
            "BrokerCrashes(%1$d)",
            "ControllerFences(%1$d)",
            "BrokerRestarts(%2$d)",
            "ControllerElects(%2$d)",
            "BrokerLearns(%2$d)")
        .map(event -> event.formatted(from, to))
        .toList();
  }

  private static List<Integer> epochs(Log log) {
    return log.from(0).stream().map(entry -> entry.leaderEpoch()).toList();
  }
}
