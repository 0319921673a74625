package org.acksiom.kafka.settings;

import java.util.List;
import java.util.Optional;

/**
 * A release in which the default of a setting that matters for delivery became what it says; until
 * the next row of the same name. The table was checked by running producers of 0.11.0.3, 1.0.2,
 * 2.0.1, 2.1.1, 3.0.0, 3.0.1, 3.1.0, 3.1.1, 3.9.1 and 4.0.0; its newest column is held against the
 * {@code ConfigDef}s on the class path by a test.
 *
 * @param since the first release with this default
 * @param name the setting
 * @param value the default, as written in a configuration file
 * @param source the KIP or issue
 */
record DefaultChange(KafkaVersion since, String name, String value, String source) {

  /** Oldest release first. */
  static final List<DefaultChange> TABLE =
      List.of(
          row(KafkaVersion.OLDEST, "acks", "1", "since the Java producer"),
          row(KafkaVersion.OLDEST, "retries", "0", "since the Java producer"),
          row(KafkaVersion.OLDEST, "enable.idempotence", "false", "KIP-98"),
          row(
              KafkaVersion.OLDEST,
              "max.in.flight.requests.per.connection",
              "5",
              "since the Java producer"),
          row(KafkaVersion.OLDEST, "linger.ms", "0", "since the Java producer"),
          row(KafkaVersion.OLDEST, "request.timeout.ms", "30000", "KIP-19"),
          row(KafkaVersion.OLDEST, "min.insync.replicas", "1", "KAFKA-1555"),
          row(KafkaVersion.OLDEST, "unclean.leader.election.enable", "false", "KIP-106"),
          row(new KafkaVersion(2, 1, 0), "retries", "2147483647", "KIP-91"),
          row(new KafkaVersion(2, 1, 0), "delivery.timeout.ms", "120000", "KIP-91"),
          row(new KafkaVersion(3, 0, 0), "acks", "all", "KIP-679"),
          // KIP-679 meant 3.0.0, where a bug kept it from taking effect; 3.1.0 was out before the
          // fix.
          row(new KafkaVersion(3, 0, 1), "enable.idempotence", "true", "KIP-679, KAFKA-13598"),
          row(new KafkaVersion(3, 1, 0), "enable.idempotence", "false", "the bug KAFKA-13598"),
          row(new KafkaVersion(3, 1, 1), "enable.idempotence", "true", "KIP-679, KAFKA-13598"),
          row(new KafkaVersion(4, 0, 0), "linger.ms", "5", "KIP-1030"));

  private static DefaultChange row(KafkaVersion since, String name, String value, String source) {
    return new DefaultChange(since, name, value, source);
  }

  /** The default in that version; empty if it had no such setting. */
  static Optional<Setting> in(KafkaVersion version, String name) {
    Setting found = null;
    for (DefaultChange change : TABLE) {
      if (change.name.equals(name) && version.atLeast(change.since)) {
        found = new Setting(name, change.value, new Origin.Default(version, change.source));
      }
    }
    return Optional.ofNullable(found);
  }
}
