package org.acksiom.kafka.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.acksiom.kafka.settings.KafkaVersion;

/** Has Maven copy a release of Kafka, with all that it needs at run time, into a folder. */
final class MavenFetch {
  private static final String POM = "release-pom.xml";
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** As {@code ./acksiom} does when it builds; split at spaces. */
  private static final String MAVEN = "exec mvn ${MAVEN_ARGS:-} \"$@\"";

  /** The exit code of a shell that does not find the command. */
  private static final int NOT_FOUND = 127;

  private static final Pattern NO_SUCH_RELEASE =
      Pattern.compile(
          "Could not find artifact org\\.apache\\.kafka:kafka_2\\.13:"
              + "|org\\.apache\\.kafka:kafka_2\\.13:\\S+ was not found in");

  private final Map<String, String> environment;
  private final Path scratch;
  private final Path log;
  private final Path keptLog;

  /**
   * @param environment what differs from this process' environment
   * @param scratch an existing folder for Maven's own files, which the caller deletes
   * @param keptLog where Maven's words are kept if it fails
   */
  MavenFetch(Map<String, String> environment, Path scratch, Path keptLog) {
    this.environment = environment;
    this.scratch = scratch;
    this.log = scratch.resolve("maven.log");
    this.keptLog = keptLog;
  }

  /**
   * @param jars the folder for the jars, which Maven makes
   * @throws UnknownReleaseException if Maven Central has no such release
   * @throws ReleaseFetchException if Maven fails otherwise
   */
  void fetch(KafkaVersion version, Path jars)
      throws UnknownReleaseException, IOException, InterruptedException {
    Path pom = scratch.resolve("pom.xml");
    try (InputStream resource = MavenFetch.class.getResourceAsStream(POM)) {
      Files.copy(resource, pom);
    }
    Optional<Integer> exitCode = run(command(version, pom, jars));
    if (exitCode.equals(Optional.of(0))) {
      return;
    }
    String said = Files.readString(log, StandardCharsets.UTF_8);
    if (NO_SUCH_RELEASE.matcher(said).find()) {
      throw new UnknownReleaseException(
          "expected a release of Kafka that is on Maven Central, found '" + version + "'");
    }
    Files.move(log, keptLog, StandardCopyOption.REPLACE_EXISTING);
    String reason =
        exitCode
            .map(code -> reason(code, said))
            .orElse("not done after " + LIMIT.toMinutes() + " minutes");
    throw new ReleaseFetchException("fetch of Kafka " + version + ": " + reason, keptLog);
  }

  private static List<String> command(KafkaVersion version, Path pom, Path jars) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", MAVEN, "mvn"));
    command.addAll(List.of("-q", "-B", "-ntp", "-f", pom.toString()));
    command.addAll(List.of("-Drelease=" + version, "-Djars=" + jars));
    // A build with a local repository of its own passes it on to its tests.
    String repository = System.getProperty("maven.repo.local");
    if (repository != null) {
      command.add("-Dmaven.repo.local=" + repository);
    }
    command.add("validate");
    return command;
  }

  /** The exit code, or none if Maven is not done within the limit; it has ended in any case. */
  private Optional<Integer> run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(scratch.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    ChildProcess maven = ChildProcess.start(builder);
    try {
      return maven.await(LIMIT) ? Optional.of(maven.exitCode()) : Optional.empty();
    } finally {
      maven.kill();
    }
  }

  private static String reason(int exitCode, String said) {
    if (exitCode == NOT_FOUND) {
      return "expected Maven, 3.8 or newer, found no mvn on the PATH";
    }
    return said.lines()
        .map(line -> line.replaceAll("\\u001B\\[[0-9;]*m", ""))
        .filter(line -> line.startsWith("[ERROR] "))
        .map(line -> line.substring("[ERROR] ".length()).replace(" -> [Help 1]", ""))
        .findFirst()
        .orElse("Maven's exit code is " + exitCode);
  }
}
