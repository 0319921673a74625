package org.acksiom.cli.story;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.acksiom.cli.page.Page;
import org.acksiom.impl.core.Broker;
import org.acksiom.impl.core.Controller;
import org.acksiom.impl.core.Log;
import org.acksiom.impl.core.PartitionState;
import org.acksiom.impl.core.Producer;
import org.acksiom.impl.core.Result;
import org.acksiom.impl.simulator.Action;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Schedule;

/**
 * A schedule on a page: the drawing, and beside it the same in words, a list item for each step
 * with where it is written and what everybody has afterwards. Without {@link #script} all of it is
 * shown at once; with it a reader goes from step to step.
 */
public final class StoryFigure {
  /** What its signs mean, as HTML. */
  public static final String LEGEND =
      "<p class=\"legend\"><span>time goes down</span><span>thick: leads; thick and dashed:"
          + " leads, but is no longer named; dotted: down</span><span>filled: committed"
          + " (below the high watermark)</span><span>✗ a fault; a broken arrow that ends in a bar: lost</span></p>\n";

  private final Function<Action, String> places;
  private final StringBuilder html = new StringBuilder();

  private StoryFigure(Function<Action, String> places) {
    this.places = places;
  }

  /**
   * The schedule as HTML.
   *
   * @param schedule which can be run to its end
   * @param places where an action is written, as HTML; may be empty
   */
  public static String of(Schedule schedule, Function<Action, String> places) {
    return new StoryFigure(places).draw(schedule);
  }

  /** Its style sheet. */
  public static String style() {
    return Page.resource(StoryFigure.class, "story.css");
  }

  /** Its script. */
  public static String script() {
    return Page.resource(StoryFigure.class, "story.js");
  }

  private String draw(Schedule schedule) {
    List<Story.Step> steps = Story.of(schedule);
    html.append("<div class=\"story\">\n<div class=\"drawing\">\n");
    html.append(SpaceTimeDrawing.of(schedule.setup(), steps));
    html.append("</div>\n<div class=\"telling\">\n<ol>\n");
    for (Story.Step step : steps) {
      append(step);
    }
    Cluster end = steps.isEmpty() ? schedule.run() : steps.get(steps.size() - 1).after();
    html.append("</ol>\n<p class=\"ending\">").append(Page.escape(Story.ending(end)));
    html.append("</p>\n</div>\n</div>\n");
    return html.toString();
  }

  private void append(Story.Step step) {
    boolean fault = step.before().isFault(step.event());
    html.append("<li").append(fault ? " class=\"fault\"" : "").append("><p>");
    html.append(fault ? "<strong class=\"sr\">Fault: </strong>" : "");
    html.append(Page.escape(step.sentence())).append("</p>\n<div class=\"more\">");
    html.append("<p class=\"where\"><code>").append(Page.escape(step.event().toString()));
    html.append("</code> ").append(places.apply(step.event().action())).append("</p>\n");
    appendState(step.after());
    html.append("</div></li>\n");
  }

  /** What everybody has. */
  private void appendState(Cluster cluster) {
    html.append("<table class=\"state\"><thead><tr><th>after it</th><th>is</th><th>epoch</th>");
    html.append("<th>ISR</th><th>log</th><th>HW</th></tr></thead><tbody>");
    for (Broker broker : cluster.brokers()) {
      row(
          "broker " + broker.id(),
          role(broker, cluster),
          broker.up() ? "" + broker.view().leaderEpoch() : "",
          broker.up() ? broker.view().isr().toString() : "",
          log(broker),
          broker.up() ? "" + broker.highWatermark() : "");
    }
    Controller controller = cluster.controller();
    PartitionState partition = controller.partition();
    String names =
        partition.leader() == PartitionState.NO_LEADER
            ? "names no leader"
            : "names broker " + partition.leader();
    String besides =
        (controller.elr().isEmpty() ? "" : "; ELR " + controller.elr())
            + (controller.fenced().isEmpty() ? "" : "; fenced " + controller.fenced());
    row(
        "controller",
        names,
        "" + partition.leaderEpoch(),
        partition.isr().toString(),
        Page.escape(besides.isEmpty() ? "" : besides.substring(2)),
        "");
    html.append("</tbody></table>\n<p class=\"told\">").append(told(cluster.producer()));
    if (!cluster.consumer().reads().isEmpty()) {
      html.append("<br />consumer: read ");
      html.append(
          cluster.consumer().reads().stream()
              .map(read -> "%d at %d".formatted(read.record(), read.offset()))
              .collect(Collectors.joining(", ")));
    }
    html.append("</p>");
  }

  private static String role(Broker broker, Cluster cluster) {
    if (!broker.up()) {
      return "down";
    }
    if (!broker.leads()) {
      return "follower";
    }
    return cluster.leader() == broker.id() ? "leader" : "leader, but no longer named";
  }

  private void row(String name, String is, String epoch, String isr, String log, String mark) {
    html.append("<tr><th>").append(name).append("</th><td>").append(is).append("</td><td>");
    html.append(epoch).append("</td><td>").append(isr).append("</td><td>").append(log);
    html.append("</td><td>").append(mark).append("</td></tr>");
  }

  /** The records with their leader epochs; what is committed is marked, in words, too. */
  private static String log(Broker broker) {
    Log log = broker.log();
    if (log.endOffset() == 0) {
      return "empty";
    }
    StringBuilder entries = new StringBuilder();
    int committed = Math.min(broker.highWatermark(), log.endOffset());
    for (int offset = 0; offset < log.endOffset(); offset++) {
      if (offset == committed) {
        entries.append("<span class=\"sr\"> not committed: </span>");
      }
      entries.append(offset < committed ? "<b>" : "<i>").append(log.entry(offset).record());
      entries.append("<sub title=\"leader epoch\">").append(log.entry(offset).leaderEpoch());
      entries.append("</sub>").append(offset < committed ? "</b>" : "</i>").append(' ');
    }
    return entries.toString().strip();
  }

  private static String told(Producer producer) {
    StringBuilder told = new StringBuilder("producer: ");
    for (int record = 1; record <= producer.records(); record++) {
      Result result = producer.result(record);
      String word =
          switch (result.outcome()) {
            case UNKNOWN ->
                producer.batch(record).attempts() == 0
                    ? "not sent yet"
                    : "sent %s, no word yet".formatted(times(producer.batch(record).attempts()));
            case ACKED -> "acked at offset " + result.offset();
            case COMPLETED, FAILED -> result.outcome().name().toLowerCase(Locale.ROOT);
          };
      told.append(record > 1 ? ", " : "").append("record ").append(record).append(' ');
      told.append(word);
    }
    return told.toString();
  }

  private static String times(int attempts) {
    return switch (attempts) {
      case 1 -> "once";
      case 2 -> "twice";
      default -> attempts + " times";
    };
  }
}
