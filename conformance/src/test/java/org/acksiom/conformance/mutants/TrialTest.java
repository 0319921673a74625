package org.acksiom.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.acksiom.conformance.Abstraction;
import org.acksiom.conformance.mutants.Testimony.Verdict;
import org.acksiom.conformance.mutants.Trial.Hearing;
import org.acksiom.impl.core.Broker;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.ScheduleFile;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.specs.SpecFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Seeded bugs are noticed, the core without them is not. All of them: {@code acksiom mutants}. */
class TrialTest {
  /** One of each part of the protocol, each noticed within a few seconds. */
  private static final List<String> TELLING =
      List.of(
          "acknowledge-before-isr",
          "high-watermark-by-max",
          "truncate-to-high-watermark",
          "unfenced-fetch",
          "isr-expansion-before-epoch-start",
          "last-replica-standing",
          "producer-state-not-rebuilt",
          "sequence-reused",
          "error-taken-for-success",
          "reads-past-high-watermark");

  /** One that writes, one that recovers, one that damage shows. */
  private static final List<String> TELLING_OF_STORAGE =
      List.of("flush-without-fsync", "torn-tail-accepted", "damage-taken-for-torn-tail");

  @TempDir private Path folder;
  private Trial trial;

  @BeforeEach
  void prepare() {
    SpecFiles.copyModulesTo(folder);
    trial = trial(20_000, 100_000);
  }

  private Trial trial(long pairs, long states) {
    return new Trial(
        folder.resolve(KafkaDeliveryModel.MODULE + ".tla"), pairs, states, System::nanoTime);
  }

  @TestFactory
  Stream<DynamicTest> lockStepNoticesThem() {
    return TELLING.stream().map(name -> lockStepNotices(trial, name));
  }

  @TestFactory
  @EnabledIfSystemProperty(named = "acksiom.deep", matches = "true")
  Stream<DynamicTest> lockStepNoticesAllBugsOfTheProtocol() throws Exception {
    Trial wide = trial(150_000, 400_000);
    return Mutants.all().stream()
        .filter(mutant -> !mutant.cases().contains(new StorageCase()))
        .map(mutant -> lockStepNotices(wide, mutant.name()));
  }

  private DynamicTest lockStepNotices(Trial by, String name) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          Mutant mutant = Mutants.of(name);
          Hearing hearing = lockStep(by, mutant);
          assertThat(hearing.caught()).isTrue();
          replaysOnTheRealCore(hearing);
        });
  }

  private static Hearing lockStep(Trial by, Mutant mutant) throws PatchException, IOException {
    return by.hear(WitnessKind.LOCK_STEP, Isolation.of(mutant), mutant.cases(), pairs -> {});
  }

  @TestFactory
  Stream<DynamicTest> crashTestsNoticeThem() {
    return TELLING_OF_STORAGE.stream().map(this::crashTests);
  }

  @TestFactory
  @EnabledIfSystemProperty(named = "acksiom.deep", matches = "true")
  Stream<DynamicTest> crashTestsNoticeAllBugsOfTheLogOnADisk() throws Exception {
    return Mutants.all().stream()
        .filter(mutant -> mutant.cases().contains(new StorageCase()))
        .map(mutant -> crashTests(mutant.name()));
  }

  private DynamicTest crashTests(String name) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          List<Hearing> hearings = trial.of(Mutants.of(name), pairs -> {});
          assertThat(hearings).extracting(Hearing::kind).containsExactly(WitnessKind.CRASH_TESTS);
          assertThat(hearings.get(0).testimony().verdict()).isEqualTo(Verdict.CAUGHT);
          assertThat(hearings.get(0).testimony().finding()).isNotEmpty();
        });
  }

  /** Up to the difference both sides do the same. */
  private void replaysOnTheRealCore(Hearing hearing) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("schedule.json"), hearing.testimony().schedule().orElseThrow());
    Schedule schedule = ScheduleFile.read(file);
    Setup setup = schedule.run().setup();
    assertThat(hearing.at())
        .isInstanceOfSatisfying(
            ClusterCase.class, at -> assertThat(setup.bounds()).isEqualTo(at.bounds()));
    assertThat(hearing.testimony().steps().getAsInt())
        .isBetween(schedule.events().size(), schedule.events().size() + 1);
  }

  /** The same procedure in the same cases, without a bug: nobody notices any. */
  @TestFactory
  Stream<DynamicTest> nobodyNoticesTheCoreItself() {
    return Stream.concat(cases(TELLING), Stream.of(new StorageCase()))
        .map(at -> control(trial(5_000, 100_000), at));
  }

  @TestFactory
  @EnabledIfSystemProperty(named = "acksiom.deep", matches = "true")
  Stream<DynamicTest> nobodyNoticesTheCoreItselfInAnyCase() {
    return cases(Mutants.names()).map(at -> control(trial(100_000, 400_000), at));
  }

  private static Stream<Case> cases(List<String> names) {
    return names.stream()
        .flatMap(
            name -> {
              try {
                return Mutants.of(name).cases().stream();
              } catch (PatchException e) {
                throw new AssertionError(e);
              }
            })
        .distinct();
  }

  private static DynamicTest control(Trial trial, Case at) {
    return DynamicTest.dynamicTest(
        at.toString(),
        () -> {
          for (WitnessKind kind : at.witnesses()) {
            Hearing hearing = trial.hear(kind, new Isolation(Map.of()), List.of(at), pairs -> {});
            assertThat(hearing.caught()).as(kind.words() + hearing.testimony().finding()).isFalse();
            assertThat(hearing.testimony().finding()).as(kind.words()).doesNotContain("broke off");
          }
        });
  }

  @Test
  void historyChecksNoticeWhatAUserWouldSee() throws Exception {
    List<Hearing> hearings = trial.of(Mutants.of("acknowledge-before-isr"), pairs -> {});
    assertThat(hearings)
        .extracting(Hearing::kind)
        .containsExactly(
            WitnessKind.LOCK_STEP,
            WitnessKind.TRACE_VALIDATION,
            WitnessKind.INVARIANTS,
            WitnessKind.HISTORY_CHECKS);
    Hearing history = hearings.get(WitnessKind.HISTORY_CHECKS.ordinal());
    assertThat(history.caught()).isTrue();
    assertThat(history.testimony().finding()).contains("ACKED_LOSS");
    assertThat(history.testimony().steps().getAsInt())
        .isGreaterThan(
            hearings.get(WitnessKind.LOCK_STEP.ordinal()).testimony().steps().getAsInt());
  }

  @Test
  void traceValidationNoticesAStepThatIsTakenWrongly() throws Exception {
    Mutant mutant = Mutants.of("high-watermark-by-max");
    Hearing hearing =
        trial.hear(WitnessKind.TRACE_VALIDATION, Isolation.of(mutant), mutant.cases(), pairs -> {});
    assertThat(hearing.testimony().finding())
        .contains("leads elsewhere")
        .contains("highWatermark[1] is ");
    replaysOnTheRealCore(hearing);
  }

  /** What the mutant never does can not be seen in what it does. */
  @Test
  void traceValidationDoesNotNoticeWhatIsMissing() throws Exception {
    Mutant missing =
        Bug.of(
            "return leads() && pendingIsr == null && !view.isr().contains(follower) &&"
                + " hasCaughtUp(follower);",
            "return false;");
    assertThat(lockStep(trial, missing).caught()).isTrue();
    assertThat(
            trial
                .hear(
                    WitnessKind.TRACE_VALIDATION,
                    Isolation.of(missing),
                    missing.cases(),
                    pairs -> {})
                .testimony()
                .verdict())
        .isEqualTo(Verdict.SURVIVED);
  }

  @Test
  void invariantsNoticeAStateThatNoCoreShouldBeIn() throws Exception {
    Mutant mutant = Mutants.of("high-watermark-beyond-the-log");
    Hearing hearing =
        trial.hear(WitnessKind.INVARIANTS, Isolation.of(mutant), mutant.cases(), pairs -> {});
    assertThat(hearing.testimony().finding()).isEqualTo("HIGH_WATERMARK_WITHIN_LOG");
  }

  @Test
  void aChangeThatChangesNothingSurvives() throws Exception {
    Mutant equivalent =
        Bug.of(
            "return view.isr().size() >= effectiveMinIsr;",
            "return effectiveMinIsr <= view.isr().size();");
    assertThat(trial.of(equivalent, pairs -> {}))
        .extracting(hearing -> hearing.testimony().verdict())
        .containsOnly(Verdict.SURVIVED);
  }

  @Test
  void aBudgetThatRunsOutDecidesNothing() throws Exception {
    Mutant equivalent =
        Bug.of(
            "return view.isr().size() >= effectiveMinIsr;",
            "return effectiveMinIsr <= view.isr().size();");
    assertThat(trial(10, 10).of(equivalent, pairs -> {}))
        .filteredOn(
            hearing -> hearing.kind() != WitnessKind.TRACE_VALIDATION) // a sample in any case
        .extracting(hearing -> hearing.testimony().verdict())
        .containsOnly(Verdict.UNDECIDED);
  }

  @Test
  void whatIsUndecidedInOneCaseIsNotDecidedByAnother() throws Exception {
    List<Case> cases =
        List.of(
            Case.parse("leader-ack crash replicas=2 records=1 retries=0 faults=1 consumers=0"),
            Case.parse("leader-ack none replicas=1 records=1 retries=0 faults=0 consumers=0"));
    Hearing hearing =
        trial(100, 100)
            .hear(WitnessKind.HISTORY_CHECKS, new Isolation(Map.of()), cases, pairs -> {});
    assertThat(hearing.testimony().verdict()).isEqualTo(Verdict.UNDECIDED);
    Hearing decided =
        trial(100, 100)
            .hear(
                WitnessKind.HISTORY_CHECKS,
                new Isolation(Map.of()),
                cases.subList(1, 2),
                pairs -> {});
    assertThat(decided.testimony().verdict()).isEqualTo(Verdict.SURVIVED);
  }

  @Test
  void aCoreThatThrowsIsADifferenceAndEndsNoTrial() throws Exception {
    Mutant throwing =
        Bug.of(
            "return view.isr().size() >= effectiveMinIsr;",
            "return view.isr().size() / (log.endOffset() - 1) < 0;");
    List<Hearing> hearings = trial.of(throwing, pairs -> {});
    assertThat(hearings.get(0).caught()).isTrue();
    assertThat(hearings.get(1).testimony().verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(hearings.get(1).testimony().finding()).contains("ArithmeticException");
  }

  @Test
  void theMutantHasTheCoreToItselfAndSharesTheRest() throws Exception {
    Isolation isolation = Isolation.of(Mutants.of("high-watermark-by-max"));
    assertThat(isolation.loadClass(Broker.class.getName())).isNotSameAs(Broker.class);
    assertThat(isolation.loadClass(Abstraction.class.getName())).isNotSameAs(Abstraction.class);
    assertThat(isolation.loadClass(Case.class.getName())).isSameAs(Case.class);
    assertThat(isolation.loadClass(SpecFiles.class.getName())).isSameAs(SpecFiles.class);
  }
}
