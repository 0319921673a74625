package org.acksiom.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.acksiom.modelcheck.Tlc;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.FileTree;
import org.acksiom.specs.Preset;

/** What a verification of a few scenarios came to. */
record SmallRun(List<Cell> cells, Map<Scenario, Throwable> failed) {
  /** Small ones that together have every kind of fault, of acks and of idempotence. */
  static final List<Scenario> SCENARIOS =
      List.of(
          Scenario.of(Preset.AT_LEAST_ONCE, FaultModel.NONE, Bounds.SMALL),
          Scenario.of(Preset.AT_LEAST_ONCE, FaultModel.NETWORK, Bounds.SMALL),
          Scenario.of(Preset.FIRE_AND_FORGET, FaultModel.CRASH, Bounds.SMALL),
          Scenario.of(Preset.AT_MOST_ONCE, FaultModel.CRASH, Bounds.SMALL),
          Scenario.of(Preset.LEADER_ACK, FaultModel.NETWORK, Bounds.SMALL),
          Scenario.of(Preset.IDEMPOTENT_DURABLE, FaultModel.NETWORK, Bounds.SMALL));

  /** All of them, decided once for all tests. */
  static SmallRun all() {
    return Once.ALL;
  }

  /** A class of its own, because the threads that decide need {@link SmallRun} initialised. */
  private static final class Once {
    private static final SmallRun ALL = ofAll();
  }

  private static SmallRun ofAll() {
    try {
      Path folder = Files.createTempDirectory("acksiom-small-run");
      try {
        return of(predictor(folder), SCENARIOS, 2);
      } finally {
        FileTree.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static Predictor predictor(Path folder) {
    return predictor(Tlc.installed(), folder);
  }

  static Predictor predictor(Tlc tlc, Path folder) {
    return new Predictor(tlc, folder, Duration.ofMinutes(2), Deadline.never(System::nanoTime), 512);
  }

  static SmallRun of(Predictor predictor, List<Scenario> scenarios, int workers)
      throws IOException, InterruptedException {
    return of(predictor, scenarios, workers, Deadline.never(() -> 0));
  }

  static SmallRun of(Predictor predictor, List<Scenario> scenarios, int workers, Deadline deadline)
      throws IOException, InterruptedException {
    List<Cell> cells = new ArrayList<>();
    Map<Scenario, Throwable> failed = new LinkedHashMap<>();
    new Verification(Profile.QUICK, predictor, 1, deadline)
        .run(
            scenarios,
            workers,
            new Verification.Listener() {
              @Override
              public void decided(Scenario scenario, List<Cell> decided) {
                cells.addAll(decided);
              }

              @Override
              public void failed(Scenario scenario, Throwable cause) {
                failed.put(scenario, cause);
              }
            });
    return new SmallRun(cells, failed);
  }

  /** The cells of one scenario. */
  List<Cell> of(Scenario scenario) {
    return cells.stream()
        .filter(cell -> Scenario.of(cell.preset(), cell.faults(), Bounds.SMALL).equals(scenario))
        .toList();
  }
}
