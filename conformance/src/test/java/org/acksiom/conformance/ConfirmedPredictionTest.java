package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Explorer;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is observed is possible if the specification has the behaviour, and not because it is. */
class ConfirmedPredictionTest {
  private static final Bounds READ = new Bounds(2, 1, 0, 2, 1);

  @TempDir private Path folder;

  private Map<Anomaly, Prediction> confirmed(KafkaDeliveryModel model, Collection<Schedule> shown)
      throws Exception {
    return SmallRun.predictor(folder).confirm("shown", model, shown, stats -> {}).byAnomaly();
  }

  private static Map<Anomaly, Schedule> witnesses(Scenario scenario) {
    KafkaDeliveryModel model = scenario.model();
    Setup setup = new Setup(model.settings(), model.faults(), model.bounds());
    return Explorer.explore(setup, Budget.ofStates(1_000_000)).witnesses();
  }

  @Test
  void aBehaviourOfTheSpecificationShowsWhatItShows() throws Exception {
    Scenario scenario = Scenario.of(Preset.LEADER_ACK, FaultModel.CRASH, new Bounds(2, 1, 1, 1));
    Map<Anomaly, Schedule> witnesses = witnesses(scenario);
    assertThat(witnesses).containsKeys(Anomaly.ACKED_LOSS, Anomaly.DUPLICATE);

    Map<Anomaly, Prediction> confirmed = confirmed(scenario.model(), witnesses.values());
    confirmed.forEach(
        (anomaly, prediction) -> {
          assertThat(prediction.verdict())
              .as(anomaly.name())
              .isEqualTo(witnesses.containsKey(anomaly) ? Verdict.POSSIBLE : Verdict.UNDECIDED);
          prediction
              .witness()
              .ifPresent(
                  trace ->
                      assertThat(trace.length() - 1)
                          .isEqualTo(witnesses.get(anomaly).events().size()));
        });
  }

  @Test
  void aBehaviourThatTheSpecificationDoesNotHaveShowsNothing() throws Exception {
    Bounds bounds = new Bounds(2, 1, 1, 1);
    Map<Anomaly, Schedule> crashes =
        witnesses(Scenario.of(Preset.LEADER_ACK, FaultModel.CRASH, bounds));
    KafkaDeliveryModel network = Scenario.of(Preset.LEADER_ACK, FaultModel.NETWORK, bounds).model();
    assertThat(confirmed(network, List.of(crashes.get(Anomaly.ACKED_LOSS))).values())
        .extracting(Prediction::verdict)
        .containsOnly(Verdict.UNDECIDED);
  }

  @Test
  void whereAllIsShownTheRestNeedNotBeExhausted() throws Exception {
    Scenario disk =
        new Scenario(
            Preset.FIRE_AND_FORGET, FaultModel.DISK, READ, List.of(Anomaly.ROLLED_BACK_READ));
    SmallRun run = SmallRun.of(SmallRun.predictor(folder), List.of(disk), 1);
    assertThat(run.cells()).extracting(Cell::match).containsOnly(Match.MATCH);
    assertThat(run.cells()).extracting(Cell::anomaly).contains(Anomaly.ROLLED_BACK_READ);
    Prediction prediction = run.cells().get(0).prediction();
    assertThat(prediction.distinctStates())
        .isLessThan(run.cells().get(0).observation().distinctStates());
    assertThat(folder.resolve(disk.id() + ".cfg")).exists();
    assertThat(folder.resolve(disk.id() + ".out")).doesNotExist();
    assertThat(Files.readString(folder.resolve("observed/" + disk.id() + "/Observed.tla")))
        .contains("EXTENDS " + KafkaDeliveryModel.MODULE);
  }

  @Test
  void withinBoundsThatAreTooWideOnlyWhatIsShownIsDecided() throws Exception {
    List<Anomaly> reads = List.of(Anomaly.ROLLED_BACK_READ, Anomaly.SKIPPED_READ);
    Scenario wide = new Scenario(Preset.FIRE_AND_FORGET, FaultModel.DISK, READ, reads, true);
    Scenario small =
        new Scenario(Preset.FIRE_AND_FORGET, FaultModel.DISK, new Bounds(2, 1, 0, 1, 1), reads);
    SmallRun run = SmallRun.of(SmallRun.predictor(folder), List.of(small, wide), 2);
    assertThat(run.cells()).extracting(Cell::match).containsOnly(Match.MATCH);
    List<Cell> asked = run.cells().stream().filter(cell -> reads.contains(cell.anomaly())).toList();
    assertThat(asked).extracting(Cell::anomaly).containsExactlyElementsOf(reads);
    assertThat(asked)
        .extracting(cell -> cell.model().bounds())
        .containsExactly(wide.bounds(), small.bounds());
    assertThat(folder.resolve(wide.id() + ".out")).doesNotExist();
  }

  @Test
  void whatFewerFaultsShowIsNotExploredAgain() throws Exception {
    List<Anomaly> reorder = List.of(Anomaly.REORDER);
    Scenario network = new Scenario(Preset.AT_MOST_ONCE, FaultModel.NETWORK, Bounds.SMALL, reorder);
    Scenario partition =
        new Scenario(Preset.AT_MOST_ONCE, FaultModel.PARTITION, Bounds.SMALL, reorder);
    SmallRun run = SmallRun.of(SmallRun.predictor(folder), List.of(partition, network), 1);
    assertThat(run.cells()).extracting(Cell::faults).contains(FaultModel.PARTITION);
    assertThat(run.cells()).extracting(Cell::exploration).containsOnly(network.id());
    assertThat(folder.resolve(partition.id() + ".cfg")).doesNotExist();
  }
}
