package org.acksiom.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.acksiom.impl.simulator.Action;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.specs.Preset;

/** Whatever happens, every message of it has a beginning and an end, as the router has it. */
class MessagesTest {
  private static final Set<Action> TAKES_A_REQUEST =
      Set.of(
          Action.LEADER_APPENDS,
          Action.LEADER_RECOGNISES_DUPLICATE,
          Action.BROKER_REJECTS,
          Action.LATE_REQUEST_ARRIVES);

  private Schedule schedule;
  private List<Message> messages;

  private void walk(Preset preset, int replicas, int records, int steps, long seed) {
    schedule = Walks.walk(preset, replicas, records, steps, seed);
    messages = Messages.of(Story.of(schedule));
  }

  private long count(Predicate<Message> which) {
    return messages.stream().filter(which).count();
  }

  private long happened(Set<Action> actions) {
    return schedule.events().stream().filter(event -> actions.contains(event.action())).count();
  }

  private static Predicate<Message> is(Message.Kind kind, Message.End end) {
    return message -> message.kind() == kind && message.end() == end;
  }

  @Property(tries = 400)
  void whatIsSentArrivesOrIsLostOrIsStillWithTheRouter(
      @ForAll Preset preset,
      @ForAll @IntRange(min = 1, max = 4) int replicas,
      @ForAll @IntRange(min = 1, max = 5) int records,
      @ForAll @IntRange(min = 0, max = 150) int steps,
      @ForAll long seed) {
    walk(preset, replicas, records, steps, seed);
    assertThat(count(message -> message.kind() == Message.Kind.REQUEST))
        .isEqualTo(happened(Set.of(Action.PRODUCER_SENDS)));
    assertThat(count(is(Message.Kind.REQUEST, Message.End.ARRIVED)))
        .isEqualTo(happened(TAKES_A_REQUEST));
    assertThat(
            count(
                message ->
                    message.to().equals(Lane.PRODUCER)
                        && message.kind() != Message.Kind.METADATA
                        && message.end() == Message.End.ARRIVED))
        .isEqualTo(happened(Set.of(Action.PRODUCER_RECEIVES)));
    Cluster end = schedule.run();
    long requests = 0;
    long responses = 0;
    long fetches = 0;
    for (int b = 1; b <= replicas; b++) {
      requests += end.router().requests(b).size();
      requests += end.router().late(b).stream().mapToInt(List::size).sum();
      responses += end.router().responses(b).size();
      fetches += end.router().fetchResponse(b).isPresent() ? 1 : 0;
    }
    assertThat(count(is(Message.Kind.REQUEST, Message.End.UNDER_WAY))).isEqualTo(requests);
    assertThat(count(is(Message.Kind.FETCH, Message.End.UNDER_WAY))).isEqualTo(fetches);
    assertThat(
            count(is(Message.Kind.ACK, Message.End.UNDER_WAY))
                + count(is(Message.Kind.ERROR, Message.End.UNDER_WAY)))
        .isEqualTo(responses);
  }

  @Property(tries = 400)
  void nothingArrivesBeforeItWasSentAndAConnectionKeepsOrder(
      @ForAll Preset preset,
      @ForAll @IntRange(min = 1, max = 3) int replicas,
      @ForAll @IntRange(min = 1, max = 5) int records,
      @ForAll @IntRange(min = 0, max = 150) int steps,
      @ForAll long seed) {
    walk(preset, replicas, records, steps, seed);
    int last = schedule.events().size();
    for (Message message : messages) {
      assertThat(message.sent()).isBetween(0, message.ended());
      assertThat(message.ended())
          .isBetween(1, message.end() == Message.End.UNDER_WAY ? last + 1 : last);
    }
    for (int b = 1; b <= replicas; b++) {
      Lane broker = Lane.broker(b);
      assertThat(
              messages.stream()
                  .filter(message -> message.from().equals(broker))
                  .filter(message -> message.to().equals(Lane.PRODUCER))
                  .filter(message -> message.end() == Message.End.ARRIVED))
          .isSortedAccordingTo(Comparator.comparing(Message::sent));
    }
  }
}
