package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import picocli.CommandLine;

/** The page that {@code acksiom check --html} writes: as text, and drawn in Chromium. */
@TestInstance(Lifecycle.PER_CLASS)
class HistoryPageTest {
  private static final String BAD =
      """
      {:process 0, :type :invoke, :f :write, :value 1}
      {:process 0, :type :ok, :f :write, :value 1}
      {:process 2, :type :invoke, :f :write, :value 7}
      {:process 3, :type :invoke, :f :write, :value 8}
      {:process 3, :type :fail, :f :write, :value 8}
      {:process 0, :type :invoke, :f :write, :value 2}
      {:process 0, :type :ok, :f :write, :value 2}
      {:process 1, :type :invoke, :f :read, :value nil}
      {:process 1, :type :ok, :f :read, :value 1}
      {:process 1, :type :invoke, :f :read, :value nil}
      {:process 1, :type :ok, :f :read, :value 7}
      """;

  @TempDir private Path folder;
  private Browser browser;

  @BeforeAll
  void start(@TempDir Path profile) throws IOException {
    browser = Browser.start(profile);
  }

  @AfterAll
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  private Path page(String model, String history, String... options) throws IOException {
    return page(model, List.of(Files.writeString(folder.resolve("h.edn"), history)), options);
  }

  private Path page(String model, List<Path> histories, String... options) {
    Path page = folder.resolve("page.html");
    List<String> args = new ArrayList<>(List.of("check", "--model", model));
    args.addAll(List.of("--html", page.toString()));
    args.addAll(List.of(options));
    histories.forEach(history -> args.add(history.toString()));
    CommandLine root =
        Main.commandLine(List.of(new CheckCommand(new ByteArrayInputStream(new byte[0]))));
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out, true);
    Main.run(root, writer, writer, folder, args.toArray(String[]::new));
    assertThat(page).as(out.toString()).exists();
    return page;
  }

  private void open(Path page) {
    browser.open(page, 1280, 900, false);
    assertThat(browser.text("document.documentElement.dataset.drawn")).isEqualTo("yes");
  }

  private String panel() {
    return browser.text("document.querySelector('.panel').innerText.replace(/\\s+/g, ' ')");
  }

  /** The middle of the shape with that class. */
  private JsonNode middleOf(String selector) {
    return browser.evaluate(
        "(() => { const b = document.querySelector('.scroll "
            + selector
            + "').getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })()");
  }

  @Test
  void culpritIsInSightWithTheStatesThatRefuseIt() throws IOException {
    open(page("register", BAD));
    JsonNode culprit = middleOf(".bars.bad");
    assertThat(culprit.path(0).doubleValue()).isBetween(80.0, 1000.0);
    assertThat(culprit.path(1).doubleValue()).isBetween(100.0, 800.0);
    assertThat(panel())
        .startsWith("✗ The operation that cannot be placed lines 8–9 process 1 operation read")
        .contains("it reads 1, but the register holds 2", "it reads 1, but the register holds 7");
    assertThat(browser.text("document.querySelector('.flag').textContent"))
        .isEqualTo("✗ no explanation goes on");
  }

  @Test
  void clickChoosesAnOperationAndPointingNamesIt() throws IOException {
    open(page("register", BAD));
    JsonNode failed = middleOf(".bars.fail");
    browser.hover(failed.path(0).doubleValue(), failed.path(1).doubleValue());
    assertThat(browser.text("document.querySelector('.tip').textContent"))
        .isEqualTo("line 4–5, process 3: write 8");
    browser.click(failed.path(0).doubleValue(), failed.path(1).doubleValue());
    assertThat(panel()).startsWith("Operation 3 of 6 lines 4–5 process 3").contains("failed");
  }

  @Test
  void keysGoThroughTheOperations() throws IOException {
    open(page("register", BAD));
    browser.evaluate("document.querySelector('.scroll').focus()");
    browser.press("Home");
    assertThat(panel()).startsWith("Operation 1 of 6 ").contains("takes effect 1. of 3", "then 1");
    browser.press("n");
    assertThat(panel()).startsWith("Operation 4 of 6 ").contains("takes effect 2. of 3", "then 2");
    browser.press("ArrowLeft");
    assertThat(panel()).startsWith("Operation 3 of 6 ");
    browser.press("ArrowUp");
    assertThat(panel())
        .startsWith("Operation 2 of 6 ")
        .contains("nobody heard", "takes effect 3. of 3");
    browser.press("c");
    assertThat(panel()).startsWith("✗ ");
    browser.press("ArrowRight");
    browser.press("ArrowRight");
    assertThat(panel()).startsWith("Operation 6 of 6 ");
    browser.press("j");
    assertThat(browser.text("document.querySelectorAll('.joined').length")).isEqualTo("1");
  }

  @Test
  void shrunkHistoryIsDrawnAloneAndTheOthersOnDemand() throws IOException {
    open(page("register", BAD, "--shrink"));
    assertThat(browser.text("document.querySelector('select').selectedOptions[0].textContent"))
        .isEqualTo("The 3 that cannot be explained together");
    assertThat(panel()).contains("it reads 1, but the register holds 2").doesNotContain("holds 7");
    browser.evaluate(
        "(() => { const s = document.querySelector('select'); s.value = 'all';"
            + " s.dispatchEvent(new Event('change')); })()");
    assertThat(panel()).contains("it reads 1, but the register holds 7");
  }

  @Test
  void onlyTheOperationsOnTheCulpritsKeyAreShownAtFirst() throws IOException {
    String history =
        """
        {:process 0, :type :invoke, :f :put, :key "a", :value "1"}
        {:process 0, :type :ok, :f :put, :key "a", :value "1"}
        {:process 1, :type :invoke, :f :get, :key "b"}
        {:process 1, :type :ok, :f :get, :key "b", :value "1"}
        """;
    open(page("kv", history));
    assertThat(browser.text("document.querySelector('select').selectedOptions[0].textContent"))
        .isEqualTo("Those on \"b\"");
    assertThat(panel()).contains("part \"b\"");
    assertThat(browser.text("document.querySelectorAll('.scroll .placed').length")).isEqualTo("0");
  }

  @Test
  void markupInAHistoryIsText() throws IOException {
    String evil = "<script>document.title='gone'</script><img src=x onerror=alert(1)>&amp;\\\"";
    String history =
        BAD.replace(":value 7", ":value \"" + evil + "\"").replace(":value 8", ":value \"</td>\"");
    Path page = page("register", history);
    open(page);
    browser.evaluate("document.querySelector('.scroll').focus()");
    browser.press("Home");
    browser.press("ArrowRight");
    assertThat(panel()).contains("<script>document.title='gone'</script><img src=x onerror=");
    assertThat(browser.text("document.title")).isEqualTo("Acksiom: is it linearizable?");
    assertThat(browser.text("document.querySelectorAll('img, .all script').length")).isEqualTo("0");
    assertThat(parsed(page).getElementsByTagName("script").getLength()).isEqualTo(1);
  }

  @Test
  void fiveThousandOperationsFitAndScroll() throws IOException {
    StringBuilder history = new StringBuilder();
    for (int i = 0; i < 4998; i++) {
      int process = i % 20;
      history.append("{:process %d, :type :invoke, :f :write, :value %d}\n".formatted(process, i));
      history.append("{:process %d, :type :ok, :f :write, :value %d}\n".formatted(process, i));
    }
    history.append(BAD.lines().skip(7).limit(2).reduce("", (a, b) -> a + b + "\n"));
    history.append("{:process 30, :type :invoke, :f :write, :value 9}\n");
    Path page = page("register", history.toString());
    assertThat(Files.size(page)).isLessThan(5_000_000);
    open(page);
    assertThat(panel()).startsWith("✗ ").contains("lines 9997–9998");
    assertThat(browser.text("document.querySelectorAll('.all tbody tr').length")).isEqualTo("5000");
    String drawn = "document.querySelector('.bars').getAttribute('d').split('M').length - 1";
    assertThat(browser.evaluate(drawn).intValue()).isBetween(10, 400);
    browser.evaluate("document.querySelector('.scroll').scrollLeft = 0");
    assertThat(browser.text("document.querySelector('.scroll svg').textContent"))
        .contains("line 1")
        .doesNotContain("no explanation");
    browser.evaluate("[...document.querySelectorAll('.bar button')][3].click()"); // see all
    assertThat(browser.evaluate(drawn).intValue()).isGreaterThan(4500);
  }

  @Test
  void everyHistoryHasASectionWhateverItsVerdict() throws IOException {
    Path good =
        Files.writeString(
            folder.resolve("good.edn"),
            BAD.lines()
                .limit(7)
                .toList()
                .toString()
                .replaceAll("^\\[|]$", "")
                .replace("}, {", "}\n{"));
    Path bad = Files.writeString(folder.resolve("bad.edn"), BAD);
    Path broken = Files.writeString(folder.resolve("broken.edn"), "{:process");
    open(page("register", List.of(good, broken, bad)));
    assertThat(
            browser.text("[...document.querySelectorAll('h2 + p')].map(p => p.innerText).join()"))
        .matches("linearizable register, 4 operations, .*,Not read,not linearizable register.*");
    browser.evaluate("document.querySelectorAll('section')[2].scrollIntoView()");
    assertThat(browser.text("document.querySelectorAll('.scroll').length")).isEqualTo("2");
  }

  @Test
  void deliveryIsToldInWords() throws IOException {
    String duplicated =
        """
        {:process 0, :type :invoke, :f :send, :value [[:send 0 "<a>"]]}
        {:process 0, :type :ok, :f :send, :value [[:send 0 [1 "<a>"]]]}
        {:process 9, :type :invoke, :f :poll, :value [[:poll]]}
        {:process 9, :type :ok, :f :poll, :value [[:poll {0 [[0 "<a>"] [1 "<a>"]]}]], :final true}
        """;
    open(page("kafka", duplicated));
    assertThat(browser.text("document.querySelector('pre').innerText"))
        .contains("DUPLICATE, 1: more than once in the final log", "\"<a>\" stands 2 times");
  }

  @Test
  void pageIsReadWithoutScripts() throws Exception {
    Document page = parsed(page("register", BAD, "--shrink"));
    assertThat(page.getDocumentElement().getTextContent())
        .contains("All that was heard before line 9 can be explained.")
        .contains("These 3 of 6 operations cannot be explained together")
        .contains("it reads 1, but the register holds 7");
    assertThat(page.getElementsByTagName("tr").getLength()).isGreaterThan(6);
  }

  @Test
  void wideAndNarrowLightAndDarkItIsInSight() throws IOException {
    Path page = page("register", BAD);
    for (int width : new int[] {1280, 420}) {
      for (boolean dark : new boolean[] {false, true}) {
        browser.open(page, width, 900, dark);
        assertThat(browser.evaluate("document.documentElement.scrollWidth").intValue())
            .as("nothing is wider than the window")
            .isLessThanOrEqualTo(width);
        byte[] picture = browser.picture();
        int corner = ImageIO.read(new ByteArrayInputStream(picture)).getRGB(1, 1) & 0xff;
        assertThat(corner).isBetween(dark ? 0 : 200, dark ? 80 : 255);
      }
    }
  }

  @AfterEach
  void nothingWasComplainedOfAndNothingAskedOfAnybody() {
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests()).allMatch(url -> url.endsWith("/page.html"));
  }

  private static Document parsed(Path page) throws IOException {
    String xml =
        Files.readString(page)
            .replace("<!doctype html>", "")
            .replaceAll("<(meta|link) [^>]*>", "")
            .replaceAll("(?s)(<script>).*(</script>)", "$1$2");
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(xml)));
    } catch (ParserConfigurationException | SAXException e) {
      throw new AssertionError("the page happens to be well-formed but for these", e);
    }
  }
}
