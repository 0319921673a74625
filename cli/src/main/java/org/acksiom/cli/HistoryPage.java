package org.acksiom.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.acksiom.cli.page.Page;

/**
 * What {@code acksiom check} found out, as one page that needs nothing else and asks nobody: for
 * each history the verdict, why, and a table of its operations, from which a script draws them.
 *
 * <p>The page's policy lets only its own script and style run, by their hashes, so that nothing
 * that a history says can.
 */
final class HistoryPage {
  /** In all, so that a browser can hold the page. */
  private static final int OPERATIONS_MAX = 50_000;

  private final WholeFile file;
  private final List<String> sections = new ArrayList<>();
  private int room = OPERATIONS_MAX;

  /**
   * A page without histories.
   *
   * @throws UserError if it could not be written there
   */
  HistoryPage(Path file) {
    this.file = new WholeFile("--html", file).ifWritable();
  }

  /** Adds what was found out of one history. */
  synchronized void add(CheckResult result) {
    HistorySection section = HistorySection.of(result, room);
    room -= section.operations();
    sections.add(section.html());
  }

  /** Adds what was found out of one history of sends and reads, in words. */
  synchronized void add(DeliveryCheck check) {
    StringWriter text = new StringWriter();
    check.print(new PrintWriter(text));
    sections.add(HistorySection.inWords(check.name(), check.exitCode(), text.toString()));
  }

  /** Adds a history that could not be read, and why. */
  synchronized void refuse(String name, String reason) {
    sections.add(HistorySection.unreadable(name, reason));
  }

  /** Writes what there is by now, whole or not at all. */
  synchronized void write() {
    file.write(html());
  }

  private String html() {
    return new Page(
            "Acksiom: is it linearizable?",
            Page.resource(HistoryPage.class, "history-page.css"),
            Page.resource(HistoryPage.class, "history-page.js"),
            String.join("", sections))
        .html();
  }
}
