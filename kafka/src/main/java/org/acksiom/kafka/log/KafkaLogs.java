package org.acksiom.kafka.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.storage.log.metrics.BrokerTopicStats;

/** Makes logs of Kafka's in a folder, which is best one in memory: they are opened often. */
final class KafkaLogs implements Closeable {
  private final Path folder;
  private final BrokerTopicStats stats = new BrokerTopicStats();
  private int made;

  /**
   * Makes a folder for the logs.
   *
   * @param parent where; the folder is deleted when this is closed
   * @throws IOException if it can't be made
   */
  KafkaLogs(Path parent) throws IOException {
    folder = Files.createTempDirectory(parent, "acksiom-logs-");
  }

  /**
   * A new log without entries, to be closed before this.
   *
   * @param work when its background work is done
   * @throws IOException if its files can't be made
   */
  KafkaLog create(BackgroundWork work) throws IOException {
    return new KafkaLog(Files.createDirectory(folder.resolve("" + made++)), work, stats);
  }

  @Override
  public void close() throws IOException {
    stats.close();
    Files.delete(folder);
  }
}
