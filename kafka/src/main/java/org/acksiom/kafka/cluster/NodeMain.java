package org.acksiom.kafka.cluster;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * What runs in the process of a {@link ForkedNode}: Kafka's own {@code kafka-storage format} where
 * it was not done, and {@code kafka-server-start}, of whatever release is on the class path. It
 * ends at once when its standard input does: then the process that started it is gone.
 *
 * <p>It travels alone into the class path of that release, so it uses nothing else of Acksiom.
 */
final class NodeMain {
  private NodeMain() {}

  /**
   * @param arguments the server's properties file and the cluster's id
   */
  public static void main(String[] arguments) throws IOException {
    Thread parent = new Thread(NodeMain::endWithParent, "parent");
    parent.setDaemon(true);
    parent.start();
    String file = arguments[0];
    if (!isFormatted(Path.of(file))) {
      String[] format = {"format", "-t", arguments[1], "-c", file, "--ignore-formatted"};
      int exitCode = StorageTool.execute(format, System.out);
      if (exitCode != 0) {
        System.exit(exitCode);
      }
    }
    Kafka.main(new String[] {file});
  }

  /** Kafka writes that file as the last of its format. */
  private static boolean isFormatted(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    for (String directory : properties.getProperty("log.dirs").split(",")) {
      if (!Files.exists(Path.of(directory, "meta.properties"))) {
        return false;
      }
    }
    return true;
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever said.
      }
    } catch (IOException e) {
      // As good as its end.
    }
    Runtime.getRuntime().halt(1);
  }
}
