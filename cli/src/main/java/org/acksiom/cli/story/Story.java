package org.acksiom.cli.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.acksiom.conformance.Divergence;
import org.acksiom.conformance.Following;
import org.acksiom.impl.core.Broker;
import org.acksiom.impl.core.Consumer;
import org.acksiom.impl.core.ErrorCode;
import org.acksiom.impl.core.FetchResponse;
import org.acksiom.impl.core.Log;
import org.acksiom.impl.core.PartitionState;
import org.acksiom.impl.core.ProduceRequest;
import org.acksiom.impl.core.ProduceResponse;
import org.acksiom.impl.core.Result;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.Trace;
import org.acksiom.modelcheck.TraceState;
import org.acksiom.specs.Acks;

/** A schedule in words: a sentence for each step, and one for the ending. */
public final class Story {
  /**
   * One step.
   *
   * @param event what happens
   * @param before the state in which it happens
   * @param after the state to which it leads
   * @param sentence what happens, in words
   */
  public record Step(Event event, Cluster before, Cluster after, String sentence) {}

  private Story() {}

  /**
   * A behaviour of the specification in words: a sentence for each step, and one for the ending.
   *
   * <p>The words come from the implementation. Where it can't follow, there are only the names of
   * the specification's actions: what is possible is the specification's to say.
   */
  public static List<String> of(Trace behaviour, Setup setup) {
    try {
      Schedule schedule = Following.follow(behaviour, setup);
      List<String> story = new ArrayList<>();
      of(schedule).forEach(step -> story.add(step.sentence()));
      story.add(ending(schedule.run()));
      return story;
    } catch (Divergence divergence) {
      return behaviour.states().stream().skip(1).map(TraceState::action).toList();
    }
  }

  /** The steps of a schedule, run on the implementation. */
  public static List<Step> of(Schedule schedule) {
    List<Step> steps = new ArrayList<>();
    schedule.run(
        new Schedule.Observer() {
          private Cluster before;

          @Override
          public void begun(Cluster initial) {
            before = initial.copy();
          }

          @Override
          public void happened(Event event, Cluster now) {
            Cluster after = now.copy();
            steps.add(new Step(event, before, after, sentence(event, before, after)));
            before = after;
          }
        });
    return steps;
  }

  private static String sentence(Event event, Cluster before, Cluster after) {
    int b = event.first();
    return switch (event.action()) {
      case PRODUCER_SENDS -> sends(before, after);
      case PRODUCER_RECEIVES -> receives(b, before);
      case PRODUCER_GIVES_UP ->
          "The producer gives record " + b + " up: delivery.timeout.ms is over, the send fails.";
      case PRODUCER_REFRESHES_METADATA ->
          "The producer hears that broker " + after.producer().metadata() + " leads.";
      case CONNECTION_BREAKS -> breaks(event, before);
      case LEADER_APPENDS -> {
        int record = before.router().requests(b).get(0).record();
        yield "Broker %d appends record %d at offset %d; its log is %s."
            .formatted(b, record, before.broker(b).log().endOffset(), log(after, b));
      }
      case LEADER_RECOGNISES_DUPLICATE ->
          "Broker %d recognises record %d, which it has, and appends nothing."
              .formatted(b, before.router().requests(b).get(0).record());
      case BROKER_REJECTS -> rejects(b, before, after);
      case LATE_REQUEST_ARRIVES -> arrivesLate(event, before, after);
      case LEADER_ACKNOWLEDGES -> acknowledges(b, before, after);
      case CONSUMER_READS -> reads(b, before, after);
      case LEADER_ANSWERS_FETCH -> answersFetch(event, before, after);
      case FOLLOWER_RECEIVES -> followerReceives(b, before, after);
      case LEADER_EXPANDS_ISR ->
          "Broker %d asks the controller to take broker %d into the ISR."
              .formatted(b, event.second());
      case LEADER_SHRINKS_ISR ->
          "Broker %d has not heard from broker %d for replica.lag.time.max.ms and asks the controller to take it out of the ISR."
              .formatted(b, event.second());
      case BROKER_LEARNS -> learns(b, before, after);
      case BROKER_CRASHES -> crashes(event, after);
      case BROKER_RESTARTS ->
          "Broker %d comes back with the log %s%s"
              .formatted(b, log(after, b), election(before, after));
      case CONTROLLER_ALTERS_PARTITION ->
          "The controller agrees with broker %d: the ISR is %s."
              .formatted(b, after.controller().partition().isr());
      case CONTROLLER_REFUSES ->
          "The controller refuses the ISR %s that broker %d asks for: a member is not eligible."
              .formatted(before.broker(b).pendingIsr().orElseThrow(), b);
      case CONTROLLER_FENCES ->
          (before.isFault(event)
                  ? "The controller is cut off from broker %d, which still runs, and fences it%s"
                  : "The controller fences broker %d%s")
              .formatted(b, election(before, after));
      case CONTROLLER_UNFENCES ->
          "The controller reaches broker %d again%s".formatted(b, election(before, after));
    };
  }

  private static String sends(Cluster before, Cluster after) {
    int record = before.producer().queue().get(0);
    boolean again = before.producer().batch(record).attempts() > 0;
    return "The producer sends record %d%s to broker %d%s."
            .formatted(
                record,
                again ? " again" : "",
                before.producer().metadata(),
                before.setup().settings().acks() == Acks.NONE ? ", and holds that for done" : "")
        + (after.producer().producerEpoch() > before.producer().producerEpoch()
            ? " It has bumped its epoch."
            : "");
  }

  private static String receives(int b, Cluster before) {
    ProduceResponse response = before.router().responses(b).get(0);
    return response.error() == ErrorCode.NONE
        ? "The producer is told: record %d is acknowledged at offset %d."
            .formatted(response.record(), response.offset())
        : "The producer is told of %s for record %d%s."
            .formatted(response.error(), response.record(), failure(before));
  }

  private static String failure(Cluster cluster) {
    return cluster.setup().settings().retries() ? " and will send it again" : ": the send fails";
  }

  private static String breaks(Event event, Cluster before) {
    int b = event.first();
    List<ProduceRequest> requests = before.router().requests(b);
    StringBuilder sentence =
        new StringBuilder("The connection to broker " + b + " breaks, or its answer is late");
    String arriving = records(requests.subList(0, event.second()));
    String lost = records(requests.subList(event.second(), requests.size()));
    String answered =
        before.router().responses(b).stream()
            .map(response -> Integer.toString(response.record()))
            .collect(Collectors.joining(" and "));
    if (!arriving.isEmpty()) {
      sentence.append("; the request of record ").append(arriving).append(" will still arrive");
    }
    if (!lost.isEmpty()) {
      sentence.append("; the request of record ").append(lost).append(" is lost");
    }
    if (!answered.isEmpty()) {
      sentence.append("; the answer for record ").append(answered).append(" is lost");
    }
    before
        .broker(b)
        .waiting()
        .ifPresent(
            w -> sentence.append("; nobody will hear the answer for record ").append(w.record()));
    if (!before.producer().inFlight(b).isEmpty()) {
      sentence.append(
          before.setup().settings().retries()
              ? "; the producer will send again"
              : "; the sends in flight fail");
    }
    return sentence.append('.').toString();
  }

  private static String records(List<ProduceRequest> requests) {
    return requests.stream()
        .map(request -> Integer.toString(request.record()))
        .collect(Collectors.joining(" and "));
  }

  private static String rejects(int b, Cluster before, Cluster after) {
    int record = before.router().requests(b).get(0).record();
    List<ProduceResponse> responses = after.router().responses(b);
    return responses.isEmpty()
        ? "Broker %d does not accept record %d and closes the connection.".formatted(b, record)
        : "Broker %d does not accept record %d: %s."
            .formatted(b, record, responses.get(responses.size() - 1).error());
  }

  private static String arrivesLate(Event event, Cluster before, Cluster after) {
    int b = event.first();
    int record = before.router().late(b).get(event.second() - 1).get(0).record();
    boolean appended = after.broker(b).log().endOffset() > before.broker(b).log().endOffset();
    return "The late request of record %d arrives at broker %d, which %s."
        .formatted(
            record,
            b,
            appended
                ? "appends it at offset %d; its log is %s"
                    .formatted(before.broker(b).log().endOffset(), log(after, b))
                : "appends nothing");
  }

  private static String acknowledges(int b, Cluster before, Cluster after) {
    List<ProduceResponse> responses = after.router().responses(b);
    ProduceResponse response = responses.get(responses.size() - 1);
    return response.error() == ErrorCode.NONE
        ? lacking(before, b, response)
            .map(
                lacks ->
                    "Broker %d acknowledges record %d, though %s in the ISR lacks it."
                        .formatted(b, response.record(), lacks))
            .orElse(
                "The ISR has record %d: broker %d acknowledges it.".formatted(response.record(), b))
        : "Broker %d answers %s for record %d: the ISR is only %s."
            .formatted(b, response.error(), response.record(), before.broker(b).view().isr());
  }

  /**
   * Who in a leader's ISR does not have what it acknowledges: said of the logs, not of the rule.
   */
  static Optional<String> lacking(Cluster cluster, int leader, ProduceResponse response) {
    return cluster.brokers().stream()
        .filter(broker -> cluster.broker(leader).view().isr().contains(broker.id()))
        .filter(
            broker ->
                broker.log().endOffset() <= response.offset()
                    || broker.log().entry(response.offset()).record() != response.record())
        .map(broker -> "broker " + broker.id())
        .findFirst();
  }

  private static String reads(int leader, Cluster before, Cluster after) {
    int had = before.consumer().reads().size();
    List<Consumer.Read> reads =
        after.consumer().reads().subList(had, after.consumer().reads().size());
    return "The consumer reads from broker %d: %s."
        .formatted(
            leader,
            reads.stream()
                .map(read -> "record " + read.record() + " at offset " + read.offset())
                .collect(Collectors.joining(", ")));
  }

  private static String answersFetch(Event event, Cluster before, Cluster after) {
    int l = event.first();
    int f = event.second();
    boolean advanced = after.broker(l).highWatermark() > before.broker(l).highWatermark();
    String news = advanced ? "; the high watermark is " + after.broker(l).highWatermark() : "";
    String learnt =
        "Broker %d hears that broker %d has %d of its log%s"
            .formatted(l, f, before.broker(f).log().endOffset(), news);
    return after
        .router()
        .fetchResponse(f)
        .map(
            response ->
                response instanceof FetchResponse.Records records
                    ? learnt
                        + (records.entries().isEmpty()
                            ? ", and tells it the high watermark that it had."
                            : ", and sends it record "
                                + records.entries().stream()
                                    .map(entry -> Integer.toString(entry.record()))
                                    .collect(Collectors.joining(" and "))
                                + ".")
                    : "Broker %d tells broker %d where its log leaves its own.".formatted(l, f))
        .orElse(learnt + ".");
  }

  private static String followerReceives(int f, Cluster before, Cluster after) {
    int had = before.broker(f).log().endOffset();
    int has = after.broker(f).log().endOffset();
    if (has < had) {
      return "Broker %d truncates; its log is %s.".formatted(f, log(after, f));
    }
    return has > had
        ? "Broker %d appends what broker %d sent; its log is %s."
            .formatted(f, before.broker(f).view().leader(), log(after, f))
        : "Broker %d hears that the high watermark is %d."
            .formatted(f, after.broker(f).highWatermark());
  }

  private static String learns(int b, Cluster before, Cluster after) {
    String told =
        before.broker(b).waiting().isPresent() && after.broker(b).waiting().isEmpty()
            ? " and answers NOT_LEADER_OR_FOLLOWER for record "
                + before.broker(b).waiting().get().record()
            : "";
    return "Broker %d hears of leader %s and ISR %s%s."
        .formatted(b, leader(after), after.controller().partition().isr(), told);
  }

  private static String crashes(Event event, Cluster after) {
    int b = event.first();
    return event.second() == 0
        ? "Broker " + b + " crashes; its log stays."
        : "Broker %d crashes and loses what was not flushed; its log is %s."
            .formatted(b, log(after, b));
  }

  /** What the controller decides when brokers come and go, with the end of the sentence. */
  private static String election(Cluster before, Cluster after) {
    PartitionState was = before.controller().partition();
    PartitionState is = after.controller().partition();
    if (was.equals(is)) {
      return ".";
    }
    boolean unclean =
        is.leader() != was.leader()
            && is.leader() != PartitionState.NO_LEADER
            && !was.isr().contains(is.leader())
            && !before.controller().elr().contains(is.leader());
    return ": leader %s, ISR %s%s."
        .formatted(
            leader(after),
            is.isr(),
            unclean ? "; the leader was not in the ISR: an unclean election" : "");
  }

  private static String leader(Cluster cluster) {
    return cluster.leader() == 0 ? "none" : Integer.toString(cluster.leader());
  }

  /** A broker's log as the records in it: {@code [1 2]}. */
  static String log(Cluster cluster, int b) {
    Log log = cluster.broker(b).log();
    return IntStream.range(0, log.endOffset())
        .mapToObj(offset -> Integer.toString(log.entry(offset).record()))
        .collect(Collectors.joining(" ", "[", "]"));
  }

  /** What every party has at the end of a schedule. */
  public static String ending(Cluster end) {
    List<String> told = new ArrayList<>();
    for (int record = 1; record <= end.producer().records(); record++) {
      told.add("record " + record + " " + told(end.producer().result(record)));
    }
    String logs =
        end.brokers().stream()
            .map(Broker::id)
            .map(id -> "broker " + id + " " + log(end, id))
            .collect(Collectors.joining(", "));
    return "Told: %s. %s: %s."
        .formatted(
            String.join(", ", told),
            end.isSettled() ? "Final log, settled" : "Logs, not settled",
            logs);
  }

  private static String told(Result result) {
    return switch (result.outcome()) {
      case UNKNOWN -> "nothing yet";
      case ACKED -> "acked at offset " + result.offset();
      case COMPLETED -> "completed without a broker's word";
      case FAILED -> "failed";
    };
  }
}
