package org.acksiom.kafka.settings;

import java.util.List;
import org.acksiom.specs.DeliverySettings;

/**
 * What a user's configuration comes to.
 *
 * @param delivery the settings that decide what delivery promises
 * @param replicationFactor the replicas of the topic, 1 to 32767
 * @param version the Kafka whose defaults were applied
 * @param settings every setting that went into the result, with its origin; always in the same
 *     order
 * @param warnings what is probably not what the user meant, one line each, in the order of reading
 * @param notes what was assumed or concluded, one line each
 */
public record ResolvedSettings(
    DeliverySettings delivery,
    int replicationFactor,
    KafkaVersion version,
    List<Setting> settings,
    List<String> warnings,
    List<String> notes) {

  /** Copies the lists. */
  public ResolvedSettings {
    settings = List.copyOf(settings);
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
  }
}
