package org.acksiom.kafka.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.acksiom.kafka.settings.KafkaVersion;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kafka's own release and those of the property {@code acksiom.kafka.releases}, which are fetched
 * from Maven Central, serve the clients on this class path and recover from a kill.
 */
@EnabledIfSystemProperty(named = "acksiom.deep", matches = "true")
@Timeout(600)
class OtherReleasesTest {
  private static final KafkaVersion ELR_BY_DEFAULT = new KafkaVersion(4, 1, 0);

  private final KafkaReleases releases = new KafkaReleases(Path.of("target", "kafka-releases"));
  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> aReleaseServesAndRecovers() {
    String others = System.getProperty("acksiom.kafka.releases");
    return Stream.concat(Stream.of(KafkaVersion.current().toString()), Stream.of(others.split(",")))
        .map(number -> DynamicTest.dynamicTest(number, () -> serveAndRecover(number)));
  }

  @Test
  void aReleaseThatWasNeverMadeIsUnknown() {
    assertThatThrownBy(() -> releases.find("3.9.99"))
        .isInstanceOf(UnknownReleaseException.class)
        .hasMessage("expected a release of Kafka that is on Maven Central, found '3.9.99'");
  }

  private void serveAndRecover(String number) throws Exception {
    KafkaRelease release = releases.find(number).archived();
    assertThat(release.archive()).isPresent();
    Path home = Files.createDirectory(folder.resolve(number));
    try (LoneNode lone = LoneNode.of(release, home, Map.of())) {
      lone.node().start();
      OneTopic topic = new OneTopic(lone.bootstrap());
      topic.create();
      topic.append(List.of(1, 2, 3));
      lone.node().kill();
      lone.node().start();
      topic.append(List.of(4));
      assertThat(topic.read()).containsExactly(1, 2, 3, 4);
      // KIP-966 came as a preview in 4.0.
      assertThat(hasElr(lone)).isEqualTo(release.version().compareTo(ELR_BY_DEFAULT) >= 0);
      lone.node().stop();
      assertThat(lone.node().logFile())
          .content()
          .contains("Kafka version: " + number)
          .doesNotContain("[warning][cds"); // the archive was used
    }
  }

  private static boolean hasElr(LoneNode lone) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", lone.bootstrap()))) {
      FinalizedVersionRange elr =
          admin
              .describeFeatures()
              .featureMetadata()
              .get()
              .finalizedFeatures()
              .get("eligible.leader.replicas.version");
      return elr != null && elr.maxVersionLevel() > 0;
    }
  }
}
