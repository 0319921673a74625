package org.acksiom.kafka.workload;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.internals.ProducerInterceptors;
import org.apache.kafka.clients.producer.internals.ProducerMetadata;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Time;

/** The constructor of Kafka's producer by which Kafka's own tests give it a network and a time. */
public final class InnerProducer {
  private InnerProducer() {}

  /**
   * A producer with a time of its own.
   *
   * @param config whose serializers take bytes
   * @throws IllegalStateException if this release of Kafka has no such constructor
   */
  public static Producer<byte[], byte[]> with(ProducerConfig config, Time time) {
    return create(config, null, null, new ApiVersions(), time);
  }

  /**
   * A producer with a network of its own.
   *
   * @param config whose serializers take bytes
   * @param metadata which the network keeps up to date
   * @throws IllegalStateException if this release of Kafka has no such constructor
   */
  static Producer<byte[], byte[]> with(
      ProducerConfig config, ProducerMetadata metadata, KafkaClient network, ApiVersions versions) {
    return create(config, metadata, network, versions, Time.SYSTEM);
  }

  @SuppressWarnings("unchecked") // the serializers of the configuration take bytes
  private static Producer<byte[], byte[]> create(
      ProducerConfig config,
      ProducerMetadata metadata,
      KafkaClient network,
      ApiVersions versions,
      Time time) {
    MethodType constructor =
        MethodType.methodType(
            void.class,
            ProducerConfig.class,
            Serializer.class,
            Serializer.class,
            ProducerMetadata.class,
            KafkaClient.class,
            ProducerInterceptors.class,
            ApiVersions.class,
            Time.class);
    try {
      MethodHandle made =
          MethodHandles.privateLookupIn(KafkaProducer.class, MethodHandles.lookup())
              .findConstructor(KafkaProducer.class, constructor);
      return (Producer<byte[], byte[]>)
          made.invoke(config, null, null, metadata, network, null, versions, time);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("this Kafka's producer takes no network or time: " + e, e);
    }
  }
}
