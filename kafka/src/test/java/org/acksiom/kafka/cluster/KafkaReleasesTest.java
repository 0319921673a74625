package org.acksiom.kafka.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.acksiom.kafka.settings.KafkaVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which releases there are, and what is said about those that there are not. */
@Timeout(60)
class KafkaReleasesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"3.8.1", "99.0.0", "4.1", "4.1.x", "", "4.1.0.0"})
  void whatIsNoReleaseIsRefusedInOneLine(String number) {
    assertThatThrownBy(() -> new KafkaReleases(folder).find(number))
        .isInstanceOf(UnknownReleaseException.class)
        .hasMessage(
            "expected a release of Kafka from 3.9.0 to %s, found '%s'",
            KafkaVersion.current(), number);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theOwnReleaseNeedsNoMaven() throws Exception {
    KafkaReleases releases = new KafkaReleases(folder, Map.of("PATH", ""));
    KafkaRelease own = releases.find(KafkaVersion.current().toString());
    assertThat(own).isEqualTo(releases.own());
    assertThat(own.classPath())
        .allMatch(Files::isRegularFile)
        .extracting(jar -> jar.getFileName().toString())
        .contains("kafka_2.13-" + own.version() + ".jar", "node-main.jar")
        .noneMatch(name -> name.startsWith("acksiom"));
  }

  @Test
  void theMainClassIsNotWrittenAgainForThenAnArchiveWouldBeUseless() throws Exception {
    KafkaReleases releases = new KafkaReleases(folder);
    Path jar = releases.own().classPath().get(0);
    FileTime early = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(jar, early);
    assertThat(releases.own().classPath().get(0)).isEqualTo(jar);
    assertThat(Files.getLastModifiedTime(jar)).isEqualTo(early);
    Files.writeString(jar, "of an earlier build");
    assertThat(Files.size(releases.own().classPath().get(0))).isGreaterThan(100);
  }

  @Test
  void withoutMavenTheUserIsToldWhatIsMissing() {
    assertFails(Map.of("PATH", ""), "expected Maven, 3.8 or newer, found no mvn on the PATH");
  }

  @Test
  void withoutTheNetworkTheUserIsToldWhatMavenSays() {
    Path empty = folder.resolve("repository");
    assertFails(Map.of("MAVEN_ARGS", "-o -Dmaven.repo.local=" + empty), "offline mode");
  }

  @Test
  void anInterruptedFetchLeavesNothing() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Files.writeString(bin.resolve("mvn"), "#!/bin/sh\nexec sleep 1000\n");
    Files.setPosixFilePermissions(bin.resolve("mvn"), PosixFilePermissions.fromString("rwx------"));
    String path = bin + ":/usr/bin:/bin";
    Path cache = folder.resolve("cache");
    long before = ProcessHandle.current().descendants().count();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> new KafkaReleases(cache, Map.of("PATH", path)).find("4.1.0"))
        .isInstanceOf(InterruptedException.class);
    assertThat(ProcessHandle.current().descendants().count()).isEqualTo(before);
    assertThat(cache).isEmptyDirectory();
  }

  /** In one line, with the log, and with nothing else left behind. */
  private void assertFails(Map<String, String> environment, String reason) {
    Path cache = folder.resolve("cache");
    assertThatThrownBy(() -> new KafkaReleases(cache, environment).find("4.1.0"))
        .asInstanceOf(type(ReleaseFetchException.class))
        .satisfies(
            failure -> {
              assertThat(failure)
                  .hasMessageStartingWith("fetch of Kafka 4.1.0: ")
                  .hasMessageContaining(reason)
                  .message()
                  .doesNotContain("\n");
              assertThat(failure.log()).isEqualTo(cache.resolve("fetch-4.1.0.log")).exists();
            });
    assertThat(cache.toFile().list()).containsExactly("fetch-4.1.0.log");
  }
}
