package org.acksiom.kafka.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Where logs are put side by side: in memory, if there is a folder that is. */
final class Bench implements Closeable {
  final KafkaLogs kafkas;

  Bench() throws IOException {
    Path parent =
        Stream.of("/dev/shm", System.getProperty("java.io.tmpdir"))
            .map(Path::of)
            .filter(Files::isWritable)
            .findFirst()
            .orElseThrow();
    kafkas = new KafkaLogs(parent);
  }

  /** Both of our logs beside Kafka's. */
  Sequences.Beginning both(BackgroundWork work) {
    return () -> {
      Map<String, OurLog> ours = new LinkedHashMap<>();
      ours.put("log in memory", OurLog.inMemory());
      ours.put("log on disk", OurLog.onDisk());
      return new SideBySide(kafkas.create(work), ours);
    };
  }

  /** A log of any kind beside Kafka's. */
  Sequences.Beginning one(OurLog log) {
    return () -> new SideBySide(kafkas.create(BackgroundWork.AT_ONCE), Map.of("wrong log", log));
  }

  @Override
  public void close() throws IOException {
    kafkas.close();
  }
}
