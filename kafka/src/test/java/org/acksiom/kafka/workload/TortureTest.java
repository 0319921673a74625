package org.acksiom.kafka.workload;

import java.nio.file.Path;
import java.util.Random;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TortureTest {
  @Test
  void t(@TempDir Path dir) throws Exception {
    try (Torture t = new Torture(dir, 2)) {
      for (Preset p : Preset.values()) {
        for (Scenario s : Scenario.values()) {
          long a = System.nanoTime();
          Observation o = t.run(p.settings(), s, 10, new Random(1));
          System.out.println((System.nanoTime() - a) / 1000000 + " ms " + p.id() + " " + s + " faults " + o.faults() + " " + o.report().counts());
        }
      }
    }
  }
}
