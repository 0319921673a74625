package org.acksiom.kafka.workload;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.linearizability.delivery.DeliveryRecorder;
import org.acksiom.linearizability.history.Event;
import org.acksiom.specs.DeliverySettings;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;

/** A topic that was created on somebody else's cluster, until it is closed. Not thread-safe. */
public final class OwnTopic implements AutoCloseable {
  private final UserCluster cluster;
  private final String name;
  private final Uuid id;
  private final DeliverySettings settings;
  private int runs;
  private boolean deleted;

  OwnTopic(UserCluster cluster, String name, Uuid id, DeliverySettings settings) {
    this.cluster = cluster;
    this.name = name;
    this.id = id;
    this.settings = settings;
  }

  /**
   * Runs one scenario on a partition of its own: sends the records while the client's side of the
   * network loses things, reads the final log and judges.
   *
   * @param records how many the producer sends, at least {@code settings.maxInFlight()}
   * @param random which of the requests the fault meets
   * @throws IllegalArgumentException if there are too few records
   * @throws IOException if the cluster fails; the message is one line
   * @throws InterruptedException if the thread is interrupted
   */
  public Observation run(Scenario scenario, int records, Random random)
      throws IOException, InterruptedException {
    TopicPartition partition = new TopicPartition(name, runs++);
    CountedFaults faults = new CountedFaults(scenario.rule(settings, records, random));
    DeliveryRecorder recorder = new DeliveryRecorder();
    Map<String, Object> configuration = cluster.properties().producer(settings);
    configuration.put(ProducerConfig.CLIENT_ID_CONFIG, "producer-of-" + partition);
    try {
      try (LossyProducer producer = new LossyProducer(configuration, faults)) {
        new ProducerWorkload(producer.producer(), partition, recorder)
            .run(records, Torture.RESULTS_LIMIT);
        producer.settle();
      }
      try (FinalReader reader = new FinalReader(cluster.properties())) {
        recorder.finalRead(Torture.READER, partition.toString(), reader.read(partition));
      }
    } catch (InterruptException e) {
      Thread.interrupted(); // as whoever throws this one forgets it
      throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
    } catch (KafkaException e) {
      throw new IOException(partition + ": " + UserCluster.lastReason(e), e);
    }
    List<Event> history = List.copyOf(recorder.events());
    return new Observation(scenario, faults.count(), history, new DeliveryChecker().check(history));
  }

  /**
   * Deletes the topic. Once it is deleted, another call does nothing.
   *
   * @throws IOException if the cluster does not delete it; the message names it
   */
  @Override
  public void close() throws IOException {
    if (!deleted) {
      cluster.delete(name, id);
      deleted = true;
    }
  }
}
