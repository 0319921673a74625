package org.acksiom.kafka.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * What a client's properties file, as Kafka's tools take it for {@code --command-config}, says of
 * connecting.
 *
 * @param byName encryption, authentication and the like, for any client
 * @param ignored the names of what else a client knows, in the order of the file
 */
public record ConnectionSettings(Map<String, String> byName, List<String> ignored) {
  private static final List<String> BEGINNINGS = List.of("security.", "ssl.", "sasl.");
  private static final Set<String> OTHERS =
      Set.of(
          CommonClientConfigs.CLIENT_DNS_LOOKUP_CONFIG,
          CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG,
          CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG);

  /** Nothing but what Kafka's clients do by themselves. */
  public static final ConnectionSettings NONE = new ConnectionSettings(Map.of(), List.of());

  /**
   * Reads a file.
   *
   * @throws SettingsException if it can't be read or is no properties file, and for every name that
   *     no client of Kafka knows
   */
  public static ConnectionSettings read(Path file) throws SettingsException {
    Set<String> known = new TreeSet<>(AdminClientConfig.configNames());
    known.addAll(ProducerConfig.configNames());
    known.addAll(ConsumerConfig.configNames());
    NearestName nearest = new NearestName(AdminClientConfig.configNames(), known);
    Map<String, String> byName = new TreeMap<>();
    List<String> ignored = new ArrayList<>();
    List<String> mistakes = new ArrayList<>();
    for (PropertiesText.Assignment each : SettingsFile.read(file)) {
      String name = each.name();
      if (!known.contains(name)) {
        mistakes.add(
            each.nameAt()
                + ": expected a property of Kafka's clients, found '"
                + OneLine.cut(name)
                + "'"
                + nearest.to(name).map(near -> "; did you mean '" + near + "'?").orElse(""));
      } else if (OTHERS.contains(name) || BEGINNINGS.stream().anyMatch(name::startsWith)) {
        byName.put(name, each.value());
      } else {
        ignored.add(name);
      }
    }
    if (!mistakes.isEmpty()) {
      throw new SettingsException(mistakes, List.of());
    }
    return new ConnectionSettings(byName, ignored);
  }
}
