package org.acksiom.cli.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.acksiom.cli.page.Page;
import org.acksiom.conformance.Cell;
import org.acksiom.conformance.KafkaObservation;
import org.acksiom.conformance.Match;
import org.acksiom.conformance.Profile;
import org.acksiom.conformance.Report;
import org.acksiom.conformance.ReportFiles;
import org.acksiom.conformance.Verdict;

/** What was found out of one cell, in words, with a link to its story. */
final class CellSection {
  private final Cell cell;
  private final Report report;
  private final Path folder;
  private final StringBuilder html = new StringBuilder();

  private CellSection(Cell cell, Report report, Path folder) {
    this.cell = cell;
    this.report = report;
    this.folder = folder;
  }

  /**
   * The section as HTML.
   *
   * @param story the identifier of its story on the page, if it has one
   * @param folder where the report is, for the commands
   */
  static String of(Cell cell, Report report, Optional<String> story, Path folder) {
    return new CellSection(cell, report, folder).html(story);
  }

  private String html(Optional<String> story) {
    html.append("<section class=\"cell\" id=\"").append(Matrix.id(cell)).append('"');
    story.ifPresent(id -> html.append(" data-story=\"").append(id).append('"'));
    html.append(" tabindex=\"-1\">\n<h3>").append(cell.preset().id()).append(" · ");
    html.append(cell.faults().id()).append(" · ").append(cell.anomaly().name());
    html.append("</h3>\n<p class=\"answer\">").append(answer()).append("</p>\n");
    html.append("<table class=\"witnesses\"><tbody>\n");
    row("predicted", Mark.predicted(cell), predicted());
    row("simulated", Mark.simulated(cell), simulated());
    if (report.kafka().asked()) {
      row("real Kafka", Mark.kafka(cell, report), kafka());
    }
    html.append("</tbody></table>\n");
    if (cell.prediction().verdict() == Verdict.POSSIBLE) {
      html.append("<p><strong>What rules it out</strong> under these faults: ");
      html.append(alternatives()).append(".</p>\n");
    }
    commands();
    story.ifPresent(
        id ->
            html.append("<p class=\"to-story\"><a href=\"#")
                .append(id)
                .append("\">The story, step by step</a></p>\n"));
    return html.append("</section>\n").toString();
  }

  /** The match in a sentence. */
  private String answer() {
    String meaning = "a record that is " + cell.anomaly().meaning();
    switch (cell.anomaly()) {
      case DIVERGENT_OFFSET, NONMONOTONIC_READ, SKIPPED_READ -> meaning = cell.anomaly().meaning();
      default -> {} // the others are said of a record
    }
    String sentence =
        switch (cell.match()) {
          case MATCH ->
              cell.prediction().verdict() == Verdict.POSSIBLE
                  ? "<strong>Possible</strong>, and so it happens: "
                  : "<strong>Impossible</strong>, and never seen: ";
          case UNSOUND -> "<strong class=\"bad\">UNSOUND</strong>: impossible, and yet observed: ";
          case INCOMPLETE ->
              "<strong class=\"bad\">INCOMPLETE</strong>: possible, and never observed: ";
          case UNDECIDED -> "<strong>UNDECIDED</strong>, a budget ran out: ";
        };
    String contradicted =
        report.contradictedByKafka(cell)
            ? " <strong class=\"bad\">Real Kafka shows it all the same.</strong>"
            : "";
    return sentence + Page.escape(meaning) + "." + contradicted;
  }

  private void row(String who, Mark mark, String words) {
    html.append("<tr><th scope=\"row\">").append(who).append("</th><td aria-hidden=\"true\">");
    html.append(mark.sign()).append("</td><td>").append(words).append("</td></tr>\n");
  }

  private String predicted() {
    String bounds =
        cell.model().bounds().byName().entrySet().stream()
            .filter(bound -> bound.getValue() > 0)
            .map(bound -> counted(bound.getValue(), bound.getKey()))
            .collect(Collectors.joining(", "));
    return Page.escape(
        String.format(
            Locale.ROOT,
            "%s by TLC: %,d distinct states to depth %d%s; within %s (model %s)",
            cell.prediction().verdict().name().toLowerCase(Locale.ROOT),
            cell.prediction().distinctStates(),
            cell.prediction().depth(),
            cell.prediction().cached() ? ", explored before" : "",
            bounds,
            cell.exploration()));
  }

  private static String counted(int number, String plural) {
    String one = plural.endsWith("ies") ? "retry" : plural.substring(0, plural.length() - 1);
    return number + " " + (number == 1 ? one : plural);
  }

  private String simulated() {
    return Page.escape(
        String.format(
            Locale.ROOT,
            "%s by the history checkers: %,d states of the Java broker and producer%s, %,d random runs",
            cell.observed() ? "observed" : "never observed",
            cell.observation().distinctStates(),
            cell.observation().exhaustive() ? ", which are all" : " before the budget ran out",
            cell.observation().runs()));
  }

  private String kafka() {
    Optional<KafkaObservation> seen = report.kafka(cell);
    if (seen.isEmpty()) {
      return "not asked";
    }
    String version = "Kafka " + report.kafka().version() + ": ";
    KafkaObservation it = seen.get();
    String runs =
        it.replays() > 0
            ? "shown in %d of %d replays of the story below"
                .formatted(it.reproduced(), it.replays())
            : (it.observed() ? "seen" : "never seen") + " in %d runs".formatted(it.runs());
    String parted = it.parted().isEmpty() ? "" : "; it parted at " + String.join("; ", it.parted());
    return Page.escape(version + runs + parted)
        + it.witness()
            .map(w -> "; <a href=\"" + Page.escape(w) + "\">a history that shows it</a>")
            .orElse("");
  }

  private String alternatives() {
    List<Alternatives.Alternative> all = Alternatives.to(cell, report);
    if (all.isEmpty()) {
      return "none of the presets in this report";
    }
    return all.stream()
        .map(
            one ->
                "<code>"
                    + Page.escape(one.words())
                    + "</code> (as <a href=\"#"
                    + Matrix.id(one.preset(), cell.faults(), cell.anomaly())
                    + "\">"
                    + one.preset().id()
                    + "</a>)")
        .collect(Collectors.joining(", or "));
  }

  private void commands() {
    ReportFiles.simulatedWitness(cell).ifPresent(file -> command("Replay it", replay(file)));
    if (cell.observed() && report.kafka().asked()) {
      command(
          "On real Kafka", replay(ReportFiles.simulatedWitness(cell).orElseThrow()) + " --kafka");
    }
    ReportFiles.predictedWitness(cell).ifPresent(file -> command("As TLC found it", replay(file)));
    String profile = report.profile().name();
    if (cell.match() == Match.UNDECIDED && !report.profile().equals(Profile.DEEP)) {
      command("Decide it", verify("--profile deep"));
    } else if (cell.prediction().verdict() == Verdict.IMPOSSIBLE) {
      command("Check it again", verify("--profile " + profile + " --no-cache"));
    }
  }

  /** Into a folder of its own: a report is not to be replaced by what is asked of one cell. */
  private String verify(String how) {
    return "./acksiom verify %s --preset %s --faults %s --out %s"
        .formatted(how, cell.preset().id(), cell.faults().id(), Matrix.id(cell));
  }

  private String replay(String file) {
    return "./acksiom replay " + quoted(folder.resolve(file).toString());
  }

  /** As a shell reads it. */
  private static String quoted(String word) {
    return word.matches("[\\w./:@%+=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private void command(String what, String command) {
    html.append("<p class=\"command\"><span class=\"soft\">")
        .append(what)
        .append(":</span> <code>");
    html.append(Page.escape(command)).append("</code></p>\n");
  }
}
