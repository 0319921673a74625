package org.acksiom.kafka.cluster;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedClusterTest {
  @Test
  void t(@TempDir Path dir) throws Exception {
    for (int i = 0; i < 4; i++) {
      long a = System.nanoTime();
      EmbeddedCluster c = EmbeddedCluster.start(dir, 2, Advertisement.DIRECT);
      long b = System.nanoTime();
      c.close();
      long d = System.nanoTime();
      System.out.println("start " + (b - a) / 1000000 + " stop " + (d - b) / 1000000);
    }
    Thread.getAllStackTraces().keySet().forEach(System.out::println);
  }
}
