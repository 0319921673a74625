package org.acksiom.kafka.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A process with a node that it has paused. */
final class ParentOfAPausedNode {
  private ParentOfAPausedNode() {}

  /**
   * @param arguments an existing folder
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    KafkaRelease release = new KafkaReleases(folder.resolve("releases")).own();
    ForkedNode node = LoneNode.of(release, folder, Map.of()).node();
    new Thread(node::start).start();
    while (!node.isAlive()) {
      Thread.sleep(1);
    }
    node.pause();
    System.out.println("paused");
  }
}
