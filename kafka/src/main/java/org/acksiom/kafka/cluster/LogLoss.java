package org.acksiom.kafka.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.record.internal.FileLogInputStream.FileChannelRecordBatch;
import org.apache.kafka.common.record.internal.FileRecords;

/**
 * What a loss of power leaves of a broker's log: not the batches at its end that were not flushed,
 * nor a checkpoint that says they were.
 */
final class LogLoss {
  private LogLoss() {}

  /**
   * Takes the last batches of a partition away; the broker must not run.
   *
   * @param directory the broker's log directory
   * @param partition the partition's folder there, such as {@code topic-0}, of one segment
   * @param batches how many, at most those that there are
   * @throws IOException if a file can't be read or written
   */
  static void lose(Path directory, String partition, int batches) throws IOException {
    Path segment;
    try (Stream<Path> files = Files.list(directory.resolve(partition))) {
      segment =
          files
              .filter(file -> file.toString().endsWith(".log"))
              .findFirst()
              .orElseThrow(() -> new IOException(partition + ": expected a segment, found none"));
    }
    try (FileRecords records = FileRecords.open(segment.toFile())) {
      List<Integer> positions = new ArrayList<>();
      for (FileChannelRecordBatch batch : records.batches()) {
        positions.add(batch.position());
      }
      if (batches > positions.size()) {
        throw new IOException(
            segment + ": expected at least " + batches + " batches, found " + positions.size());
      }
      records.truncateTo(positions.get(positions.size() - batches));
    }
    Files.deleteIfExists(directory.resolve("recovery-point-offset-checkpoint"));
  }
}
