package org.acksiom.kafka.workload;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.acksiom.kafka.proxy.FrameRule;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.internals.ProducerMetadata;
import org.apache.kafka.common.internals.ClusterResourceListeners;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.internals.LogContext;

/**
 * Kafka's producer with a {@link LossyClient} for its network. The constructor that takes one is
 * Kafka's own, for its tests, and package-private.
 */
final class LossyProducer implements AutoCloseable {
  private final Metrics metrics = new Metrics();
  private final LossyClient network;
  private final Producer<byte[], byte[]> producer;

  /**
   * Starts the producer.
   *
   * @param configuration as for {@link KafkaProducer}
   * @param rule what its network loses
   */
  LossyProducer(Map<String, Object> configuration, FrameRule rule) {
    ProducerConfig config = new ProducerConfig(configuration);
    LogContext logContext = new LogContext();
    ProducerMetadata metadata =
        new ProducerMetadata(
            config.getLong(ProducerConfig.RETRY_BACKOFF_MS_CONFIG),
            config.getLong(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG),
            config.getLong(ProducerConfig.METADATA_MAX_AGE_CONFIG),
            config.getLong(ProducerConfig.METADATA_MAX_IDLE_CONFIG),
            logContext,
            new ClusterResourceListeners());
    List<String> bootstrap = config.getList(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
    ClientUtils.maybeBootstrapMetadataSynchronously(config, bootstrap, metadata);
    int maxInFlight = config.getInt(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION);
    ApiVersions versions = new ApiVersions();
    NetworkClient kafkas =
        ClientUtils.createNetworkClient(
            config,
            bootstrap,
            metrics,
            "producer",
            logContext,
            versions,
            Time.SYSTEM,
            maxInFlight,
            metadata,
            null,
            null);
    network =
        new LossyClient(
            kafkas, rule, config.getString(ProducerConfig.CLIENT_ID_CONFIG), maxInFlight);
    producer = InnerProducer.with(config, metadata, network, versions);
  }

  Producer<byte[], byte[]> producer() {
    return producer;
  }

  /** See {@link LossyClient#settle}. */
  void settle() throws IOException, InterruptedException {
    network.settle();
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
    metrics.close();
  }
}
