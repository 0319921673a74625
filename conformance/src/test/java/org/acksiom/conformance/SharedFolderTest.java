package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.acksiom.specs.SpecFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two processes at once must not write over. */
class SharedFolderTest {
  private static final String TEMPORARY = "java.io.tmpdir";

  @TempDir private Path modules;
  @TempDir private Path shared;

  /** TLC's classes, which are loaded anew for each specification, read the property then. */
  @Test
  void noStandardModuleIsUnpackedWhereAllProcessesHaveTheirTemporaryFiles() throws Exception {
    SpecFiles.copyModulesTo(modules);
    String before = System.setProperty(TEMPORARY, shared.toString());
    try {
      Lockstep.walk(
          new Setup(Preset.LEADER_ACK.settings(), FaultModel.NONE, new Bounds(1, 1, 0, 0)),
          modules.resolve(KafkaDeliveryModel.MODULE + ".tla"),
          Budget.ofStates(10),
          pairs -> {});
    } finally {
      System.setProperty(TEMPORARY, before);
    }
    assertThat(shared).isEmptyDirectory();
  }
}
