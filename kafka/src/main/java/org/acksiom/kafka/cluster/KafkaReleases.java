package org.acksiom.kafka.cluster;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.acksiom.kafka.settings.KafkaVersion;

/**
 * The releases of Kafka that can be started in processes of their own: the one on this JVM's class
 * path, and those on Maven Central, which Maven brings into a folder when they are first asked for.
 */
public final class KafkaReleases {
  /** The last release with ZooKeeper, which has KRaft too; older ones are not tried here. */
  public static final KafkaVersion OLDEST = new KafkaVersion(3, 9, 0);

  private static final Pattern FORM = Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{1,2})");
  private static final String MAIN = NodeMain.class.getName().replace('.', '/') + ".class";

  private final Path folder;
  private final Map<String, String> environment;

  /**
   * @param folder for the jars, of about 45 MB a release, and for archives of classes; made when it
   *     is needed
   */
  public KafkaReleases(Path folder) {
    this(folder, Map.of());
  }

  /**
   * @param environment what differs for Maven from this process' environment
   */
  KafkaReleases(Path folder, Map<String, String> environment) {
    this.folder = folder.toAbsolutePath();
    this.environment = Map.copyOf(environment);
  }

  /**
   * The Kafka on this JVM's class path.
   *
   * @throws IOException if the folder can't be written
   */
  public KafkaRelease own() throws IOException {
    KafkaVersion version = KafkaVersion.current();
    List<Path> jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            // Acksiom's own would change with every build, and an archive knows jars only.
            .filter(entry -> entry.endsWith(".jar"))
            .map(entry -> Path.of(entry).toAbsolutePath())
            .filter(jar -> !jar.getFileName().toString().startsWith("acksiom"))
            .filter(Files::isRegularFile)
            .toList();
    return release(version, jars);
  }

  /**
   * A release by its number. One that is neither on the class path nor in the folder is fetched by
   * {@code mvn}, with the arguments in the environment's {@code MAVEN_ARGS}; that takes some
   * seconds and the network.
   *
   * @param number three numbers, from {@link #OLDEST} to that on the class path, such as {@code
   *     4.1.2}
   * @throws UnknownReleaseException if it is no such number, or not on Maven Central
   * @throws ReleaseFetchException if Maven fails
   * @throws IOException if Maven can't be started, or the folder not be written
   * @throws InterruptedException if the thread is interrupted; Maven has ended then
   */
  public KafkaRelease find(String number)
      throws UnknownReleaseException, IOException, InterruptedException {
    KafkaVersion version = parse(number);
    if (version.equals(KafkaVersion.current())) {
      return own();
    }
    Path jars = folder.resolve(version.toString()).resolve("jars");
    if (!Files.isDirectory(jars)) {
      fetch(version, jars);
    }
    try (Stream<Path> files = Files.list(jars)) {
      return release(version, files.sorted().toList());
    }
  }

  private static KafkaVersion parse(String number) throws UnknownReleaseException {
    Matcher form = FORM.matcher(number);
    if (form.matches()) {
      KafkaVersion version =
          new KafkaVersion(
              Integer.parseInt(form.group(1)),
              Integer.parseInt(form.group(2)),
              Integer.parseInt(form.group(3)));
      if (version.compareTo(OLDEST) >= 0 && version.compareTo(KafkaVersion.current()) <= 0) {
        return version;
      }
    }
    throw new UnknownReleaseException(
        "expected a release of Kafka from %s to %s, found '%s'"
            .formatted(OLDEST, KafkaVersion.current(), number));
  }

  /** Several processes may do so at once: who comes second finds the jars there. */
  private void fetch(KafkaVersion version, Path jars)
      throws UnknownReleaseException, IOException, InterruptedException {
    Files.createDirectories(folder);
    try (ScratchFolder scratch = new ScratchFolder(folder, "fetch-")) {
      Path fetched = scratch.path().resolve("jars");
      Path keptLog = folder.resolve("fetch-" + version + ".log");
      new MavenFetch(environment, scratch.path(), keptLog).fetch(version, fetched);
      Files.createDirectories(jars.getParent());
      try {
        Files.move(fetched, jars, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        if (!Files.isDirectory(jars)) {
          throw e;
        }
      }
    }
  }

  private KafkaRelease release(KafkaVersion version, List<Path> jars) throws IOException {
    Path home = Files.createDirectories(folder.resolve(version.toString()));
    List<Path> classPath = Stream.concat(Stream.of(mainJar(home)), jars.stream()).toList();
    return new KafkaRelease(version, classPath, home, Optional.empty());
  }

  /** It is written only when it changes, for an archive of classes knows a jar by its time. */
  private static Path mainJar(Path home) throws IOException {
    Path jar = home.resolve("node-main.jar");
    byte[] content = mainJar();
    if (!Files.exists(jar) || !Arrays.equals(Files.readAllBytes(jar), content)) {
      Path written = Files.createTempFile(home, "node-main-", ".jar");
      Files.write(written, content);
      Files.move(written, jar, StandardCopyOption.ATOMIC_MOVE);
    }
    return jar;
  }

  private static byte[] mainJar() throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (InputStream main = NodeMain.class.getClassLoader().getResourceAsStream(MAIN);
        JarOutputStream jar = new JarOutputStream(content)) {
      JarEntry entry = new JarEntry(MAIN);
      entry.setTimeLocal(LocalDateTime.of(2000, 1, 1, 0, 0)); // any, and always the same
      jar.putNextEntry(entry);
      main.transferTo(jar);
    }
    return content.toByteArray();
  }
}
