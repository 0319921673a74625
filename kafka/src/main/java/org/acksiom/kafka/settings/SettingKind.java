package org.acksiom.kafka.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.apache.kafka.storage.internals.log.LogConfig;

/** Whose setting it is, with the names and values that Kafka knows for it. */
enum SettingKind {
  PRODUCER("producer", ProducerConfig.configDef()),
  /**
   * A topic, with one name that Kafka takes when a topic is created and not as a setting: its
   * replicas, which the protocol counts in 16 bits.
   */
  TOPIC(
      "topic",
      LogConfig.configDefCopy()
          .define(
              "replication.factor",
              Type.INT,
              1,
              Range.between(1, Short.MAX_VALUE),
              Importance.HIGH,
              "")),
  BROKER("broker", AbstractKafkaConfig.CONFIG_DEF);

  private final String word;
  private final ConfigDef definition;

  SettingKind(String word, ConfigDef definition) {
    this.word = word;
    this.definition = definition;
  }

  /** The kinds that know the name. */
  static List<SettingKind> knowing(String name) {
    List<SettingKind> kinds = new ArrayList<>();
    for (SettingKind kind : values()) {
      if (kind.knows(name)) {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  /** {@code "a producer's"}, {@code "a topic's"}, {@code "a broker's"}. */
  String possessive() {
    return "a " + word + "'s";
  }

  /** The names of all kinds, as far as Kafka defines them one by one. */
  static Set<String> allNames() {
    Set<String> names = new TreeSet<>();
    for (SettingKind kind : values()) {
      names.addAll(kind.definition.names());
    }
    return names;
  }

  /**
   * Whether it is in Kafka's definition, or has a broker's prefix for the settings of one listener.
   */
  boolean knows(String name) {
    return definition.configKeys().containsKey(name)
        || (this == BROKER && name.startsWith("listener.name."));
  }

  /**
   * Judges a value as Kafka does, save that classes need not be on this class path.
   *
   * @param name a name that this kind knows
   * @throws ConfigException Kafka's own, if Kafka would not start with the value
   */
  void check(String name, String value) {
    ConfigKey key = definition.configKeys().get(name);
    if (key == null || key.type == Type.CLASS) {
      return;
    }
    Object parsed = ConfigDef.parseType(name, value, key.type);
    if (key.validator != null) {
      key.validator.ensureValid(name, parsed);
    }
  }
}
