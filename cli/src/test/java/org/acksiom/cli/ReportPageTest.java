package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
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
    // The page happens to be well-formed XML but for the doctype and two empty elements.
    String html =
        ReportPage.html(report, folder)
            .replace("<!doctype html>", "")
            .replaceAll("<meta [^>]*>", "")
            .replace("<br>", "<br/>");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }

  @Test
  void everyLinkLeadsToAStoryOnThePageOrToTheSpecifications() throws Exception {
    Document page = page(report(cells(Verdict.POSSIBLE), List.of()), Path.of("out"));
    List<String> links = new ArrayList<>();
    for (int i = 0; i < page.getElementsByTagName("a").getLength(); i++) {
      links.add(attribute(page, "a", i, "href"));
    }
    assertThat(links.remove("specs/index.html")).isTrue();
    assertThat(links).hasSize(OBSERVATION.witnesses().size()).isNotEmpty();
    List<String> stories = new ArrayList<>();
    for (int i = 0; i < page.getElementsByTagName("details").getLength(); i++) {
      stories.add(attribute(page, "details", i, "id"));
    }
    for (String link : links) {
      assertThat(stories).contains(link.substring(1));
    }
  }

  private static String attribute(Document page, String element, int index, String name) {
    return page.getElementsByTagName(element)
        .item(index)
        .getAttributes()
        .getNamedItem(name)
        .getNodeValue();
  }

  @Test
  void aNameWithMarkupInItIsText() throws Exception {
    Path folder = Path.of("<b>&\"report\"");
    Document page = page(report(cells(Verdict.POSSIBLE), List.of()), folder);
    assertThat(page.getElementsByTagName("b").getLength()).isZero();
    assertThat(page.getElementsByTagName("code").item(0).getTextContent())
        .startsWith("./acksiom replay " + folder.resolve("artifacts"));
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
        .contains("Not decided: [idempotent-crash]")
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
    assertThat(page(report, Path.of("out")).getElementsByTagName("table").item(0).getTextContent())
        .contains("UNDECIDED")
        .doesNotContain("impossible");
  }

  @Test
  void aBrokenInvariantIsSaid() {
    Map<Invariant, Schedule> broken = new EnumMap<>(Invariant.class);
    broken.put(Invariant.LOGS_MATCH, OBSERVATION.witness(Anomaly.DUPLICATE).orElseThrow());
    Observation observation = new Observation(true, 1, 1, 1, Map.of(), broken);
    assertThat(
            MatchTable.of(
                report(
                    List.of(cell(Anomaly.ACKED_LOSS, Verdict.IMPOSSIBLE, observation)), List.of())))
        .contains("BROKEN invariant of the implementation: LOGS_MATCH");
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
    assertThat(page(report, Path.of("out")).getElementsByTagName("td").item(1).getTextContent())
        .isEqualTo("impossible, and observed on Kafka");
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
