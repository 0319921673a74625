package org.acksiom.kafka.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/**
 * The classes of a release, parsed and verified once and for all by the JVM (JEP 350). A JVM that
 * finds that an archive is not of its own class path, file times included, starts without it.
 */
final class ClassArchive {
  private static final String PREFIX = "classes-";
  private static final String SUFFIX = ".jsa";

  private ClassArchive() {}

  /**
   * The archive of that release and this JVM, which is made if there is none; none if this JVM can
   * make none.
   */
  static Optional<Path> of(KafkaRelease release) throws IOException {
    Path archive = release.folder().resolve(PREFIX + digest(release) + SUFFIX);
    if (!Files.exists(archive)) {
      try (ScratchFolder scratch = new ScratchFolder(release.folder(), "archive-")) {
        Path made = scratch.path().resolve("made" + SUFFIX);
        runOnce(release, scratch.path(), made);
        if (!Files.exists(made)) {
          return Optional.empty();
        }
        deleteOthers(release.folder());
        Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return Optional.of(archive);
  }

  /** A broker and controller, started and stopped, loads what any node loads. */
  private static void runOnce(KafkaRelease release, Path scratch, Path made) throws IOException {
    Path log = release.folder().resolve("archive.log");
    Files.deleteIfExists(log);
    try (ForkedNode node =
        new ForkedNode(
            release,
            Uuid.randomUuid().toString(),
            properties(scratch.resolve("data")),
            scratch.resolve("node"),
            log,
            List.of("-XX:ArchiveClassesAtExit=" + made))) {
      node.start();
      node.stop();
    }
    Files.delete(log);
  }

  private static Map<String, String> properties(Path data) throws IOException {
    List<InetSocketAddress> free = FreePorts.find(2);
    String controller = "127.0.0.1:" + free.get(0).getPort();
    String client = "127.0.0.1:" + free.get(1).getPort();
    return Map.of(
        "log.dirs", data.toString(),
        "node.id", "1",
        "process.roles", "broker,controller",
        "controller.quorum.voters", "1@" + controller,
        "controller.listener.names", "CONTROLLER",
        "listeners", "PLAINTEXT://" + client + ",CONTROLLER://" + controller,
        "advertised.listeners", "PLAINTEXT://" + client,
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "broker.heartbeat.interval.ms", "100");
  }

  /** Of everything that the JVM holds against an archive. */
  private static String digest(KafkaRelease release) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(System.getProperty("java.home")).append('\n').append(Runtime.version());
    for (Path jar : release.classPath()) {
      text.append('\n').append(jar);
      text.append(' ').append(Files.size(jar));
      text.append(' ').append(Files.getLastModifiedTime(jar));
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Of other JVMs or class paths, which would pile up; whoever uses one keeps it open. */
  private static void deleteOthers(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith(PREFIX) && name.endsWith(SUFFIX)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
