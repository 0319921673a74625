package org.acksiom.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLC itself, forked; each run costs the better part of a second. */
class TlcTest {

  private static final Path MODELS = Path.of("src", "test", "resources", "models");

  @TempDir private Path folder;

  private final Tlc tlc = Tlc.installed();

  private TlcRun model(String module, String... config) throws IOException {
    Path file = Files.write(folder.resolve(module + ".cfg"), List.of(config));
    return TlcRun.of(
        MODELS.resolve(module + ".tla"), file, folder.resolve("logs/" + module + ".log"));
  }

  private TlcResult run(TlcRun run) throws Exception {
    return tlc.run(run, stats -> {});
  }

  private static Violation only(TlcResult result) {
    assertThat(result).isInstanceOf(TlcResult.Violated.class);
    List<Violation> violations = ((TlcResult.Violated) result).violations();
    assertThat(violations).hasSize(1);
    return violations.get(0);
  }

  private static String failure(TlcResult result) {
    assertThat(result).isInstanceOf(TlcResult.Failed.class);
    return ((TlcResult.Failed) result).message();
  }

  private TlcResult anomalies(String invariant, String init, boolean continues) throws Exception {
    List<String> config =
        new ArrayList<>(
            List.of("CONSTANT Limit = 3", "INIT " + init, "NEXT Next", "CHECK_DEADLOCK FALSE"));
    if (!invariant.isEmpty()) {
      config.add("INVARIANT " + invariant);
    }
    return run(model("Anomalies", config.toArray(String[]::new)).continues(continues));
  }

  @Test
  void aModelThatHoldsIsReportedWithItsStatesAndItsIdleActions() throws Exception {
    TlcResult result =
        run(
            model(
                    "Counter",
                    "CONSTANT Limit = 7",
                    "SPECIFICATION Spec",
                    "INVARIANT TypeOK",
                    "PROPERTY EventuallyLimit",
                    "CHECK_DEADLOCK FALSE")
                .coverage(true));
    assertThat(result).isInstanceOf(TlcResult.Holds.class);
    Stats stats = result.stats();
    assertThat(stats.distinct()).isEqualTo(8);
    assertThat(stats.generated()).isEqualTo(8);
    assertThat(stats.queued()).isZero();
    assertThat(stats.depth()).isEqualTo(8);
    assertThat(stats.elapsed()).isPositive();
    assertThat(stats.actions())
        .extracting(action -> action.action() + " " + action.generated())
        .containsExactly("Init 1", "FromEven 4", "FromOdd 3", "Never 0");
    assertThat(stats.neverTaken()).extracting(ActionCoverage::action).containsExactly("Never");
    assertThat(Files.readString(result.log())).contains("TLC2 Version", "@!@!@ENDMSG 2186");
  }

  @Test
  void aViolatedInvariantComesWithAShortestTrace() throws Exception {
    TlcResult result =
        run(model("Counter", "CONSTANT Limit = 7", "SPECIFICATION Spec", "INVARIANT BelowThree"));
    Violation violation = only(result);
    assertThat(violation.kind()).isEqualTo(Violation.Kind.INVARIANT);
    assertThat(violation.name()).isEqualTo("BelowThree");
    assertThat(violation.trace().states())
        .extracting(state -> state.action() + " " + state.variables())
        .containsExactly(
            "Initial predicate {count=0}",
            "FromEven {count=1}",
            "FromOdd {count=2}",
            "FromEven {count=3}");
    assertThat(((TlcResult.Violated) result).exhausted()).isFalse();
  }

  @Test
  void aStateWithoutSuccessorIsADeadlock() throws Exception {
    Violation violation = only(run(model("Counter", "CONSTANT Limit = 2", "SPECIFICATION Spec")));
    assertThat(violation.kind()).isEqualTo(Violation.Kind.DEADLOCK);
    assertThat(violation.trace().length()).isEqualTo(3);
  }

  @Test
  void aViolatedLivenessPropertyComesWithItsLoop() throws Exception {
    TlcResult result = run(model("Ring", "SPECIFICATION Spec", "PROPERTY ReachesFour"));
    Violation violation = only(result);
    assertThat(violation.kind()).isEqualTo(Violation.Kind.TEMPORAL_PROPERTY);
    assertThat(violation.trace().length()).isEqualTo(4);
    assertThat(violation.trace().loop()).hasValue(2);
    assertThat(((TlcResult.Violated) result).exhausted()).isTrue();
  }

  @Test
  void aStepThatTheAbstractSpecificationLacksViolatesTheRefinement() throws Exception {
    Violation violation = only(run(model("Ring", "SPECIFICATION Spec", "PROPERTY RefinesCounter")));
    assertThat(violation.kind()).isEqualTo(Violation.Kind.ACTION_PROPERTY);
    assertThat(violation.name()).isEqualTo("line 15, col 17 to line 15, col 30 of module Counter");
    assertThat(violation.trace().length()).isEqualTo(5);
  }

  @Test
  void anInitialStateThatTheAbstractSpecificationLacksViolatesItAtOnce() throws Exception {
    Violation violation = only(run(model("Ring", "SPECIFICATION Spec", "PROPERTY StartsAtOne")));
    assertThat(violation.kind()).isEqualTo(Violation.Kind.INITIAL_PROPERTY);
    assertThat(violation.trace().states()).hasSize(1);
  }

  @Test
  void severalAnomaliesAreDecidedInOneExploration() throws Exception {
    TlcResult.Violated result = (TlcResult.Violated) anomalies("NothingNew", "Init", true);
    assertThat(result.violations())
        .extracting(violation -> violation.printed() + " " + violation.trace().length())
        .containsExactly(
            "[{\"START\"}] 1", "[{\"TWO\"}] 3", "[{\"FOUR\"}] 5", "[{\"LATE\", \"LATER\"}] 7");
    assertThat(result.exhausted()).isTrue();
    assertThat(result.violations())
        .extracting(Violation::trace)
        .as("the same traces as in another run on another day")
        .isEqualTo(TraceReader.read(Recorded.file("anomalies.tool.txt")));
  }

  /** If TLC did not go on from states that violate an invariant, "impossible" would be unsound. */
  @Test
  void violationsHideNoState() throws Exception {
    Stats undisturbed = anomalies("", "Init", false).stats();
    TlcResult.Violated everywhere = (TlcResult.Violated) anomalies("Nothing", "Init", true);
    assertThat(everywhere.violations()).hasSize(16);
    assertThat(everywhere.stats())
        .usingRecursiveComparison()
        .ignoringFields("elapsed")
        .isEqualTo(undisturbed);
    assertThat(undisturbed.distinct()).isEqualTo(16);
  }

  /** Why a model's registers belong in an ASSUME. */
  @Test
  void aRegisterSetInInitIsResetByEachTrace() throws Exception {
    TlcResult.Violated result = (TlcResult.Violated) anomalies("NothingNew", "ForgetfulInit", true);
    assertThat(result.violations())
        .filteredOn(violation -> violation.printed().toString().contains("TWO"))
        .hasSizeGreaterThan(1);
  }

  @Test
  void aRunThatContinuesStopsWhenItHasFoundEnough() throws Exception {
    TlcRun run =
        model("Endless", "INIT Init", "NEXT Small", "INVARIANT AtStart")
            .continues(true)
            .coverage(true)
            .violationsMax(3);
    TlcResult.Violated result = (TlcResult.Violated) run(run);
    assertThat(result.violations()).hasSize(3);
    assertThat(result.exhausted()).isFalse();
    assertThat(result.stats().distinct()).isPositive();
    assertThat(result.stats().actions())
        .as("a search that is stopped reports all the same")
        .extracting(ActionCoverage::action)
        .containsExactly("Init", "Grow", "Jump");
  }

  @Test
  void whatCannotBeEvaluatedIsAFailureInTlcsWords() throws Exception {
    TlcResult result = run(model("Evaluates", "INIT Init", "NEXT Wrong"));
    assertThat(failure(result))
        .startsWith("Attempted to apply Head to the empty sequence.")
        .contains("Line 7, column 24");
    assertThat(result.log()).isRegularFile();
  }

  @Test
  void anAssertionThatFailsIsAViolation() throws Exception {
    Violation violation = only(run(model("Evaluates", "INIT Init", "NEXT Asserts")));
    assertThat(violation.kind()).isEqualTo(Violation.Kind.ASSERTION);
    assertThat(violation.name()).isEqualTo("\"below two\"");
    assertThat(violation.trace().length()).isEqualTo(3);
  }

  @Test
  void whatDoesNotParseIsAFailureWithItsPlace() throws Exception {
    assertThat(failure(run(model("Broken", "INIT Init", "NEXT Next"))))
        .startsWith("Encountered \"Beginning of definition\" at line 4, column 1")
        .contains("module Broken");
  }

  @Test
  void aConstantWithoutValueIsAFailureThatNamesIt() throws Exception {
    assertThat(failure(run(model("Counter", "SPECIFICATION Spec"))))
        .isEqualTo(
            "The constant parameter Limit is not assigned a value by the configuration file.");
  }

  @Test
  void aMissingConfigurationIsAFailureThatNamesIt() throws Exception {
    Path nowhere = folder.resolve("nowhere.cfg");
    TlcRun run = TlcRun.of(MODELS.resolve("Counter.tla"), nowhere, folder.resolve("log"));
    assertThat(failure(run(run))).contains(nowhere.toString(), "File not found.");
  }

  @Test
  void aTimeOutIsUndecided() throws Exception {
    TlcResult result =
        run(model("Endless", "INIT Init", "NEXT Small").timeout(Duration.ofSeconds(2)));
    assertThat(result)
        .isInstanceOfSatisfying(
            TlcResult.Undecided.class,
            undecided -> assertThat(undecided.budget()).isEqualTo(TlcResult.Budget.TIME));
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  /** The network sockets of the processes that this one has started; as Linux shows them. */
  private static List<String> portsOfChildren() {
    List<String> ports = new ArrayList<>();
    ProcessHandle.current()
        .children()
        .map(child -> Path.of("/proc", Long.toString(child.pid())))
        .filter(Files::isDirectory)
        .forEach(
            process -> {
              try (Stream<Path> links = Files.list(process.resolve("fd"));
                  Stream<String> tcp = Files.lines(process.resolve("net/tcp"));
                  Stream<String> tcp6 = Files.lines(process.resolve("net/tcp6"))) {
                List<String> inodes =
                    links
                        .map(TlcTest::target)
                        .filter(target -> target.startsWith("socket:["))
                        .map(target -> " " + target.substring(8, target.length() - 1) + " ")
                        .toList();
                Stream.concat(tcp, tcp6)
                    .filter(line -> inodes.stream().anyMatch(line::contains))
                    .forEach(ports::add);
              } catch (IOException e) {
                // The child has ended.
              }
            });
    return ports;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void aHeapThatIsTooSmallIsUndecided() throws Exception {
    // The time is that of a machine so busy that a full heap takes its time to be called full.
    TlcResult result =
        run(
            model("Endless", "INIT Init", "NEXT Double")
                .heapMegabytes(24)
                .timeout(Duration.ofMinutes(10)));
    assertThat(result)
        .isInstanceOfSatisfying(
            TlcResult.Undecided.class,
            undecided -> assertThat(undecided.budget()).isEqualTo(TlcResult.Budget.MEMORY));
  }

  @Test
  void anInterruptKillsTlcWhichHasReportedProgressAndOpenedNoPort() throws Exception {
    TlcRun run = model("Endless", "INIT Init", "NEXT Small");
    List<Stats> progress = new CopyOnWriteArrayList<>();
    List<String> ports = new CopyOnWriteArrayList<>();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              Thread self = Thread.currentThread();
              try {
                tlc.run(
                    run,
                    stats -> {
                      progress.add(stats);
                      ports.addAll(portsOfChildren());
                      if (stats.distinct() > 100) {
                        self.interrupt();
                      }
                    });
              } catch (Exception e) {
                thrown.set(e);
              }
            });
    caller.start();
    caller.join();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(ports).isEmpty();
    assertThat(progress).extracting(Stats::distinct).isSorted();
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  @Test
  void whatTheListenerThrowsEndsTheRun() throws Exception {
    TlcRun run = model("Endless", "INIT Init", "NEXT Small");
    assertThatThrownBy(
            () ->
                tlc.run(
                    run,
                    stats -> {
                      throw new IllegalStateException("enough");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("enough");
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  @Test
  void foldersMayHaveBlanksAndAccentsAndModulesMayLieElsewhere() throws Exception {
    String name =
        Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode('é')
            ? "mod èles"
            : "mod eles";
    Path models = Files.createDirectories(folder.resolve(name));
    Path library = Files.createDirectories(folder.resolve("libr ary"));
    Files.copy(MODELS.resolve("Configured.tla"), models.resolve("Configured.tla"));
    Files.copy(MODELS.resolve("library/Elsewhere.tla"), library.resolve("Elsewhere.tla"));
    Path config = Files.write(models.resolve("a b.cfg"), List.of("INIT Init", "NEXT Next"));
    TlcResult result =
        run(
            TlcRun.of(models.resolve("Configured.tla"), config, models.resolve("the log"))
                .libraries(List.of(library)));
    assertThat(result).isInstanceOf(TlcResult.Holds.class);
    assertThat(result.stats().distinct()).isEqualTo(2);
  }

  @Test
  void valuesOfEveryFormAreRead() throws Exception {
    Violation violation =
        only(
            run(
                model(
                    "Values",
                    "CONSTANTS replicas = {r1, r2} none = none",
                    "INIT Init",
                    "NEXT Next",
                    "INVARIANT AtStart")));
    assertThat(List.of(violation.trace()))
        .isEqualTo(TraceReader.read(Recorded.file("values.tool.txt")));
  }

  @Test
  void limitsOutOfRangeAreRefused() throws Exception {
    TlcRun run = model("Counter", "SPECIFICATION Spec");
    assertThatThrownBy(() -> run.workers(0)).hasMessage("workers: expected at least 1, found 0");
    assertThatThrownBy(() -> run.heapMegabytes(15))
        .hasMessage("heapMegabytes: expected at least 16, found 15");
    assertThatThrownBy(() -> run.violationsMax(0))
        .hasMessage("violationsMax: expected at least 1, found 0");
    assertThatThrownBy(() -> run.timeout(Duration.ZERO))
        .hasMessage("timeout: expected more than zero, found PT0S");
    assertThatThrownBy(() -> TlcRun.of(folder, folder, folder))
        .hasMessage("module: expected a .tla file, found " + folder);
    assertThatThrownBy(() -> new Tlc(folder.resolve("no.jar"), System::nanoTime))
        .hasMessage("expected the jar of TLC, found no file " + folder.resolve("no.jar"));
  }
}
