package org.acksiom.kafka.workload;

import java.util.Map;
import java.util.TreeMap;
import org.acksiom.specs.DeliverySettings;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Delivery settings as the properties of Kafka's clients and topics. */
public final class ClientProperties {
  private final String bootstrapServers;
  private final Map<String, String> connection;

  public ClientProperties(String bootstrapServers) {
    this(bootstrapServers, Map.of());
  }

  /**
   * Properties for a cluster that not everybody may talk to.
   *
   * @param connection how clients connect: encryption, authentication, and the like
   */
  public ClientProperties(String bootstrapServers, Map<String, String> connection) {
    this.bootstrapServers = bootstrapServers;
    this.connection = Map.copyOf(connection);
  }

  /** A client that tries again soon, for a fault is over as soon as it has happened. */
  public Map<String, Object> any() {
    Map<String, Object> properties = new TreeMap<>(connection);
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG, 20);
    properties.put(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG, 20);
    properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 20);
    properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 20);
    properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    return properties;
  }

  /**
   * A producer with these settings that sends every record in a request of its own. Its time-outs
   * are long enough never to elapse on a machine that is merely busy: that would be a fault which
   * nobody asked for.
   */
  public Map<String, Object> producer(DeliverySettings settings) {
    Map<String, Object> properties = any();
    properties.put(ProducerConfig.ACKS_CONFIG, settings.acks().value());
    properties.put(ProducerConfig.RETRIES_CONFIG, settings.retries() ? Integer.MAX_VALUE : 0);
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, settings.idempotence());
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, settings.maxInFlight());
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 0);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 20_000);
    return properties;
  }

  /**
   * A consumer without a group. The broker holds a fetch for this long when there is nothing more
   * to read, and would not notice before that its connection has ended.
   */
  public Map<String, Object> consumer() {
    Map<String, Object> properties = any();
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return properties;
  }

  public static Map<String, String> topic(DeliverySettings settings) {
    return Map.of(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
        String.valueOf(settings.minInsyncReplicas()),
        TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
        String.valueOf(settings.uncleanLeaderElection()));
  }
}
