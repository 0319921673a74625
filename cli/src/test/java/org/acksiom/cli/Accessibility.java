package org.acksiom.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What axe-core finds wrong with the page that a browser shows. */
final class Accessibility {
  private Accessibility() {}

  /** The serious and critical issues, with the elements that have them. */
  static List<String> issues(Browser browser) throws IOException {
    try (InputStream in = Accessibility.class.getResourceAsStream("/axe.min.js")) {
      String axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      JsonNode found =
          browser.evaluate(
              "(() => { "
                  + axe
                  + """
                  ;
                  return axe.run({resultTypes: ['violations']}).then((found) => ({
                    passes: found.passes.length,
                    issues: found.violations
                      .filter((one) => ['serious', 'critical'].includes(one.impact))
                      .map((one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((n) => n.html.slice(0, 200)).join(' ')}`)
                  })); })()
                  """);
      if (found.path("passes").intValue() == 0) {
        throw new IllegalStateException("axe-core checked nothing: " + found);
      }
      List<String> issues = new ArrayList<>();
      found.path("issues").forEach(issue -> issues.add(issue.textValue()));
      return issues;
    }
  }
}
