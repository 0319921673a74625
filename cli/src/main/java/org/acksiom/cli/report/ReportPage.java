package org.acksiom.cli.report;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acksiom.cli.page.Page;
import org.acksiom.cli.story.Story;
import org.acksiom.cli.story.StoryFigure;
import org.acksiom.conformance.Cell;
import org.acksiom.conformance.KafkaObservation;
import org.acksiom.conformance.Ledger;
import org.acksiom.conformance.Match;
import org.acksiom.conformance.ModelOutcome;
import org.acksiom.conformance.Report;
import org.acksiom.conformance.ReportFiles;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;

/**
 * A report as one page that needs nothing else: the verdict and the matrix first, then each cell
 * with its story, the claims, and where each step is written. All of its text is there without its
 * script.
 */
public final class ReportPage {
  private final Report report;
  private final Path folder;
  private final ActionSources sources = ActionSources.packaged();

  /** The stories by their identifiers: cells of which one includes the other share theirs. */
  private final Map<String, String> stories = new LinkedHashMap<>();

  private final StringBuilder html = new StringBuilder();

  private ReportPage(Report report, Path folder) {
    this.report = report;
    this.folder = folder;
  }

  /**
   * The page's text.
   *
   * @param folder where the report is, for the commands that the page shows
   */
  public static String html(Report report, Path folder) {
    ReportPage page = new ReportPage(report, folder);
    page.write();
    return new Page(
            "Acksiom: what an ack really promises",
            Page.basicStyle() + StoryFigure.style() + Page.resource(ReportPage.class, "report.css"),
            StoryFigure.script() + Page.resource(ReportPage.class, "report.js"),
            page.html.toString())
        .html();
  }

  private void write() {
    appendVerdict();
    html.append("<main>\n<section id=\"matrix\">\n");
    appendFilters();
    html.append(Matrix.of(report));
    appendLegend();
    html.append("</section>\n<section id=\"cells\">\n<h2>Cell by cell</h2>\n");
    for (Cell cell : report.cells()) {
      html.append(CellSection.of(cell, report, story(cell), folder));
    }
    html.append("</section>\n<section id=\"stories\">\n<h2>Stories</h2>\n");
    html.append(StoryFigure.LEGEND);
    stories.forEach((id, story) -> html.append(story));
    html.append("</section>\n");
    appendClaims();
    html.append(sources.section());
    html.append("</main>\n");
    appendFooter();
  }

  // ---- the verdict

  private void appendVerdict() {
    List<String> wrong = report.wrong();
    // that something is missing must not hide what is wrong
    Report.Conclusion conclusion =
        wrong.isEmpty() ? report.conclusion() : Report.Conclusion.MISMATCH;
    html.append("<header class=\"").append(conclusion.name().toLowerCase(Locale.ROOT));
    html.append("\">\n<p class=\"name\">Acksiom: what an ack really promises</p>\n<h1>");
    html.append(Page.escape(headline(conclusion))).append("</h1>\n<p>");
    html.append(Page.escape(details())).append("</p>\n");
    if (!wrong.isEmpty()) {
      html.append("<ul class=\"wrong\">\n");
      report.cells().stream()
          .filter(report::isWrong)
          .forEach(
              cell ->
                  html.append(
                      "<li><a href=\"#%s\">%s</a></li>\n"
                          .formatted(Matrix.id(cell), report.wrong(cell))));
      report
          .wrongBesideCells()
          .forEach(line -> html.append("<li>").append(Page.escape(line)).append("</li>\n"));
      html.append("</ul>\n");
    }
    html.append(sources.untraced());
    report.models().stream()
        .filter(outcome -> outcome.kind() == ModelOutcome.Kind.FAILED)
        .forEach(
            outcome ->
                html.append("<p>Failed: the model ")
                    .append(outcome.model().name())
                    .append("</p>\n"));
    report
        .missing()
        .forEach(
            (scenario, reason) ->
                html.append("<p>Not decided: ")
                    .append(Page.escape(scenario.id() + ": " + reason))
                    .append("</p>\n"));
    html.append("</header>\n");
  }

  private String headline(Report.Conclusion conclusion) {
    int cells = report.cells().size();
    long matching = report.summary().get(Match.MATCH);
    return switch (conclusion) {
      case ALL_MATCH -> "✓ All %d predictions match what was observed".formatted(cells);
      case UNDECIDED ->
          "? %d of %d predictions match, and none is wrong".formatted(matching, cells);
      case MISMATCH ->
          report.cells().stream().anyMatch(report::isWrong)
              ? "✗ Prediction and observation differ"
              : "✗ Something is otherwise than it should be";
      case MISSING -> "? %d predictions match; the report is incomplete".formatted(matching);
    };
  }

  private String details() {
    return String.format(
        Locale.ROOT,
        "What TLC predicts from the specification is compared with what history checkers observe of"
            + " the Java broker and producer%s, within the bounds of the profile %s. %d of %d"
            + " are possible, %d undecided. %.1f s; %d of %d explorations"
            + " of TLC were made before and not again.",
        kafka(),
        report.profile().name(),
        Matrix.possible(report),
        report.cells().size(),
        report.summary().get(Match.UNDECIDED),
        report.elapsedMillis() / 1000.0,
        report.cachedExplorations(),
        report.explorations());
  }

  private String kafka() {
    if (!report.kafka().asked()) {
      return "";
    }
    List<KafkaObservation> given =
        report.cells().stream()
            .filter(cell -> cell.model().faults() == cell.faults())
            .flatMap(cell -> report.kafka(cell).stream())
            .filter(seen -> seen.replays() > 0)
            .toList();
    return " and of Apache Kafka %s, which showed %d of the %d stories that it was given"
        .formatted(
            report.kafka().version(),
            given.stream().filter(KafkaObservation::shown).count(),
            given.size());
  }

  // ---- the matrix

  private void appendFilters() {
    html.append("<form class=\"filters\" hidden=\"hidden\">");
    select("preset", "all presets", report.cells().stream().map(c -> c.preset().id()).distinct());
    select("faults", "all faults", report.cells().stream().map(c -> c.faults().id()).distinct());
    select("anomaly", "all anomalies", report.profile().anomalies().stream().map(Anomaly::name));
    html.append("<label>show <select name=\"kind\"><option value=\"\">everything</option>");
    html.append("<option value=\"possible\">what is possible</option>");
    html.append("<option value=\"mismatch\">mismatches</option>");
    html.append("<option value=\"open\">what is undecided</option></select></label>\n");
    html.append("<button type=\"reset\">clear</button><span class=\"said\" aria-live=\"polite\">");
    html.append("</span><button type=\"button\" class=\"theme\">dark or light</button></form>\n");
  }

  private void select(String name, String all, Stream<String> values) {
    html.append("<label>").append(name).append(" <select name=\"").append(name);
    html.append("\"><option value=\"\">").append(all).append("</option>");
    values.forEach(value -> html.append("<option>").append(value).append("</option>"));
    html.append("</select></label>\n");
  }

  private void appendLegend() {
    html.append("<p class=\"legend\"><span>from above: predicted, simulated");
    html.append(report.kafka().asked() ? ", real Kafka" : "").append("</span>");
    html.append("<span>● possible, observed</span><span>○ impossible, never</span>");
    html.append("<span>? undecided</span>");
    html.append(report.kafka().asked() ? "<span>· not asked</span>" : "");
    html.append("<span>≠ they differ</span><span>in a field, from left to right: ");
    html.append(
        Arrays.stream(FaultModel.values())
            .map(model -> Matrix.initial(model) + " " + model.id())
            .collect(Collectors.joining(", ")));
    html.append("; each includes those before</span></p>\n");
    html.append("<p class=\"keys soft\" hidden=\"hidden\"><kbd>←</kbd> <kbd>→</kbd> <kbd>↑</kbd>");
    html.append(" <kbd>↓</kbd> go through the matrix, <kbd>Enter</kbd> opens a cell,");
    html.append(" <kbd>Esc</kbd> leads back</p>\n");
  }

  // ---- stories

  /** The identifier of a cell's story, which is drawn when it is first asked for. */
  private Optional<String> story(Cell cell) {
    Optional<String> file =
        ReportFiles.simulatedWitness(cell).or(() -> ReportFiles.predictedWitness(cell));
    return file.map(
        name -> {
          String id = "story-" + name.replaceAll(".*/|\\.tlc\\.txt$|\\.json$", "");
          stories.computeIfAbsent(id, any -> draw(id, cell));
          return id;
        });
  }

  private String draw(String id, Cell cell) {
    String heading =
        "<h3>%s, under %s: %s</h3>\n"
            .formatted(cell.preset().id(), cell.model().faults().id(), cell.anomaly().name());
    return "<article id=\"%s\" class=\"story-of\" tabindex=\"-1\">\n".formatted(id)
        + heading
        + told(cell)
        + "</article>\n";
  }

  /** A core that somebody broke may do what can't be drawn: that costs this story, and no other. */
  private String told(Cell cell) {
    try {
      return cell.simulatedWitness()
          .map(schedule -> StoryFigure.of(schedule, sources::link))
          .orElseGet(() -> words(cell));
    } catch (RuntimeException e) {
      return "<p class=\"bad\">This can't be told: " + Page.escape(e.toString()) + "</p>\n";
    }
  }

  /** What TLC found and the implementation does not do: only words. */
  private static String words(Cell cell) {
    Setup setup = new Setup(cell.model().settings(), cell.model().faults(), cell.model().bounds());
    return Story.of(cell.prediction().witness().orElseThrow(), setup).stream()
        .map(sentence -> "<li>" + Page.escape(sentence) + "</li>")
        .collect(Collectors.joining("\n", "<ol>\n", "\n</ol>\n"));
  }

  // ---- the claims

  private void appendClaims() {
    List<Ledger.Entry> decided = report.decidedClaims();
    if (decided.isEmpty()) {
      return;
    }
    html.append("<section id=\"claims\">\n<h2>What is taught, and what is so</h2>\n<table>\n");
    for (Ledger.Entry entry : decided) {
      html.append("<tr><th scope=\"row\">").append(entry.claim().name()).append("</th><td>");
      html.append(Page.escape(entry.claim().sentence())).append("</td><td><strong>");
      html.append(Page.escape(entry.standing().words())).append("</strong><br />when: ");
      html.append(Page.escape(entry.claim().condition()));
      entry
          .evidence()
          .filter(cell -> report.cells().contains(cell))
          .ifPresent(
              cell -> html.append("<br /><a href=\"#%s\">see it</a>".formatted(Matrix.id(cell))));
      html.append("</td></tr>\n");
    }
    html.append("</table>\n</section>\n");
  }

  private void appendFooter() {
    html.append("<footer>\n<p><a href=\"").append(ReportFiles.SPECS);
    html.append("/index.html\">The specifications</a>, typeset, every module and model. ");
    html.append("<a href=\"report.json\">The same as data</a>.</p>\n<p class=\"soft\">");
    html.append(
        Page.escape(
            report.versions().entrySet().stream()
                .map(version -> version.getKey() + " " + version.getValue())
                .collect(Collectors.joining(" · "))));
    html.append(" · seed ").append(report.seed()).append("</p>\n</footer>\n");
  }
}
