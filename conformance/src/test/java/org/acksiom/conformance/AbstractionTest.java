package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.acksiom.impl.simulator.Action;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The names of the specification and of the implementation are the same names. */
class AbstractionTest {
  @TempDir private Path folder;

  @Test
  void theImplementationHasEveryVariableOfTheSpecificationAndNoOther() throws Exception {
    Cluster cluster =
        new Cluster(new Setup(Preset.IDEMPOTENT.settings(), FaultModel.CRASH, Bounds.SMALL));
    assertThat(Abstraction.of(cluster).keySet())
        .containsExactlyElementsOf(SpecificationText.variables(folder));
  }

  @Test
  void theImplementationHasEveryActionOfTheSpecificationAndNoOther() throws Exception {
    List<String> actions = Stream.of(Action.values()).map(Action::specName).toList();
    assertThat(actions).containsExactlyElementsOf(SpecificationText.actions(folder));
  }
}
