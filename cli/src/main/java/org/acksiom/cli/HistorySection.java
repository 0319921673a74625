package org.acksiom.cli;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.acksiom.cli.page.Page;
import org.acksiom.linearizability.Counterexample;
import org.acksiom.linearizability.Shrunk;
import org.acksiom.linearizability.Verdict;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.history.Recording;

/** What was found out of one history, as a section of a {@link HistoryPage}. */
final class HistorySection {
  /** Longer values are cut. */
  private static final int VALUE_CHARS_MAX = 300;

  private static final int STATE_CHARS_MAX = 80;

  /** So many operations at the end of an explanation are told in words. */
  private static final int TOLD_MAX = 5;

  /** Of the operations that a history was shrunk to, so many. */
  private static final int KEPT_MAX = 12;

  private final StringBuilder html = new StringBuilder();
  private final CheckResult result;
  private final Recording recording;
  private int operations;

  private HistorySection(CheckResult result) {
    this.result = result;
    this.recording = result.recording();
  }

  /**
   * The section of a history.
   *
   * @param operationsMax a history of more is drawn in part: what is around the culprit, or else
   *     how it begins
   */
  static HistorySection of(CheckResult result, int operationsMax) {
    HistorySection section = new HistorySection(result);
    section.append(operationsMax);
    return section;
  }

  /** The section of a history that is none. */
  static String unreadable(String name, String reason) {
    return "<section class=\"history\">\n<h2>"
        + escape(name)
        + "</h2>\n<p class=\"UNKNOWN\"><strong>Not read</strong></p>\n<p>"
        + escape(reason)
        + "</p>\n</section>\n";
  }

  /** The section of a history of which there are only words. */
  static String inWords(String name, ExitCode outcome, String text) {
    Verdict verdict =
        switch (outcome) {
          case HOLDS -> Verdict.VALID;
          case VIOLATED -> Verdict.INVALID;
          default -> Verdict.UNKNOWN;
        };
    return "<section class=\"history\">\n<h2>"
        + escape(name)
        + "</h2>\n<p><strong class=\""
        + verdict
        + "\">"
        + escape(text.lines().findFirst().orElse(name))
        + "</strong></p>\n<pre>"
        + escape(text.lines().skip(1).collect(Collectors.joining("\n")))
        + "</pre>\n</section>\n";
  }

  String html() {
    return html.toString();
  }

  /** How many operations are in its table. */
  int operations() {
    return operations;
  }

  private void append(int operationsMax) {
    html.append("<section class=\"history\">\n<h2>").append(escape(recording.file()));
    html.append("</h2>\n<p><strong class=\"").append(result.finding().verdict()).append("\">");
    html.append(escape(CheckText.verdict(result.finding())));
    html.append("</strong> <span class=\"soft\">");
    html.append(
        escape(
            String.format(
                Locale.ROOT,
                "%s, %,d operations, %.1f ms",
                result.model(),
                recording.history().operations().size(),
                result.checkNanos() / 1e6)));
    html.append("</span></p>\n");
    CheckResult.Linearizability found = result.finding();
    found.judgement().counterexample().ifPresent(this::append);
    found.shrunk().ifPresent(this::append);
    html.append("<div class=\"drawing\" hidden=\"hidden\"></div>\n");
    found.judgement().counterexample().ifPresent(this::appendWhy);
    appendOperations(found, operationsMax);
    html.append("</section>\n");
  }

  private void append(Counterexample example) {
    html.append("<p>").append(escape(CheckText.summary(example, recording))).append("</p>\n");
    html.append("<p class=\"culprit\">").append(words(example.stuck())).append("</p>\n");
  }

  /** In words why there is no explanation of all. */
  private void appendWhy(Counterexample example) {
    List<Operation> prefix = example.prefix();
    html.append("<div class=\"why\"><div>\n<h3>The longest explanation</h3>\n");
    if (prefix.isEmpty()) {
      html.append("<p>Not even one operation can take effect before it.</p>\n");
    } else {
      html.append("<p>These operations, in this order:</p>\n");
      appendLast(TOLD_MAX, prefix);
    }
    html.append("</div>\n<div>\n<h3>").append(CheckText.states(example)).append("</h3>\n");
    appendStates("states", example);
    html.append("</div></div>\n");
  }

  private void appendStates(String name, Counterexample example) {
    if (example.states().isEmpty()) {
      return;
    }
    html.append("<table class=\"").append(name).append("\">\n<thead><tr><th>state</th>");
    html.append("<th>why not</th></tr></thead>\n<tbody>\n");
    for (Counterexample.Possible possible : example.states()) {
      html.append("<tr><td><code>").append(shown(possible.state(), VALUE_CHARS_MAX));
      html.append("</code></td><td>").append(shown(possible.reason(), VALUE_CHARS_MAX));
      html.append("</td></tr>\n");
    }
    html.append("</tbody>\n</table>\n");
  }

  private void append(Shrunk shrunk) {
    html.append("<h3>").append(escape(CheckText.heading(shrunk, recording))).append("</h3>\n");
    appendLast(KEPT_MAX, shrunk.operations());
    List<Operation> prefix = shrunk.counterexample().prefix();
    if (!shrunk.operations().containsAll(prefix)) {
      html.append("<p>With what may have happened besides, they are explained in this order:</p>");
      html.append('\n');
      appendLast(KEPT_MAX, prefix);
    }
    html.append("<p>And then nothing explains this one:</p>\n<p class=\"culprit\">");
    html.append(words(shrunk.counterexample().stuck())).append("</p>\n");
    appendStates("core-states", shrunk.counterexample());
  }

  private void appendLast(int shownMax, List<Operation> operations) {
    int hidden = Math.max(0, operations.size() - shownMax);
    if (hidden > 0) {
      html.append(String.format(Locale.ROOT, "<p class=\"soft\">… %,d before</p>\n", hidden));
    }
    html.append("<ol start=\"").append(hidden + 1).append("\">\n");
    for (Operation operation : operations.subList(hidden, operations.size())) {
      html.append("<li>").append(words(operation)).append("</li>\n");
    }
    html.append("</ol>\n");
  }

  private String words(Operation operation) {
    return "<code>" + escape(CheckText.words(operation, recording)) + "</code>";
  }

  private void appendOperations(CheckResult.Linearizability found, int operationsMax) {
    List<Operation> all = recording.history().operations();
    Optional<Counterexample> example = found.judgement().counterexample();
    int stuck = example.map(it -> it.stuck().index()).orElse(-1);
    int first = 0;
    if (all.size() > operationsMax) {
      first = Math.max(0, Math.min(stuck - operationsMax / 2, all.size() - operationsMax));
    }
    List<Operation> drawn = all.subList(first, Math.min(all.size(), first + operationsMax));
    operations = drawn.size();
    html.append(
        "<div class=\"drawing\" hidden=\"hidden\"></div>\n<details class=\"all\"><summary>");
    html.append(
        drawn.size() == all.size()
            ? String.format(Locale.ROOT, "All %,d operations", all.size())
            : String.format(
                Locale.ROOT,
                "Operations %,d to %,d of %,d: a page holds no more",
                first + 1,
                first + drawn.size(),
                all.size()));
    html.append("</summary><div><table>\n<thead><tr><th>lines</th><th>process</th><th>f</th>");
    html.append("<th>value</th><th>outcome</th><th>result</th><th>takes effect</th>");
    html.append("<th>state then</th></tr></thead>\n<tbody>\n");
    Rows rows = new Rows(found, stuck);
    drawn.forEach(rows::append);
    html.append("</tbody>\n</table></div></details>\n");
  }

  /** The rows of the operations' table, with what the script needs to draw them. */
  private final class Rows {
    private final int stuck;
    private final Map<Integer, Integer> places;
    private final Map<Integer, Integer> corePlaces;
    private final Map<Integer, String> states;
    private final Map<Integer, String> partitions;
    private final Set<Integer> core = new HashSet<>();
    private final int coreStuck;

    Rows(CheckResult.Linearizability found, int stuck) {
      List<Operation> order = found.explanation();
      this.stuck = stuck;
      places = places(order);
      states = Replayed.states(found.model(), order, STATE_CHARS_MAX);
      partitions = Replayed.partitions(found.model(), recording.history());
      corePlaces = places(found.shrunk().map(it -> it.counterexample().prefix()).orElse(List.of()));
      coreStuck = found.shrunk().map(it -> it.counterexample().stuck().index()).orElse(-1);
      found.shrunk().ifPresent(it -> it.operations().forEach(one -> core.add(one.index())));
    }

    private static Map<Integer, Integer> places(List<Operation> order) {
      Map<Integer, Integer> places = new HashMap<>();
      order.forEach(operation -> places.put(operation.index(), places.size()));
      return places;
    }

    void append(Operation operation) {
      int index = operation.index();
      String classes =
          (index == stuck ? "stuck " : "")
              + (core.contains(index) ? "core " : "")
              + (index == coreStuck ? "core-stuck" : "");
      html.append("<tr").append(classes.isEmpty() ? "" : " class=\"" + classes.strip() + "\"");
      data("i", operation.invokedAt());
      data("c", operation.completion() == null ? null : operation.completedAt());
      data("o", places.get(index));
      data("s", corePlaces.get(index));
      data("k", partitions.get(index));
      html.append('>');
      cell(CheckText.lines(operation, recording));
      cell(String.valueOf(operation.process()));
      cell(operation.function());
      cell(Edn.print(operation.argument()));
      cell(operation.outcome().word());
      cell(operation.outcome() == Event.Type.INFO ? "" : Edn.print(operation.result()));
      cell(places.containsKey(index) ? String.valueOf(places.get(index) + 1) : "");
      cell(states.getOrDefault(index, ""));
      html.append("</tr>\n");
    }

    private void data(String name, Object value) {
      if (value != null) {
        html.append(" data-").append(name).append("=\"");
        html.append(shown(value.toString(), VALUE_CHARS_MAX)).append('"');
      }
    }

    private void cell(String text) {
      html.append("<td>").append(shown(text, VALUE_CHARS_MAX)).append("</td>");
    }
  }

  private static String shown(String text, int charsMax) {
    return escape(text.length() <= charsMax ? text : text.substring(0, charsMax) + "…");
  }

  private static String escape(String text) {
    return Page.escape(text);
  }
}
