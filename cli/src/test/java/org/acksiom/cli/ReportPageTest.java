package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.acksiom.cli.report.ReportPage;
import org.acksiom.conformance.Cell;
import org.acksiom.conformance.Claim;
import org.acksiom.conformance.KafkaRun;
import org.acksiom.conformance.KafkaRuns;
import org.acksiom.conformance.Ledger;
import org.acksiom.conformance.Observation;
import org.acksiom.conformance.Prediction;
import org.acksiom.conformance.Predictor;
import org.acksiom.conformance.Profile;
import org.acksiom.conformance.Report;
import org.acksiom.conformance.Scenario;
import org.acksiom.conformance.Verdict;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Invariant;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A report as a page and as text, with predictions that a test makes up. */
class ReportPageTest {
  private static final Preset PRESET = Preset.AT_LEAST_ONCE;
  private static final FaultModel FAULTS = FaultModel.NETWORK;
  private static final Observation OBSERVATION =
      Observation.of(
          new Setup(PRESET.settings(), FAULTS, Bounds.SMALL), Budget.ofStates(100_000), 1, 0);

  private static Cell cell(Anomaly anomaly, Verdict verdict, Observation observation) {
    return new Cell(
        PRESET,
        FAULTS,
        anomaly,
        new KafkaDeliveryModel(PRESET.settings(), FAULTS, Bounds.SMALL),
        new Prediction(verdict, 1234, 5, Optional.empty()),
        observation);
  }

  private static List<Cell> cells(Verdict verdict) {
    List<Cell> cells = new ArrayList<>();
    Predictor.decided(Bounds.SMALL).forEach(a -> cells.add(cell(a, verdict, OBSERVATION)));
    return cells;
  }

  private static Report report(List<Cell> cells, List<Ledger.Entry> ledger) {
    return report(cells, ledger, KafkaRuns.NONE);
  }

  private static Report report(List<Cell> cells, List<Ledger.Entry> ledger, KafkaRuns kafka) {
    return new Report(
        Map.of(),
        Profile.QUICK,
        1,
        500,
        cells,
        List.of(),
        ledger,
        Map.of(
            Scenario.of(Preset.IDEMPOTENT, FaultModel.CRASH, Bounds.SMALL),
            "TLC failed; log: x.out"),
        kafka);
  }

  private static Document page(Report report, Path folder) throws Exception {
    String html =
        ReportPage.html(report, folder)
            .replace("<!doctype html>", "")
            .replaceAll("(?s)(<script>).*(</script>)", "$1$2");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }

  @Test
  void everyLinkLeadsToSomethingOnThePageOrBesideIt() throws Exception {
    Document page = page(report(cells(Verdict.POSSIBLE), List.of()), Path.of("out"));
    Set<String> ids = new HashSet<>();
    NodeList all = page.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      String id = ((Element) all.item(i)).getAttribute("id");
      assertThat(id.isEmpty() || ids.add(id)).as("only one %s", id).isTrue();
    }
    assertThat(ids).contains("story-at-least-once-network-DUPLICATE");
    for (Element link : elements(page, "a")) {
      String to = link.getAttribute("href");
      assertThat(to.startsWith("#") ? ids : Set.of("specs/index.html", "report.json"))
          .contains(to.replaceFirst("^#", ""));
    }
  }

  private static List<Element> elements(Document page, String name) {
    NodeList found = page.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  /** The links of the matrix, by what they say to those who don't see it. */
  private static List<String> marks(Document page) {
    return elements(page, "a").stream()
        .map(link -> link.getAttribute("aria-label"))
        .filter(label -> !label.isEmpty())
        .toList();
  }

  @Test
  void aNameWithMarkupInItIsText() throws Exception {
    Path folder = Path.of("<u>&\"report\"");
    Document page = page(report(cells(Verdict.POSSIBLE), List.of()), folder);
    assertThat(page.getElementsByTagName("u").getLength()).isZero();
    assertThat(elements(page, "code"))
        .extracting(Element::getTextContent)
        .contains(
            "./acksiom replay '" + folder + "/artifacts/at-least-once-network-DUPLICATE.json'");
  }

  @Test
  void thePageTellsTheClaimsThatWereDecided() throws Exception {
    Ledger.Entry undecided = Ledger.judge(Claim.C1, Map.of(), List.of());
    Ledger.Entry refuted =
        new Ledger.Entry(
            Claim.C5, Ledger.Standing.FALSE_AS_TAUGHT, Optional.empty(), Optional.empty());
    Report report = report(List.of(), List.of(undecided, refuted));
    assertThat(page(report, Path.of("out")).getDocumentElement().getTextContent())
        .contains("C5", "false as taught", "when: " + Claim.C5.condition())
        .contains("Not decided: idempotent-crash: TLC failed; log: x.out")
        .doesNotContain("C1");
    assertThat(MatchTable.of(report))
        .contains("C5  false as taught; true when: " + Claim.C5.condition() + "\n")
        .contains("missing: idempotent-crash: TLC failed; log: x.out\n")
        .doesNotContain("C1");
  }

  @Test
  void aMismatchIsShownInTheTableAndNamedBelowItWithItsArtifact() {
    String table = MatchTable.of(report(cells(Verdict.IMPOSSIBLE), List.of()));
    assertThat(table.lines().toList().get(1))
        .isEqualTo("at-least-once           network   -  -  !  !  !  !  -  -");
    assertThat(table)
        .contains(
            "UNSOUND at-least-once, network, DUPLICATE: predicted impossible, and observed:"
                + " artifacts/at-least-once-network-DUPLICATE.json\n")
        .contains(
            "8 cells: 4 match, 4 unsound, 0 incomplete, 0 undecided; 0 of 1 explorations cached;"
                + " 0.5 s");
  }

  @Test
  void whatIsUndecidedIsNeverShownAsImpossible() throws Exception {
    Report report = report(cells(Verdict.UNDECIDED), List.of());
    assertThat(MatchTable.of(report).lines().toList().get(1))
        .isEqualTo("at-least-once           network   ?  ?  ?  ?  ?  ?  ?  ?");
    assertThat(marks(page(report, Path.of("out"))))
        .hasSize(8)
        .allMatch(label -> label.contains("predicted undecided") && label.endsWith("; undecided"));
  }

  @Test
  void aBrokenInvariantIsSaid() throws Exception {
    Map<Invariant, Schedule> broken = new EnumMap<>(Invariant.class);
    broken.put(Invariant.LOGS_MATCH, OBSERVATION.witness(Anomaly.DUPLICATE).orElseThrow());
    Observation observation = new Observation(true, 1234, 1, 1, Map.of(), broken);
    Report report =
        report(List.of(cell(Anomaly.ACKED_LOSS, Verdict.IMPOSSIBLE, observation)), List.of());
    String said = "BROKEN invariant of the implementation: LOGS_MATCH";
    assertThat(MatchTable.of(report)).contains(said);
    assertThat(new MatchSummary(report, false).text()).contains(said);
    assertThat(page(report, Path.of("out")).getDocumentElement().getTextContent())
        .contains("✗ Something is otherwise than it should be", said);
  }

  @Test
  void aStoryThatCannotBeToldCostsThatStoryAlone() throws Exception {
    Schedule whole = OBSERVATION.witness(Anomaly.DUPLICATE).orElseThrow();
    Schedule impossible =
        new Schedule(whole.setup(), whole.events().subList(1, whole.events().size()));
    Observation observation =
        new Observation(true, 1, 1, 1, Map.of(Anomaly.PHANTOM, impossible), Map.of());
    Document page =
        page(
            report(
                List.of(
                    cell(Anomaly.PHANTOM, Verdict.POSSIBLE, observation),
                    cell(Anomaly.DUPLICATE, Verdict.POSSIBLE, OBSERVATION)),
                List.of()),
            Path.of("out"));
    assertThat(page.getDocumentElement().getTextContent()).contains("This can't be told: ");
    assertThat(elements(page, "svg").stream().filter(it -> it.hasAttribute("role"))).hasSize(1);
  }

  /** Under the settings of another preset. */
  private static Cell other(Preset preset, Anomaly anomaly, Verdict verdict) {
    return new Cell(
        preset,
        FAULTS,
        anomaly,
        new KafkaDeliveryModel(preset.settings(), FAULTS, Bounds.SMALL),
        new Prediction(verdict, 1, 5, Optional.empty()),
        new Observation(true, 1, 1, 1, Map.of(), Map.of()));
  }

  @Test
  void whatMayCostSomethingIsNotOfferedBesideWhatCostsNothing() throws Exception {
    List<Cell> cells =
        List.of(
            cell(Anomaly.DUPLICATE, Verdict.POSSIBLE, OBSERVATION),
            other(Preset.AT_MOST_ONCE_ALL, Anomaly.DUPLICATE, Verdict.IMPOSSIBLE),
            other(Preset.AT_MOST_ONCE_ALL, Anomaly.GAP, Verdict.UNDECIDED),
            other(Preset.FIRE_AND_FORGET, Anomaly.DUPLICATE, Verdict.IMPOSSIBLE));
    assertThat(page(report(cells, List.of()), Path.of("out")).getDocumentElement().getTextContent())
        .contains("(as fire-and-forget).")
        .doesNotContain("(as at-most-once-all)");
  }

  @Test
  void whatKafkaDidOtherwiseRulesNothingOut() throws Exception {
    Cell possible = cell(Anomaly.DUPLICATE, Verdict.POSSIBLE, OBSERVATION);
    Cell contradicted = other(Preset.AT_MOST_ONCE_ALL, Anomaly.DUPLICATE, Verdict.IMPOSSIBLE);
    KafkaRuns runs =
        new KafkaRuns(
            "4.4.0",
            List.of(
                new KafkaRun(
                    Preset.AT_MOST_ONCE_ALL,
                    FAULTS,
                    Optional.empty(),
                    Set.of(Anomaly.DUPLICATE),
                    KafkaRun.Scope.FINAL_LOG,
                    Optional.empty(),
                    "h.ndjson")));
    assertThat(
            page(report(List.of(possible, contradicted), List.of(), runs), Path.of("out"))
                .getDocumentElement()
                .getTextContent())
        .contains("What rules it out under these faults: none of the presets in this report.");
  }

  @Test
  void whatKafkaDidIsAColumnOfTheTable() {
    KafkaRuns runs =
        new KafkaRuns(
            "4.4.0",
            List.of(
                run(Anomaly.DUPLICATE, Set.of(Anomaly.DUPLICATE, Anomaly.PHANTOM), null),
                run(Anomaly.REORDER, Set.of(), "event 4: expected a request, found none")));
    List<Cell> cells = new ArrayList<>();
    Predictor.decided(Bounds.SMALL)
        .forEach(
            anomaly ->
                cells.add(
                    cell(
                        anomaly,
                        OBSERVATION.witness(anomaly).isPresent()
                            ? Verdict.POSSIBLE
                            : Verdict.IMPOSSIBLE,
                        OBSERVATION)));
    String table = MatchTable.of(report(cells, List.of(), runs));
    assertThat(table.lines().limit(2))
        .containsExactly(
            "preset                  faults    AL SL RL DU PH RE GA UN  kafka",
            "at-least-once           network   -  -  Y  Y  Y  Y  -  -   2/3");
    assertThat(table)
        .contains(
            "\nnot shown by real Kafka: at-least-once, network, REORDER:"
                + " event 4: expected a request, found none\n")
        .doesNotContain("CONTRADICTED");
  }

  @Test
  void aContradictionByKafkaIsInTheTableAndOnThePage() throws Exception {
    KafkaRuns runs =
        new KafkaRuns("4.4.0", List.of(run(Anomaly.DUPLICATE, Set.of(Anomaly.GAP), null)));
    Report report =
        report(List.of(cell(Anomaly.GAP, Verdict.IMPOSSIBLE, OBSERVATION)), List.of(), runs);
    assertThat(MatchTable.of(report))
        .contains("at-least-once           network                     -      !\n")
        .contains(
            "\nCONTRADICTED at-least-once, network, GAP: predicted impossible, and observed on real"
                + " Kafka: h.ndjson\n");
    Document page = page(report, Path.of("out"));
    assertThat(marks(page))
        .containsExactly(
            "at-least-once, network, GAP: predicted impossible, simulated never, Kafka shows it;"
                + " contradicted by Kafka");
    assertThat(page.getDocumentElement().getTextContent())
        .contains("✗ Prediction and observation differ", "Real Kafka shows it all the same.");
  }

  @Test
  void whatRulesAPossibilityOutIsTakenFromTheReport() throws Exception {
    Cell possible = cell(Anomaly.DUPLICATE, Verdict.POSSIBLE, OBSERVATION);
    assertThat(page(report(List.of(possible), List.of()), Path.of("out")).getDocumentElement())
        .extracting(Element::getTextContent)
        .asString()
        .contains("What rules it out under these faults: none of the presets in this report.");
    Cell without = other(Preset.AT_MOST_ONCE_ALL, Anomaly.DUPLICATE, Verdict.IMPOSSIBLE);
    assertThat(
            page(report(List.of(possible, without), List.of()), Path.of("out"))
                .getDocumentElement()
                .getTextContent())
        .contains("What rules it out under these faults: retries=0 (as at-most-once-all).");
  }

  @Test
  void thatKafkaWasAskedIsToldThoughItHadNoTime() {
    List<Cell> cells = List.of(cell(Anomaly.DUPLICATE, Verdict.POSSIBLE, OBSERVATION));
    assertThat(MatchTable.of(report(cells, List.of(), new KafkaRuns("4.4.0", List.of(), 3))))
        .contains("UN  kafka\n")
        .contains("\n0 of 3 witnesses were given to real Kafka; the time was over\n");
    assertThat(MatchTable.of(report(cells, List.of(), KafkaRuns.NONE)))
        .doesNotContainIgnoringCase("kafka");
  }

  private static KafkaRun run(Anomaly replayed, Set<Anomaly> shown, String parted) {
    return new KafkaRun(
        PRESET,
        FAULTS,
        Optional.of(replayed),
        shown,
        KafkaRun.Scope.FINAL_LOG,
        Optional.ofNullable(parted),
        "h.ndjson");
  }
}
