package org.acksiom.kafka.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.acksiom.linearizability.delivery.DeliveryRecorder;
import org.acksiom.linearizability.history.Event;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What the producer is told is what the history says. */
class ProducerWorkloadTest {
  private static final TopicPartition PARTITION = new TopicPartition("topic", 0);

  private final DeliveryRecorder recorder = new DeliveryRecorder();

  @Test
  void eachSendGetsTheResultThatTheProducerTold() throws InterruptedException {
    ScriptedProducer producer =
        new ScriptedProducer(
            callback -> callback.onCompletion(at(7), null),
            callback -> callback.onCompletion(at(-1), new TimeoutException("too late")),
            callback -> callback.onCompletion(at(-1), null));
    new ProducerWorkload(producer, PARTITION, recorder).run(3, Duration.ofSeconds(10));
    assertThat(results())
        .containsExactly("1 OK [7, r1]", "2 FAIL TimeoutException", "3 OK [null, r3]");
  }

  @Test
  void aSendWithoutAResultIsUnknownAndWhatIsToldTooLateIsNotHeard() throws InterruptedException {
    List<Callback> kept = new ArrayList<>();
    ScriptedProducer producer = new ScriptedProducer(kept::add);
    new ProducerWorkload(producer, PARTITION, recorder).run(1, Duration.ZERO);
    kept.get(0).onCompletion(at(0), null);
    assertThat(results()).containsExactly("1 INFO no result in time");
  }

  private List<String> results() {
    List<String> results = new ArrayList<>();
    for (Event event : recorder.events()) {
      if (event.type() != Event.Type.INVOKE) {
        Object said =
            event.type() == Event.Type.OK
                ? ((List<?>) ((List<?>) event.value()).get(0)).get(2)
                : event.attributes().get("error");
        results.add(event.process() + " " + event.type() + " " + said);
      }
    }
    return results;
  }

  private static RecordMetadata at(long offset) {
    return new RecordMetadata(PARTITION, offset, 0, -1, -1, -1);
  }

  private interface Fate {
    void meets(Callback callback);
  }

  /** Decides the fate of each send by a script. */
  private static final class ScriptedProducer extends MockProducer<byte[], byte[]> {
    private final Queue<Fate> script;

    ScriptedProducer(Fate... script) {
      this.script = new ArrayDeque<>(List.of(script));
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, Callback callback) {
      script.remove().meets(callback);
      return new CompletableFuture<>();
    }
  }
}
