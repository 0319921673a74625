package org.acksiom.specs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The contract's words, in Java and in TLA+. */
class WordsTest {

  @Test
  void everyWordIsFoundByItsName() {
    assertThat(Preset.values()).allSatisfy(p -> assertThat(Preset.of(p.id())).isEqualTo(p));
    assertThat(FaultModel.values()).allSatisfy(f -> assertThat(FaultModel.of(f.id())).isEqualTo(f));
    assertThat(Acks.values()).allSatisfy(acks -> assertThat(Acks.of(acks.value())).isEqualTo(acks));
    assertThat(Acks.of("-1")).isEqualTo(Acks.ALL);
  }

  @Test
  void anyOtherWordIsRefusedWithTheOnesThatThereAre() {
    refused(Preset::of, "exactly-once", "fire-and-forget, at-most-once, ");
    refused(Preset::of, "IDEMPOTENT", "idempotent-durable");
    refused(FaultModel::of, "Network", "none, network, crash, partition, disk");
    refused(Acks::of, "2", "0, 1, all or -1");
  }

  private static void refused(Function<String, ?> of, String word, String expected) {
    assertThatThrownBy(() -> of.apply(word))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("expected", expected, "found '" + word + "'");
  }

  @Test
  void aFaultModelIncludesItselfAndTheOnesBeforeIt() {
    for (FaultModel model : FaultModel.values()) {
      for (FaultModel other : FaultModel.values()) {
        assertThat(model.includes(other)).isEqualTo(other.ordinal() <= model.ordinal());
      }
    }
  }

  @Test
  void noTwoPresetsAreTheSameSettings() {
    assertThat(Preset.values()).extracting(Preset::settings).doesNotHaveDuplicates();
  }

  @Test
  void settingsWithWhichNoProducerStartsAreRefusedByKafkasName() {
    refused(Acks.LEADER, true, true, 5, 1, "enable.idempotence=true: expected acks=all");
    refused(Acks.NONE, true, true, 5, 1, "found acks=0");
    refused(Acks.ALL, false, true, 5, 1, "expected retries above 0");
    refused(Acks.ALL, true, true, 6, 1, "max.in.flight.requests.per.connection of at most 5");
    refused(Acks.ALL, true, false, 0, 1, "max.in.flight.requests.per.connection: expected at");
    refused(Acks.ALL, true, false, 1, 0, "min.insync.replicas: expected at least 1, found 0");
    assertThat(new DeliverySettings(Acks.ALL, true, false, 6, 1, false).maxInFlight()).isEqualTo(6);
    assertThat(new DeliverySettings(Acks.ALL, true, true, 5, 1, false).idempotence()).isTrue();
  }

  @Test
  void settingsAndBoundsHaveANameForEveryComponent() {
    assertThat(Preset.IDEMPOTENT_UNCLEAN.settings().byName())
        .containsExactly(
            entry("acks", "all"),
            entry("retries", ">0"),
            entry("enable.idempotence", true),
            entry("max.in.flight.requests.per.connection", 5),
            entry("min.insync.replicas", 2),
            entry("unclean.leader.election.enable", true));
    assertThat(Preset.AT_MOST_ONCE.settings().byName()).containsEntry("retries", "0");
    assertThat(new Bounds(1, 2, 3, 4, 1).byName())
        .containsExactly(
            entry("replicas", 1),
            entry("records", 2),
            entry("retries", 3),
            entry("faults", 4),
            entry("consumers", 1));
    assertThat(DeliverySettings.class.getRecordComponents()).hasSize(6);
    assertThat(Bounds.class.getRecordComponents()).hasSize(5);
  }

  private static void refused(
      Acks acks, boolean retries, boolean idempotence, int inFlight, int minIsr, String message) {
    assertThatThrownBy(
            () -> new DeliverySettings(acks, retries, idempotence, inFlight, minIsr, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aBoundOutsideItsRangeIsRefusedByItsName() {
    assertThat(List.of(new Bounds(1, 1, 0, 0), new Bounds(5, 99, 9, 99))).doesNotContainNull();
    refused(0, 1, 0, 0, "replicas: expected 1 to 5, found 0");
    refused(6, 1, 0, 0, "replicas: expected 1 to 5, found 6");
    refused(1, 0, 0, 0, "records: expected 1 to 99, found 0");
    refused(1, 100, 0, 0, "records: expected 1 to 99, found 100");
    refused(1, 1, -1, 0, "retries: expected 0 to 9, found -1");
    refused(1, 1, 10, 0, "retries: expected 0 to 9, found 10");
    refused(1, 1, 0, -1, "faults: expected 0 to 99, found -1");
    refused(1, 1, 0, 100, "faults: expected 0 to 99, found 100");
    assertThatThrownBy(() -> new Bounds(1, 1, 0, 0, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("consumers: expected 0 to 1, found 2");
  }

  @Test
  void boundsHaveAConsumerOnlyIfItIsSaid() {
    assertThat(Bounds.SMALL.consumers()).isZero();
    assertThat(Bounds.SMALL.withConsumer()).isEqualTo(new Bounds(2, 2, 1, 2, 1));
  }

  private static void refused(int replicas, int records, int retries, int faults, String message) {
    assertThatThrownBy(() -> new Bounds(replicas, records, retries, faults))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void anEndingIsJudgedByTheAnomaliesThatTheSpecificationDefines() throws IOException {
    String module = Files.readString(Path.of("Delivery.tla"));
    for (Anomaly anomaly : Anomaly.values()) {
      assertThat(module).containsPattern("(?m)^" + anomaly + " ==");
    }
  }

  @Test
  void theGuaranteesAreThoseOfTheSpecification() throws IOException {
    String module = Files.readString(Path.of("Delivery.tla"));
    assertThat(absent(module, "AtMostOnce")).isEqualTo(Guarantee.AT_MOST_ONCE.absent());
    assertThat(absent(module, "AtLeastOnce")).isEqualTo(Guarantee.AT_LEAST_ONCE.absent());
    assertThat(absent(module, "ExactlyOnce")).isEqualTo(Guarantee.EXACTLY_ONCE.absent());
  }

  /** The anomalies negated in a definition, or in those that it names. */
  private static Set<Anomaly> absent(String module, String guarantee) {
    Matcher definition = Pattern.compile("(?m)^" + guarantee + " == (.+)$").matcher(module);
    assertThat(definition.find()).isTrue();
    Set<Anomaly> absent = EnumSet.noneOf(Anomaly.class);
    for (String term : definition.group(1).split(" /\\\\ ")) {
      if (term.startsWith("~")) {
        absent.add(Anomaly.valueOf(term.substring(1)));
      } else {
        absent.addAll(absent(module, term));
      }
    }
    return absent;
  }
}
