package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A real report as a browser shows it. Its folder's name is markup. */
@TestInstance(Lifecycle.PER_CLASS)
class ReportInBrowserTest {
  private static final String EVIL = "<script>document.title='gone'</script>&amp;\"it's";

  /** Whatever of an element and of those in it is to be seen. */
  private static final String CELL = "document.querySelector('.cell.shown')";

  private Path out;
  private Path page;
  private JsonNode report;
  private Browser browser;

  @BeforeAll
  void verify(@TempDir Path folder, @TempDir Path profile) throws IOException {
    browser = Browser.start(profile);
    out = folder.resolve(EVIL.replace("/", "-"));
    Acksiom run =
        Acksiom.run(
            folder,
            "verify",
            "--out",
            out,
            "--preset",
            "leader-ack",
            "--preset",
            "at-least-once",
            "--faults",
            "none",
            "--faults",
            "network",
            "--faults",
            "crash");
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    page = out.resolve("index.html");
    report = new ObjectMapper().readTree(out.resolve("report.json").toFile());
  }

  @AfterAll
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void nothingWasComplainedOfAndNothingAskedOfAnybody() {
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .allMatch(
            url -> url.replaceAll("#.*", "").endsWith("index.html") || url.equals("about:blank"));
  }

  private void open() {
    browser.open(page, 1280, 900, false);
  }

  private void openCell(String id) {
    open();
    goTo(id);
  }

  private void goTo(String id) {
    browser.evaluate("location.hash = '" + id + "'");
    browser.evaluate("0"); // the page hears of it a task later
  }

  private static String id(JsonNode cell) {
    return "%s-%s-%s"
        .formatted(
            cell.get("preset").asText(), cell.get("faults").asText(), cell.get("anomaly").asText());
  }

  @Test
  void verdictAndWholeMatrixAreOnTheFirstScreen() {
    open();
    assertThat(browser.text("document.querySelector('h1').textContent"))
        .isEqualTo("✓ All 48 predictions match what was observed");
    assertThat(
            browser
                .evaluate("document.querySelector('.matrix').getBoundingClientRect().bottom")
                .intValue())
        .isLessThan(900);
    assertThat(browser.evaluate("document.querySelectorAll('.matrix td a').length").intValue())
        .isEqualTo(report.get("cells").size());
  }

  @Test
  void everyCellOpensWhatTheReportSaysOfItAndItsStoryIfItIsPossible() {
    open();
    for (JsonNode cell : report.get("cells")) {
      String id = id(cell);
      browser.evaluate("document.querySelector(`.matrix a[href='#" + id + "']`).click()");
      assertThat(browser.text("location.hash")).isEqualTo("#" + id);
      assertThat(
              browser.text(
                  "[...document.querySelectorAll('.cell')].filter("
                      + "(it) => it.checkVisibility()).map((it) => it.id).join()"))
          .isEqualTo(id);
      boolean possible = cell.get("prediction").get("verdict").asText().equals("POSSIBLE");
      assertThat(browser.text(CELL + ".querySelector('.answer').innerText"))
          .startsWith(possible ? "Possible, and so it happens: " : "Impossible, and never seen: ");
      assertThat(browser.text(CELL + ".querySelectorAll('.story svg.space-time').length"))
          .as(id)
          .isEqualTo(possible ? "1" : "0");
      if (possible) {
        assertThat(browser.text(CELL + ".innerText"))
            .contains("What rules it out under these faults: ")
            .contains(cell.get("simulated").get("witness").asText());
      }
    }
  }

  @Test
  void aMarkSaysTheSameAsTheReport() {
    open();
    for (JsonNode cell : report.get("cells")) {
      boolean possible = cell.get("prediction").get("verdict").asText().equals("POSSIBLE");
      boolean observed = cell.get("simulated").get("observed").asBoolean();
      String link = "document.querySelector(`.matrix a[href='#" + id(cell) + "']`)";
      assertThat(browser.text(link + ".innerText"))
          .isEqualTo((possible ? "●" : "○") + "\n" + (observed ? "●" : "○"));
      assertThat(browser.text(link + ".getAttribute('aria-label')"))
          .isEqualTo(
              "%s, %s, %s: predicted %s, simulated %s; match"
                  .formatted(
                      cell.get("preset").asText(),
                      cell.get("faults").asText(),
                      cell.get("anomaly").asText(),
                      possible ? "possible" : "impossible",
                      observed ? "observed" : "never"));
    }
  }

  @Test
  void keysGoFromStepToStepAndBack() {
    openCell("leader-ack-crash-ACKED_LOSS");
    String now = CELL + ".querySelector('li.now > p').innerText";
    String where = CELL + ".querySelector('.steps-bar span').innerText";
    assertThat(browser.text(now)).isEqualTo("The producer sends record 1 to broker 1.");
    int steps = browser.evaluate(CELL + ".querySelectorAll('li').length").intValue();
    assertThat(browser.text(where)).isEqualTo("step 1 of " + steps);
    browser.press("ArrowRight");
    assertThat(browser.text(now)).startsWith("Broker 1 appends record 1 at offset 0");
    assertThat(browser.text(CELL + ".querySelector('rect.row.now').dataset.step")).isEqualTo("2");
    assertThat(browser.text(CELL + ".querySelector('[aria-live]').textContent"))
        .startsWith("Step 2: Broker 1 appends");
    browser.press("ArrowLeft");
    browser.press("ArrowLeft");
    assertThat(browser.text(where)).isEqualTo("step 1 of " + steps);
    browser.press("End");
    assertThat(browser.text(where)).isEqualTo("step " + steps + " of " + steps);
    browser.press("Home");
    assertThat(browser.text(where)).isEqualTo("step 1 of " + steps);
    assertThat(browser.text(CELL + ".querySelectorAll('.state').length")).isEqualTo("" + steps);
    assertThat(
            browser.text(
                "[..."
                    + CELL
                    + ".querySelectorAll('.state')].filter((it) =>"
                    + " it.checkVisibility()).length"))
        .isEqualTo("1");
  }

  @Test
  void keysGoThroughTheMatrixAndEscapeLeadsBackToIt() {
    open();
    browser.evaluate("document.querySelector('.matrix td a[tabindex=\"0\"]').focus()");
    String focused = "document.activeElement.getAttribute('href')";
    assertThat(browser.text(focused)).isEqualTo("#leader-ack-none-ACKED_LOSS");
    browser.press("ArrowRight");
    browser.press("ArrowDown");
    assertThat(browser.text(focused)).isEqualTo("#at-least-once-network-ACKED_LOSS");
    browser.press("End");
    browser.press("ArrowUp");
    assertThat(browser.text(focused)).isEqualTo("#leader-ack-crash-UNSEEN");
    assertThat(browser.text("document.querySelectorAll('.matrix td a[tabindex=\"0\"]').length"))
        .isEqualTo("1");
    browser.evaluate("document.activeElement.click()");
    assertThat(browser.text("document.activeElement.id")).isEqualTo("leader-ack-crash-UNSEEN");
    browser.press("Escape");
    assertThat(browser.text(focused)).isEqualTo("#leader-ack-crash-UNSEEN");
  }

  @Test
  void filtersLeaveWhatTheyName() {
    open();
    String left =
        "[...document.querySelectorAll('.matrix td a')].filter((it) =>"
            + " it.checkVisibility({visibilityProperty: true})).length";
    choose("faults", "crash");
    assertThat(browser.text(left)).isEqualTo("16");
    choose("preset", "leader-ack");
    choose("anomaly", "DUPLICATE");
    assertThat(browser.text(left)).isEqualTo("1");
    assertThat(browser.text("document.querySelector('.said').textContent"))
        .isEqualTo("1 of 48 cells");
    browser.evaluate("document.querySelector('button[type=reset]').click()");
    assertThat(browser.text(left)).isEqualTo("48");
    choose("kind", "possible");
    long possible = 0;
    for (JsonNode cell : report.get("cells")) {
      possible += cell.get("prediction").get("verdict").asText().equals("POSSIBLE") ? 1 : 0;
    }
    assertThat(browser.text(left)).isEqualTo("" + possible);
    choose("kind", "mismatch");
    assertThat(browser.text(left)).isEqualTo("0");
  }

  private void choose(String name, String value) {
    browser.evaluate(
        "(() => { const s = document.querySelector(`select[name="
            + name
            + "]`); s.value = '"
            + value
            + "'; s.dispatchEvent(new Event('change', {bubbles: true})); })()");
  }

  @Test
  void everyStepNamesALineOfTheSpecificationAndOneOfTheCode() {
    openCell("at-least-once-network-DUPLICATE");
    String places = "[..." + CELL + ".querySelectorAll('.where a')].map((it) => it.textContent)";
    List<String> found = new ArrayList<>();
    browser.evaluate(places).forEach(it -> found.add(it.textValue()));
    assertThat(found)
        .isNotEmpty()
        .allMatch(it -> it.matches("KafkaDelivery\\.tla:\\d+.* · .*\\.java:\\d+.*"));
    browser.evaluate(CELL + ".querySelector('.where a').click()");
    assertThat(browser.text(CELL + ".id")).as("the story stays").startsWith("at-least-once-");
    assertThat(browser.text("document.querySelector('details.source[open]').innerText"))
        .contains("ProducerSends ==", "public ProduceRequest send()");
  }

  @Test
  void aPermanentLinkOpensItsCell() throws IOException {
    String id = "leader-ack-network-GAP";
    browser.open(page, id);
    assertThat(browser.text(CELL + "?.id")).isEqualTo(id);
  }

  @Test
  void aLinkToNothingOpensNothing() {
    openCell("leader-ack-network-GAP");
    for (String hash : List.of("%", "%zz", "no-such-cell", "'\\'")) {
      browser.evaluate("location.hash = \"" + hash + "\"");
      browser.evaluate("0");
      assertThat(browser.text("document.querySelectorAll('.cell.shown').length")).isEqualTo("0");
    }
  }

  @Test
  void aNameWithMarkupInItIsText() {
    openCell("leader-ack-crash-ACKED_LOSS");
    assertThat(browser.text("document.title")).isEqualTo("Acksiom: what an ack really promises");
    assertThat(browser.text("document.querySelectorAll('script').length")).isEqualTo("1");
    assertThat(browser.text(CELL + ".innerText")).contains("<script>document.title=");
  }

  @Test
  void axeFindsNothingSeriousInLightAndDark() throws IOException {
    for (boolean dark : new boolean[] {false, true}) {
      browser.open(page, 1280, 900, dark);
      goTo("leader-ack-crash-ACKED_LOSS");
      browser.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true; })");
      assertThat(Accessibility.issues(browser)).isEmpty();
      goTo("at-least-once-network-DUPLICATE");
      browser.press("End");
      assertThat(browser.text(CELL + ".querySelectorAll('li.now .state b').length"))
          .isNotEqualTo("0");
      assertThat(Accessibility.issues(browser)).isEmpty();
    }
  }

  @Test
  void wideAndNarrowLightAndDarkItIsInSight() throws IOException {
    for (int width : new int[] {1280, 420}) {
      for (boolean dark : new boolean[] {false, true}) {
        browser.open(page, width, 900, dark);
        goTo("leader-ack-crash-ACKED_LOSS");
        assertThat(browser.evaluate("document.documentElement.scrollWidth").intValue())
            .as("nothing is wider than the window")
            .isLessThanOrEqualTo(width);
        int corner = ImageIO.read(new ByteArrayInputStream(browser.picture())).getRGB(1, 1) & 0xff;
        assertThat(corner).isBetween(dark ? 0 : 200, dark ? 80 : 255);
      }
    }
  }

  @Test
  void allIsToBeReadWithoutScripts() throws IOException {
    String text = Files.readString(page).replaceAll("(?s)<(script|style)>.*?</\\1>", "");
    for (JsonNode cell : report.get("cells")) {
      assertThat(text).contains("id=\"" + id(cell) + "\"");
    }
    assertThat(text)
        .contains("The producer sends record 1 to broker 1.")
        .contains("All 48 predictions match")
        .doesNotContain("style=\"display");
    assertThat(Files.size(page)).isLessThan(5_000_000);
  }
}
