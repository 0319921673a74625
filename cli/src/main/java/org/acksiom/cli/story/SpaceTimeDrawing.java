package org.acksiom.cli.story;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.acksiom.cli.page.Page;
import org.acksiom.impl.core.Broker;
import org.acksiom.impl.core.ErrorCode;
import org.acksiom.impl.core.Log;
import org.acksiom.impl.core.PartitionState;
import org.acksiom.impl.core.ProduceResponse;
import org.acksiom.impl.core.Result;
import org.acksiom.impl.simulator.Action;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Setup;

/**
 * A story as an SVG of a space-time diagram (Lamport, 1978): a lane for everybody who takes part,
 * time downwards, and an arrow from where a message was sent to where it arrived, which is broken
 * where it was lost. On a broker's lane stands its log whenever it changes; what it has committed
 * is filled.
 */
final class SpaceTimeDrawing {
  /** The height of the names of the lanes, which stay when the rest is scrolled. */
  private static final int HEAD = 24;

  private static final int TOP = 30;
  private static final int ROW = 44;
  private static final int FIRST_LANE = 126;
  private static final int LANE = 148;

  /** Room for what the controller says, on the right of its lane. */
  private static final int CONTROLLER_ROOM = 138;

  private static final int RIGHT = 46;
  private static final int BOX = 17;

  /** A log is cut on the left to so many of its entries. */
  private static final int BOXES_MAX = 6;

  /** How far above its arrival a message starts that is sent in the same step. */
  private static final int INSTANT = 18;

  /** How far a message comes that is lost. */
  private static final double LOST_AT = 0.6;

  private final List<Story.Step> steps;
  private final Cluster initial;
  private final List<Lane> lanes = new ArrayList<>();
  private final int last;
  private final StringBuilder svg = new StringBuilder();

  private SpaceTimeDrawing(Setup setup, List<Story.Step> steps) {
    this.steps = steps;
    this.initial = new Cluster(setup);
    this.last = steps.size();
    lanes.add(Lane.PRODUCER);
    initial.brokers().forEach(broker -> lanes.add(Lane.broker(broker.id())));
    lanes.add(Lane.CONTROLLER);
    if (setup.bounds().consumers() > 0) {
      lanes.add(Lane.CONSUMER);
    }
  }

  /** The drawing, each row of which names its step in {@code data-step}. */
  static String of(Setup setup, List<Story.Step> steps) {
    return new SpaceTimeDrawing(setup, steps).draw();
  }

  private String draw() {
    int width = x(lanes.get(lanes.size() - 1)) + RIGHT;
    if (!lanes.contains(Lane.CONSUMER)) {
      width += CONTROLLER_ROOM - RIGHT;
    }
    int height = y(last + 1) + 10;
    svg.append("<svg class=\"lane-names\" width=\"").append(width).append("\" height=\"");
    svg.append(HEAD).append("\" aria-hidden=\"true\">\n");
    lanes.forEach(lane -> text("lane-name", x(lane), 16, lane.toString()));
    svg.append("</svg>\n<svg class=\"space-time\" viewBox=\"0 0 ").append(width).append(' ');
    svg.append(height).append("\" width=\"").append(width).append("\" height=\"");
    svg.append(height).append("\" role=\"img\" aria-label=\"Space-time diagram of ");
    svg.append(last).append(" steps; the same stands in words beside it.\">\n");
    drawRows(width);
    lanes.forEach(this::drawLane);
    Messages.of(steps).forEach(this::drawMessage);
    drawState(0, initial, null);
    for (int i = 1; i <= last; i++) {
      Story.Step step = steps.get(i - 1);
      drawEvent(i, step);
      drawState(i, step.after(), step.before());
    }
    return svg.append("</svg>\n").toString();
  }

  private void drawRows(int width) {
    for (int i = 1; i <= last; i++) {
      svg.append("<rect class=\"row\" data-step=\"").append(i).append("\" x=\"0\" y=\"");
      svg.append(y(i) - ROW / 2).append("\" width=\"").append(width);
      svg.append("\" height=\"").append(ROW).append("\" />\n");
      text("number", 26, y(i) + 4, "" + i);
    }
  }

  // ---- lanes

  private void drawLane(Lane lane) {
    if (lane.kind() != Lane.Kind.BROKER) {
      line("lane", x(lane), 0, x(lane), y(last + 1));
      return;
    }
    for (int i = 0; i <= last; i++) {
      String life = life(after(i), lane.broker());
      line("lane " + life, x(lane), i == 0 ? 0 : y(i), x(lane), y(i + 1));
    }
  }

  /** What a broker is after a step, as a class of its lane. */
  private static String life(Cluster cluster, int id) {
    Broker broker = cluster.broker(id);
    if (!broker.up()) {
      return "down";
    }
    if (!broker.leads()) {
      return "follows";
    }
    return cluster.leader() == id ? "leads" : "zombie";
  }

  // ---- messages

  private void drawMessage(Message message) {
    double x1 = x(message.from());
    double y1 =
        message.sent() == message.ended() ? y(message.ended()) - INSTANT : y(message.sent());
    double way = message.end() == Message.End.LOST ? LOST_AT : 1;
    double x2 = x1 + (x(message.to()) - x1) * way;
    double y2 = y(message.ended());
    String kind = message.kind().name().toLowerCase(Locale.ROOT);
    String end = message.end().name().toLowerCase(Locale.ROOT).replace('_', '-');
    svg.append("<g class=\"message ").append(kind).append(' ').append(end).append("\">");
    double length = Math.hypot(x2 - x1, y2 - y1);
    double ux = (x2 - x1) / length;
    double uy = (y2 - y1) / length;
    line("way", x1, y1, x2 - ux * 4, y2 - uy * 4);
    if (message.end() == Message.End.LOST) {
      line("stop", x2 - uy * 7, y2 + ux * 7, x2 + uy * 7, y2 - ux * 7);
    } else if (message.end() == Message.End.ARRIVED) {
      svg.append("<path class=\"head\" d=\"M").append(at(x2)).append(' ').append(at(y2));
      svg.append('L').append(at(x2 - ux * 9 - uy * 4)).append(' ');
      svg.append(at(y2 - uy * 9 + ux * 4)).append('L').append(at(x2 - ux * 9 + uy * 4));
      svg.append(' ').append(at(y2 - uy * 9 - ux * 4)).append("Z\" />");
    }
    if (!message.label().isEmpty()) {
      // near the sender, where arrows to other lanes have not begun to cross
      double share = Math.min(0.5, LANE / 2.0 / length);
      text("label", x1 + (x2 - x1) * share, y1 + (y2 - y1) * share - 4, message.label());
    }
    svg.append("</g>\n");
  }

  // ---- what happens on a lane

  private void drawEvent(int i, Story.Step step) {
    int b = step.event().first();
    int second = step.event().second();
    String words =
        switch (step.event().action()) {
          case BROKER_CRASHES -> second == 0 ? "crashes" : "crashes, loses " + second;
          case BROKER_RESTARTS -> "restarts";
          case LEADER_RECOGNISES_DUPLICATE -> "knows it";
          case BROKER_REJECTS -> "refuses";
          case LEADER_ACKNOWLEDGES -> acknowledges(step.after(), b);
          case LEADER_SHRINKS_ISR -> "misses " + second;
          case CONTROLLER_FENCES ->
              step.before().isFault(step.event()) ? "cut off, fences " + b : "fences " + b;
          case CONTROLLER_UNFENCES -> "admits " + b;
          case CONTROLLER_ALTERS_PARTITION -> "grants";
          default -> "";
        };
    Lane lane = actor(step);
    boolean fault = step.before().isFault(step.event());
    if (fault) {
      text("cross", x(lane), y(i) + 6, "✗");
    } else {
      dot(i, lane);
    }
    if (!words.isEmpty()) {
      text(fault ? "note fault" : "note", x(lane) + 9, y(i) - 7, words);
    }
    drawResults(i, step);
  }

  private static String acknowledges(Cluster after, int broker) {
    List<ProduceResponse> responses = after.router().responses(broker);
    ProduceResponse response = responses.get(responses.size() - 1);
    if (response.error() != ErrorCode.NONE) {
      return "ISR too small";
    }
    return Story.lacking(after, broker, response)
        .map(lacks -> lacks + " lacks it")
        .orElse("ISR has it");
  }

  /** What the producer has made of its records; several can fail at once. */
  private void drawResults(int i, Story.Step step) {
    Map<Result.Outcome, List<String>> changed = new EnumMap<>(Result.Outcome.class);
    for (int record = 1; record <= step.after().producer().records(); record++) {
      Result is = step.after().producer().result(record);
      if (!is.equals(step.before().producer().result(record))) {
        changed.computeIfAbsent(is.outcome(), any -> new ArrayList<>()).add("" + record);
      }
    }
    changed.forEach(
        (outcome, records) -> {
          String word = outcome.name().toLowerCase(Locale.ROOT);
          String all = String.join(",", records) + " " + word;
          text("result " + word, x(Lane.PRODUCER) - 9, y(i) + 4, all);
        });
  }

  /** Whose step it is. */
  private static Lane actor(Story.Step step) {
    Action action = step.event().action();
    return switch (action) {
      case PRODUCER_SENDS,
          PRODUCER_RECEIVES,
          PRODUCER_GIVES_UP,
          PRODUCER_REFRESHES_METADATA,
          CONNECTION_BREAKS ->
          Lane.PRODUCER;
      case CONTROLLER_ALTERS_PARTITION,
          CONTROLLER_REFUSES,
          CONTROLLER_FENCES,
          CONTROLLER_UNFENCES ->
          Lane.CONTROLLER;
      case CONSUMER_READS -> Lane.CONSUMER;
      default -> Lane.broker(step.event().first());
    };
  }

  private void dot(int i, Lane lane) {
    svg.append("<circle class=\"event\" cx=\"").append(x(lane)).append("\" cy=\"");
    svg.append(y(i)).append("\" r=\"4\" />\n");
  }

  // ---- what brokers and controller have

  /** Draws what differs from before the step; all of it if there is no before. */
  private void drawState(int i, Cluster now, Cluster before) {
    for (Broker broker : now.brokers()) {
      Broker was = before == null ? null : before.broker(broker.id());
      boolean changed =
          was == null
              || !was.log().equals(broker.log())
              || was.highWatermark() != broker.highWatermark()
              || was.up() != broker.up();
      if (changed) {
        drawLog(x(Lane.broker(broker.id())) + 8, i == 0 ? 6 : y(i) - 2, broker);
      }
    }
    PartitionState partition = now.controller().partition();
    if (before == null || !before.controller().partition().equals(partition)) {
      int top = i == 0 ? 12 : y(i) + 6;
      text("says", x(Lane.CONTROLLER) + 9, top, leader(partition));
      text("says", x(Lane.CONTROLLER) + 9, top + 12, "ISR " + partition.isr());
    }
  }

  private static String leader(PartitionState partition) {
    return partition.leader() == PartitionState.NO_LEADER
        ? "no leader, epoch " + partition.leaderEpoch()
        : "leader %d, epoch %d".formatted(partition.leader(), partition.leaderEpoch());
  }

  private void drawLog(int left, int top, Broker broker) {
    Log log = broker.log();
    if (log.endOffset() == 0) {
      text("empty", left + 3, top + 12, "∅");
      return;
    }
    int first = Math.max(0, log.endOffset() - BOXES_MAX);
    if (first > 0) {
      text("empty", left, top - 2, "…");
    }
    for (int offset = first; offset < log.endOffset(); offset++) {
      int x = left + (offset - first) * BOX;
      String state = offset < broker.highWatermark() ? "entry committed" : "entry";
      svg.append("<rect class=\"").append(state).append("\" x=\"").append(x).append("\" y=\"");
      svg.append(top).append("\" width=\"").append(BOX - 1).append("\" height=\"");
      svg.append(BOX - 1).append("\" />");
      text(state, x + (BOX - 1) / 2, top + 12, "" + log.entry(offset).record());
    }
  }

  // ---- shapes

  private Cluster after(int step) {
    return step == 0 ? initial : steps.get(step - 1).after();
  }

  private int x(Lane lane) {
    int index = lanes.indexOf(lane);
    int wide = lane.equals(Lane.CONSUMER) ? CONTROLLER_ROOM - LANE / 2 : 0;
    return FIRST_LANE + index * LANE + wide;
  }

  private static int y(int step) {
    return TOP + step * ROW;
  }

  private void line(String kind, double x1, double y1, double x2, double y2) {
    svg.append("<line class=\"").append(kind).append("\" x1=\"").append(at(x1));
    svg.append("\" y1=\"").append(at(y1)).append("\" x2=\"").append(at(x2));
    svg.append("\" y2=\"").append(at(y2)).append("\" />\n");
  }

  private void text(String kind, double x, double y, String words) {
    svg.append("<text class=\"").append(kind).append("\" x=\"").append(at(x));
    svg.append("\" y=\"").append(at(y)).append("\">").append(Page.escape(words));
    svg.append("</text>\n");
  }

  private static String at(double coordinate) {
    return coordinate == Math.rint(coordinate)
        ? Long.toString((long) coordinate)
        : String.format(Locale.ROOT, "%.1f", coordinate);
  }
}
