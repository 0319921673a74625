package org.acksiom.kafka.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;

/** A topic of one partition on one broker, and the numbers in it. */
final class OneTopic {
  private static final TopicPartition PARTITION = new TopicPartition("numbers", 0);

  private final String bootstrap;

  OneTopic(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  void create() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1))).all().get();
    }
  }

  /** Returns when all are acknowledged to an idempotent producer. */
  void append(List<Integer> numbers) throws Exception {
    try (KafkaProducer<Integer, Integer> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap),
            new IntegerSerializer(),
            new IntegerSerializer())) {
      List<Future<RecordMetadata>> sends = new ArrayList<>();
      for (Integer number : numbers) {
        sends.add(producer.send(new ProducerRecord<>(PARTITION.topic(), 0, null, number)));
      }
      for (Future<RecordMetadata> send : sends) {
        send.get();
      }
    }
  }

  List<Integer> read() {
    try (KafkaConsumer<Integer, Integer> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new IntegerDeserializer(),
            new IntegerDeserializer())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
      List<Integer> numbers = new ArrayList<>();
      while (consumer.position(PARTITION) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> numbers.add(record.value()));
      }
      return numbers;
    }
  }
}
