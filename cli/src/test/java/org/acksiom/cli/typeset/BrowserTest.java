package org.acksiom.cli.typeset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.acksiom.specs.SpecFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The grid as a browser draws it, on machines that have one. */
class BrowserTest {
  /** Measures how far, in columns, any character's centre is from where the grid has it. */
  private static final String MEASURE =
      """
      <script>
      let worst = 0, seen = 0;
      for (const line of document.querySelectorAll('.l')) {
        const probe = line.appendChild(document.createElement('span'));
        probe.textContent = '0'.repeat(100);
        const ch = probe.getBoundingClientRect().width / 100;
        probe.remove();
        const left = line.getBoundingClientRect().left + parseFloat(getComputedStyle(line).paddingLeft);
        const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        let column = 0;
        while (texts.nextNode()) {
          const text = texts.currentNode;
          if (text.parentElement.className === 'n') continue;
          for (let i = 0; i < text.length; i++, column++) {
            const range = document.createRange();
            range.setStart(text, i);
            range.setEnd(text, i + 1);
            const box = range.getBoundingClientRect();
            worst = Math.max(worst, Math.abs((box.left + box.width / 2 - left) / ch - column - 0.5));
            seen++;
          }
        }
      }
      document.title = 'worst ' + worst.toFixed(3) + ' of ' + seen;
      </script>
      """;

  @TempDir private Path folder;

  @Test
  void everyCharacterStandsInItsColumn() throws Exception {
    Path chromium =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(directory -> Path.of(directory, "chromium"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    assumeTrue(chromium != null, "no chromium on the PATH");
    Map<String, String> pages = SpecPages.of(SpecFiles.modules(), SpecFiles.models(), false);
    Path page = folder.resolve("page.html");
    Files.writeString(
        page, pages.get("KafkaDelivery.html").replace("</body>", MEASURE + "</body>"));
    Path dom = folder.resolve("dom.html");
    Process browser =
        new ProcessBuilder(
                chromium.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean ended = browser.waitFor(60, TimeUnit.SECONDS);
    browser.destroyForcibly().waitFor();
    Matcher title =
        Pattern.compile("<title>worst ([\\d.]+) of (\\d+)</title>").matcher(Files.readString(dom));
    assumeTrue(ended && title.find(), "chromium does not run here");
    assertThat(Integer.parseInt(title.group(2))).isGreaterThan(1000);
    assertThat(Double.parseDouble(title.group(1))).isLessThan(0.1);
  }
}
