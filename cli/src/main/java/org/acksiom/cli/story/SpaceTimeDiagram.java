package org.acksiom.cli.story;

import java.util.Arrays;
import java.util.List;
import org.acksiom.impl.core.ErrorCode;
import org.acksiom.impl.core.ProduceResponse;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.Schedule;

/**
 * A schedule drawn as a space-time diagram (Lamport, 1978): a lane for the clients, each broker and
 * the controller, time downwards, an arrow for each message, and the specification's action beside
 * it. Below it the same in words.
 */
public final class SpaceTimeDiagram {
  private static final int MARGIN = 6;
  private static final int LANE = 12;

  /** Room for what the controller does: the labels there have at most seven letters. */
  private static final int LAST_LANE = 10;

  private static final int COLUMNS = 79;

  /** The producer's lane, and the consumer's, if there is one. */
  private static final int CLIENTS = 0;

  private final int controller;
  private final StringBuilder text = new StringBuilder();

  private SpaceTimeDiagram(int replicas) {
    this.controller = replicas + 1;
  }

  public static String of(Schedule schedule) {
    SpaceTimeDiagram diagram = new SpaceTimeDiagram(schedule.setup().bounds().replicas());
    List<Story.Step> steps = Story.of(schedule);
    Cluster initial = new Cluster(schedule.setup());
    diagram.header(schedule.setup().bounds().consumers() > 0 ? "clients" : "producer");
    diagram.line(diagram.row(initial), "");
    for (int i = 0; i < steps.size(); i++) {
      diagram.step(i + 1, steps.get(i));
    }
    Cluster end = steps.isEmpty() ? initial : steps.get(steps.size() - 1).after();
    diagram.line(diagram.row(end), "");
    diagram.text.append('\n');
    for (int i = 0; i < steps.size(); i++) {
      diagram.paragraph("%3d".formatted(i + 1), steps.get(i).sentence());
    }
    diagram.paragraph("   ", Story.ending(end));
    return diagram.text.toString();
  }

  /** A sentence beside its number, broken into lines. */
  private void paragraph(String number, String sentence) {
    StringBuilder line = new StringBuilder(number).append(' ');
    for (String word : sentence.split(" ")) {
      if (line.length() + 1 + word.length() > COLUMNS) {
        text.append(line).append('\n');
        line.setLength(0);
        line.append("    ");
      }
      line.append(' ').append(word);
    }
    text.append(line).append('\n');
  }

  private void header(String clients) {
    char[] row = blank();
    put(row, MARGIN - 4, clients);
    for (int b = 1; b < controller; b++) {
      put(row, column(b) - 4, "broker " + b);
    }
    put(row, column(controller) - 4, "controller");
    line(row, "");
  }

  private void step(int number, Story.Step step) {
    char[] row = row(step.after());
    put(row, 0, "%3d".formatted(number));
    draw(row, step.event(), step.before(), step.after());
    line(row, step.event().toString());
  }

  private void draw(char[] row, Event event, Cluster before, Cluster after) {
    int b = event.first();
    switch (event.action()) {
      case PRODUCER_SENDS ->
          arrow(row, CLIENTS, before.producer().metadata(), "" + before.producer().queue().get(0));
      case PRODUCER_RECEIVES -> {
        ProduceResponse response = before.router().responses(b).get(0);
        boolean acked = response.error() == ErrorCode.NONE;
        arrow(row, b, CLIENTS, (acked ? "ack " : "error ") + response.record());
      }
      case PRODUCER_GIVES_UP -> at(row, CLIENTS, '✗', "" + b);
      case PRODUCER_REFRESHES_METADATA ->
          arrow(row, controller, CLIENTS, "leader " + after.leader());
      case CONNECTION_BREAKS -> broken(row, CLIENTS, b);
      case LEADER_APPENDS, LEADER_RECOGNISES_DUPLICATE, BROKER_REJECTS ->
          handled(row, event, after);
      case LATE_REQUEST_ARRIVES -> {
        int record = before.router().late(b).get(event.second() - 1).get(0).record();
        arrow(row, CLIENTS, b, "late " + record);
        row[column(CLIENTS)] = '┊';
      }
      case LEADER_ACKNOWLEDGES -> at(row, b, '●', "ready");
      case CONSUMER_READS -> arrow(row, b, CLIENTS, "read");
      case LEADER_ANSWERS_FETCH -> arrow(row, event.second(), b, "");
      case FOLLOWER_RECEIVES -> receives(row, b, before, after);
      case LEADER_EXPANDS_ISR -> arrow(row, b, controller, "ISR+" + event.second());
      case LEADER_SHRINKS_ISR -> arrow(row, b, controller, "ISR-" + event.second());
      case BROKER_LEARNS -> arrow(row, controller, b, "leader " + after.leader());
      case BROKER_CRASHES ->
          at(row, b, '✗', event.second() == 0 ? "crash" : "lost " + event.second());
      case BROKER_RESTARTS -> at(row, b, '●', "up");
      case CONTROLLER_ALTERS_PARTITION -> at(row, controller, '●', "grants");
      case CONTROLLER_REFUSES -> arrow(row, controller, b, "no");
      case CONTROLLER_FENCES -> at(row, controller, '●', "fence " + b);
      case CONTROLLER_UNFENCES -> at(row, controller, '●', "admit " + b);
    }
  }

  /** What a broker does with a request. */
  private void handled(char[] row, Event event, Cluster after) {
    int b = event.first();
    switch (event.action()) {
      case LEADER_APPENDS -> at(row, b, '●', Story.log(after, b));
      case LEADER_RECOGNISES_DUPLICATE -> at(row, b, '●', "known");
      default -> at(row, b, '●', "refused");
    }
  }

  /** The leader's answer arrives at a follower. */
  private static void receives(char[] row, int follower, Cluster before, Cluster after) {
    int leader = before.broker(follower).view().leader();
    arrow(row, leader, follower, "");
    if (leader < follower) { // else the log would be written over the arrow
      put(row, column(follower) + 2, Story.log(after, follower));
    }
  }

  private char[] blank() {
    char[] row = new char[column(controller) + LAST_LANE];
    Arrays.fill(row, ' ');
    return row;
  }

  private char[] row(Cluster cluster) {
    char[] row = blank();
    row[column(CLIENTS)] = '│';
    row[column(controller)] = '│';
    for (int b = 1; b < controller; b++) {
      row[column(b)] = cluster.broker(b).up() ? '│' : ' ';
    }
    return row;
  }

  private static int column(int lane) {
    return MARGIN + lane * LANE;
  }

  private static void arrow(char[] row, int from, int to, String label) {
    int left = Math.min(column(from), column(to));
    int right = Math.max(column(from), column(to));
    for (int i = left + 1; i < right; i++) {
      row[i] = '─';
    }
    row[column(from)] = '●';
    row[to > from ? right - 1 : left + 1] = to > from ? '▶' : '◀';
    if (!label.isEmpty()) {
      String spaced = " " + label + (label.length() < LANE - 4 ? " " : "");
      put(row, to > from ? left + 2 : right - 1 - spaced.length(), spaced);
    }
  }

  private static void broken(char[] row, int from, int to) {
    for (int i = column(from) + 1; i < column(to); i++) {
      row[i] = i % 2 == 0 ? '╌' : ' ';
    }
    row[(column(from) + column(to)) / 2] = '✗';
  }

  private static void at(char[] row, int lane, char mark, String label) {
    row[column(lane)] = mark;
    put(row, column(lane) + 2, label);
  }

  private static void put(char[] row, int column, String label) {
    for (int i = 0; i < label.length() && column + i < row.length; i++) {
      row[column + i] = label.charAt(i);
    }
  }

  private void line(char[] row, String note) {
    text.append((new String(row) + note).stripTrailing()).append('\n');
  }
}
