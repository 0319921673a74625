package org.acksiom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the documents' pictures of a report, when it is asked for by name:
 *
 * <pre>{@code
 * ./acksiom verify --profile standard
 * mvn test -pl cli -am -Dtest=Screenshots -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
class Screenshots {
  private static final Path REPORT = Path.of("..", "acksiom-report", "index.html");
  private static final Path DOCS = Path.of("..", "docs");

  @Test
  void ofTheReport(@TempDir Path profile) throws IOException {
    try (Browser browser = Browser.start(profile)) {
      browser.open(REPORT, 1280, 760, false);
      write(browser, "report.png");
      browser.open(REPORT, 1280, 900, false);
      browser.evaluate("location.hash = 'idempotent-durable-crash-DUPLICATE'");
      browser.press("End");
      write(browser, "story.png");
    }
  }

  private static void write(Browser browser, String name) throws IOException {
    browser.evaluate("0"); // what was asked for is drawn
    Files.write(DOCS.resolve(name), browser.picture());
  }
}
