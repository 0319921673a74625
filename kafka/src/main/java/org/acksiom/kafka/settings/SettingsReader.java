package org.acksiom.kafka.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.acksiom.specs.Acks;
import org.acksiom.specs.DeliverySettings;
import org.apache.kafka.common.config.ConfigException;

/** Reads a user's configuration. */
public final class SettingsReader {
  private static final String REPLICATION_FACTOR = "replication.factor";
  private static final String DEFAULT_REPLICATION_FACTOR = "default.replication.factor";
  private static final String MIN_ISR = "min.insync.replicas";
  private static final String UNCLEAN = "unclean.leader.election.enable";

  /** What is recommended and usual; Kafka's own default of 1 is for topics that nobody created. */
  private static final int USUAL_REPLICATION_FACTOR = 3;

  private final KafkaVersion version;
  private final List<String> warnings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Mistakes mistakes = new Mistakes();
  private final GivenSettings given;

  private SettingsReader(KafkaVersion version, Set<String> profiles) {
    this.version = version;
    this.given = new GivenSettings(profiles, mistakes, warnings, notes);
  }

  /**
   * Reads producer's, topic's and broker's settings and adds Kafka's defaults.
   *
   * <p>A later file replaces what an earlier one of the same kind set, an assignment what any file
   * set, and a topic's setting counts before its broker's, as in Kafka.
   *
   * @param files files in the syntax of {@link java.util.Properties}, or of a Spring Boot
   *     application in YAML or properties, at most 1 MiB each; whose settings they are is told by
   *     the names in them. None means the defaults
   * @param assignments settings written {@code NAME=VALUE}
   * @param version whose defaults count for what is not set; names and values are judged by the
   *     Kafka on the class path in any case
   * @throws SettingsException with every mistake: a file that is none, a value that Kafka refuses,
   *     values that contradict each other, a misspelt name of a setting that decides what delivery
   *     promises
   */
  public static ResolvedSettings read(
      List<Path> files, List<String> assignments, KafkaVersion version) throws SettingsException {
    return read(files, assignments, version, Set.of());
  }

  /**
   * The same for Spring Boot applications that run with these profiles.
   *
   * @throws SettingsException as above
   */
  public static ResolvedSettings read(
      List<Path> files, List<String> assignments, KafkaVersion version, Set<String> profiles)
      throws SettingsException {
    SettingsReader reader = new SettingsReader(version, profiles);
    reader.given.addFiles(files).forEach(reader.mistakes::during);
    for (String assignment : assignments) {
      reader.mistakes.during(() -> reader.given.addAssignment(assignment));
    }
    reader.given.settle();
    return reader.resolve();
  }

  private ResolvedSettings resolve() throws SettingsException {
    Map<String, Setting> producer = EffectiveProducer.of(given, version, mistakes, warnings, notes);
    Setting minIsr = ofTopic(MIN_ISR);
    Setting unclean = ofTopic(UNCLEAN);
    Setting replicas = replicationFactor(number(minIsr));
    mistakes.throwIfAny(warnings);
    List<Setting> settings = new ArrayList<>(producer.values());
    settings.removeIf(setting -> !GivenSettings.DECISIVE.contains(setting.name()));
    settings.addAll(List.of(replicas, minIsr, unclean));
    DeliverySettings delivery =
        new DeliverySettings(
            Acks.of(producer.get("acks").value()),
            number(producer.get("retries")) > 0,
            isOn(producer.get("enable.idempotence")),
            number(producer.get("max.in.flight.requests.per.connection")),
            number(minIsr),
            isOn(unclean));
    if (delivery.acks() == Acks.ALL && number(minIsr) > number(replicas)) {
      warnings.add(
          minIsr + " is more than " + replicas + ": Kafka takes it for as many as there are");
    }
    if (delivery.acks() != Acks.ALL && number(minIsr) > 1) {
      notes.add(
          minIsr + " refuses writes only with acks=all, and acks is " + delivery.acks().value());
    }
    if (given.find(SettingKind.PRODUCER, "transactional.id").isPresent()) {
      notes.add(
          "transactional.id is set: what is predicted is delivery to the log, without aborted transactions");
    }
    return new ResolvedSettings(delivery, number(replicas), version, settings, warnings, notes);
  }

  private Setting ofTopic(String name) {
    return given
        .find(SettingKind.TOPIC, name)
        .or(() -> given.find(SettingKind.BROKER, name))
        .or(() -> DefaultChange.in(version, name))
        .orElseThrow();
  }

  private Setting replicationFactor(int minIsr) {
    Optional<Setting> ofTopic = given.find(SettingKind.TOPIC, REPLICATION_FACTOR);
    if (ofTopic.isPresent()) {
      return ofTopic.get();
    }
    Optional<Setting> ofBroker = given.find(SettingKind.BROKER, DEFAULT_REPLICATION_FACTOR);
    if (ofBroker.isPresent()) {
      try {
        SettingKind.TOPIC.check(REPLICATION_FACTOR, ofBroker.get().value());
      } catch (ConfigException e) {
        mistakes.add(
            ofBroker.get().origin() + ": " + e.getMessage(), List.of(DEFAULT_REPLICATION_FACTOR));
      }
      return ofBroker.get();
    }
    int assumed = Math.max(USUAL_REPLICATION_FACTOR, minIsr);
    notes.add(
        assumed
            + " replicas are assumed, since nothing says how many the topic has; --set replication.factor=N does");
    return new Setting(REPLICATION_FACTOR, Integer.toString(assumed), new Origin.Assumption());
  }

  private static int number(Setting setting) {
    return Integer.parseInt(setting.value());
  }

  private static boolean isOn(Setting setting) {
    return Boolean.parseBoolean(setting.value());
  }
}
