package org.acksiom.kafka.cluster;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a node has logged since its last start. */
final class NodeLog {
  /** Of {@code KafkaRaftServer.startup}, when controller and broker are up. */
  private static final String STARTED = "Kafka Server started";

  private static final Pattern THROWN =
      Pattern.compile("(?:Caused by: |Exception in thread \"main\" )?[\\w.$]+\\.[\\w$]+: (.+)");

  private final Path file;
  private final StringBuilder text = new StringBuilder();
  private long position;

  /** Whatever the file holds already is of earlier starts. */
  NodeLog(Path file) throws IOException {
    this.file = file;
    this.position = Files.exists(file) ? Files.size(file) : 0;
  }

  boolean saysStarted() throws IOException {
    read();
    return text.indexOf(STARTED) >= 0;
  }

  /**
   * Why the node ended, on one line: the last failure that was logged and its causes, or else the
   * last line.
   */
  String lastWords() throws IOException {
    read();
    Set<String> reasons = new LinkedHashSet<>();
    String last = "nothing was logged";
    for (String line : text.toString().lines().filter(line -> !line.isBlank()).toList()) {
      last = line.strip();
      Matcher thrown = THROWN.matcher(line);
      if (line.contains(" ERROR ")) {
        reasons.clear();
      } else if (thrown.matches()) {
        reasons.add(thrown.group(1));
      }
    }
    return reasons.isEmpty() ? last : String.join(": ", reasons);
  }

  /** The log is ASCII but for names that users choose, so a part of a character does no harm. */
  private void read() throws IOException {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      byte[] more = new byte[Math.toIntExact(log.length() - position)];
      log.seek(position);
      log.readFully(more);
      position += more.length;
      text.append(new String(more, StandardCharsets.UTF_8));
    }
  }
}
