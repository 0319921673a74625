package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.acksiom.conformance.Cell;
import org.acksiom.conformance.KafkaRuns;
import org.acksiom.conformance.Ledger;
import org.acksiom.conformance.Match;
import org.acksiom.conformance.ModelOutcome;
import org.acksiom.conformance.Profile;
import org.acksiom.conformance.Report;
import org.acksiom.conformance.Report.Conclusion;
import org.acksiom.conformance.Scenario;
import org.acksiom.conformance.Verdict;
import org.acksiom.modelcheck.Tlc;
import org.acksiom.modelcheck.TlcCache;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a profile whose time is over before all is decided. */
class DecidingTest {
  private static final Scenario SCENARIO =
      Scenario.of(Preset.AT_LEAST_ONCE, FaultModel.NETWORK, Bounds.SMALL);
  private static final String MODEL = "Commit-keeps";

  @TempDir private Path folder;

  private static Profile within(Duration total) {
    Profile quick = Profile.QUICK;
    return new Profile(
        "test",
        quick.faults(),
        quick.questions(),
        total,
        quick.timeout(),
        quick.heapMegabytes(),
        quick.states(),
        quick.fuzzRuns());
  }

  private Report decided(Profile profile, String name) throws Exception {
    Tlc tlc =
        Tlc.installed()
            .remembering(TlcCache.in(folder.resolve("cache"), TlcCache.BYTES_MAX, warning -> {}));
    StringWriter err = new StringWriter();
    Deciding deciding =
        new Deciding(profile, tlc, folder.resolve(name), 1, new PrintWriter(err, true));
    deciding.models(List.of(MODEL));
    deciding.scenarios(List.of(SCENARIO));
    return new Report(
        Map.of(),
        profile,
        1,
        5,
        deciding.cells(),
        List.copyOf(deciding.models().values()),
        deciding.ledger(),
        deciding.missing(),
        KafkaRuns.NONE);
  }

  @Test
  void whatIsNotDecidedWhenTheTimeIsOverIsUndecidedAndNothingIsMissing() throws Exception {
    Report report = decided(within(Duration.ZERO), "late");
    assertThat(report.cells()).isNotEmpty();
    assertThat(report.cells())
        .extracting(cell -> cell.prediction().verdict())
        .containsOnly(Verdict.UNDECIDED);
    assertThat(report.summary().get(Match.UNDECIDED)).isEqualTo(report.cells().size());
    assertThat(report.missing()).isEmpty();
    assertThat(report.models())
        .extracting(ModelOutcome::kind)
        .containsExactly(ModelOutcome.Kind.UNDECIDED);
    assertThat(report.decidedClaims()).extracting(Ledger.Entry::claim).isEmpty();
    assertThat(report.conclusion()).isEqualTo(Conclusion.UNDECIDED);
    assertThat(MatchTable.of(report))
        .contains(report.cells().size() + " undecided; 0 of 2 explorations cached; ");
  }

  @Test
  void whatWasExploredBeforeIsDecidedHoweverLittleTimeThereIs() throws Exception {
    Report first = decided(within(Duration.ofMinutes(5)), "first");
    assertThat(first.conclusion()).isEqualTo(Conclusion.ALL_MATCH);
    assertThat(first.cachedExplorations()).isZero();
    Report second = decided(within(Duration.ZERO), "second");
    assertThat(second.cachedExplorations()).isEqualTo(2);
    assertThat(second.cells())
        .extracting(cell -> cell.prediction().verdict())
        .isEqualTo(first.cells().stream().map(cell -> cell.prediction().verdict()).toList());
    assertThat(second.cells()).extracting(Cell::match).contains(Match.UNDECIDED);
    assertThat(second.models())
        .extracting(ModelOutcome::kind)
        .containsOnly(ModelOutcome.Kind.AS_EXPECTED);
  }
}
