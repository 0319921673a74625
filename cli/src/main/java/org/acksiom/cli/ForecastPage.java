package org.acksiom.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.acksiom.cli.page.Page;
import org.acksiom.cli.report.ActionSources;
import org.acksiom.cli.story.StoryFigure;
import org.acksiom.kafka.settings.Setting;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;

/**
 * A forecast as a page of one file: the answer, the table, every told story drawn, the changes and
 * what they cost, the settings. All of its text is there without its script.
 */
final class ForecastPage {
  private static final String STYLE =
      """
      .yes { color: var(--bad); font-weight: 600; }
      .unsure { color: var(--unsure); }
      summary { cursor: pointer; font-weight: 600; margin: .8rem 0 .3rem; }
      .fix { border-left: 3px solid var(--accent); padding-left: .8rem; margin: .8rem 0; }
      """;

  private final Forbidding forbidding;
  private final Forecast forecast;
  private final ForecastOutline outline;
  private final ActionSources sources = ActionSources.packaged();
  private final StringBuilder html = new StringBuilder();

  private ForecastPage(Forbidding forbidding, boolean all) {
    this.forbidding = forbidding;
    this.forecast = forbidding.forecast();
    this.outline = new ForecastOutline(forbidding, all);
  }

  /**
   * The page's text.
   *
   * @param all whether every story and every remedy is told
   */
  static String html(Forbidding forbidding, boolean all) {
    ForecastPage page = new ForecastPage(forbidding, all);
    page.write();
    return new Page(
            "Acksiom: what these settings promise",
            Page.basicStyle() + StoryFigure.style() + STYLE,
            StoryFigure.script(),
            page.html.toString())
        .html();
  }

  private void write() {
    html.append("<header>\n<p class=\"soft\">Acksiom: what these settings promise</p>\n<h1>");
    html.append(Page.escape(PlainWords.answer(forecast))).append("</h1>\n");
    for (Anomaly anomaly : forbidding.possible()) {
      paragraph(
          "Forbidden, and possible: " + anomaly + "; " + forbidding.ruledOutBy(anomaly) + ".");
    }
    html.append("</header>\n<main>\n");
    writeTable();
    writeStories();
    writeFixes();
    writeSettings();
    html.append("</main>\n");
  }

  private void writeTable() {
    List<FaultModel> columns = forecast.decided();
    html.append("<h2>What can happen</h2>\n<table><thead><tr><th>anomaly</th><th>meaning</th>");
    columns.forEach(faults -> html.append("<th>").append(faults.id()).append("</th>"));
    html.append("</tr></thead><tbody>\n");
    for (Anomaly anomaly : PlainWords.BY_GRAVITY) {
      if (columns.stream().anyMatch(faults -> forecast.prediction(faults, anomaly).isPresent())) {
        html.append("<tr><td>").append(anomaly).append("</td><td>");
        html.append(Page.escape(PlainWords.sentence(anomaly))).append("</td>");
        columns.forEach(faults -> html.append(cell(faults, anomaly)));
        html.append("</tr>\n");
      }
    }
    html.append("</tbody></table>\n");
  }

  private String cell(FaultModel faults, Anomaly anomaly) {
    return switch (forecast.verdict(faults, anomaly)) {
      case POSSIBLE -> "<td class=\"yes\">possible</td>";
      case IMPOSSIBLE ->
          forecast.beyond(faults, anomaly).isPresent()
              ? "<td class=\"yes\">beyond the bounds</td>"
              : "<td class=\"soft\">impossible</td>";
      case UNDECIDED -> "<td class=\"unsure\">undecided</td>";
    };
  }

  /** Only the first is open: the keys step through what can be seen. */
  private void writeStories() {
    List<ForecastOutline.Told> stories = outline.stories();
    if (stories.isEmpty()) {
      return;
    }
    html.append("<h2>Why</h2>\n").append(StoryFigure.LEGEND);
    boolean first = true;
    for (ForecastOutline.Told told : stories) {
      html.append("<details").append(first ? " open=\"open\"" : "").append("><summary>");
      html.append(told.anomaly()).append(": ").append(Page.escape(told.headline()));
      html.append("</summary>\n");
      html.append(
          told.story()
              .schedule()
              .map(schedule -> StoryFigure.of(schedule, sources::lines))
              .orElseGet(() -> list(told.story().sentences())));
      html.append("</details>\n");
      first = false;
    }
  }

  private static String list(List<String> sentences) {
    return sentences.stream()
        .map(sentence -> "<li>" + Page.escape(sentence) + "</li>\n")
        .collect(Collectors.joining("", "<ol>\n", "</ol>\n"));
  }

  private void writeFixes() {
    if (!outline.searched()) {
      return;
    }
    html.append("<h2>").append(outline.fixHeading()).append("</h2>\n");
    for (ForecastOutline.Fix fix : outline.fixes()) {
      html.append("<div class=\"fix\">\n");
      fix.settings()
          .forEach(
              setting ->
                  html.append("<p><code>").append(Page.escape(setting)).append("</code></p>\n"));
      paragraph("Rules out " + fix.rulesOut() + ".");
      fix.costs().forEach(cost -> paragraph("Costs: " + cost + "."));
      html.append("</div>\n");
    }
    outline.hopeless().forEach(this::paragraph);
  }

  private void writeSettings() {
    html.append("<h2>Settings, with the defaults of Kafka ");
    html.append(forecast.settings().version()).append("</h2>\n<table><thead><tr><th>name</th>");
    html.append("<th>value</th><th>from</th></tr></thead><tbody>\n");
    for (Setting setting : forecast.settings().settings()) {
      html.append("<tr><td><code>").append(Page.escape(setting.name())).append("</code></td><td>");
      html.append(Page.escape(setting.value())).append("</td><td>");
      html.append(Page.escape(setting.origin().toString())).append("</td></tr>\n");
    }
    html.append("</tbody></table>\n");
    forecast.settings().notes().forEach(note -> paragraph("Note: " + note));
    paragraph(PlainWords.bounds(forecast));
  }

  private void paragraph(String text) {
    html.append("<p>").append(Page.escape(text)).append("</p>\n");
  }
}
