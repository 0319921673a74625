package org.acksiom.kafka.settings;

import java.util.List;
import java.util.Optional;
import org.acksiom.kafka.settings.PropertiesText.Assignment;

/**
 * A file of an application that has producers of its own and gives them what stands after a prefix:
 * a worker of Kafka Connect, a connector, an application of Kafka Streams.
 */
enum ClientApplication {
  WORKER("a Connect worker's", "producer.", false),
  CONNECTOR("a connector's", "producer.override.", false),
  /** Without the prefix a setting counts for all clients of the application. */
  STREAMS("a Streams application's", "producer.", true);

  /** What a worker sets for its producers ({@code Worker.baseProducerConfigs}). */
  static final List<List<String>> WORKERS_DEFAULTS =
      List.of(
          List.of("acks", "all"),
          List.of("enable.idempotence", "false"),
          List.of("max.in.flight.requests.per.connection", "1"),
          List.of("delivery.timeout.ms", "2147483647"));

  private final String possessive;
  private final String prefix;
  private final boolean withoutPrefix;

  ClientApplication(String possessive, String prefix, boolean withoutPrefix) {
    this.possessive = possessive;
    this.prefix = prefix;
    this.withoutPrefix = withoutPrefix;
  }

  /** Whose file it is, by names that only such a file has; empty if it is none of these. */
  static Optional<ClientApplication> of(List<Assignment> assignments) {
    boolean worker = false;
    boolean streams = false;
    for (Assignment assignment : assignments) {
      String name = assignment.name();
      if (name.equals("connector.class")) {
        return Optional.of(CONNECTOR);
      }
      worker |= name.equals("key.converter") || name.startsWith("offset.storage.");
      streams |= name.equals("application.id");
    }
    return worker ? Optional.of(WORKER) : streams ? Optional.of(STREAMS) : Optional.empty();
  }

  /** Whether Connect runs it, which has defaults of its own. */
  boolean isConnects() {
    return this != STREAMS;
  }

  String possessive() {
    return possessive;
  }

  /** What makes the application's producers idempotent, as the application has it. */
  Optional<Assignment> exactlyOnce(List<Assignment> assignments) {
    return assignments.stream()
        .filter(
            each ->
                switch (this) {
                  case STREAMS ->
                      each.name().equals("processing.guarantee")
                          && each.value().trim().startsWith("exactly_once");
                  case WORKER ->
                      each.name().equals("exactly.once.source.support")
                          && each.value().trim().equalsIgnoreCase("enabled");
                  case CONNECTOR -> false;
                })
        .reduce((earlier, later) -> later);
  }

  /** How its producers know the name; empty if they don't get to see it. */
  Optional<String> forProducer(String name) {
    if (name.startsWith(prefix)) {
      return Optional.of(name.substring(prefix.length()));
    }
    return withoutPrefix ? Optional.of(name) : Optional.empty();
  }

  String prefix() {
    return prefix;
  }
}
