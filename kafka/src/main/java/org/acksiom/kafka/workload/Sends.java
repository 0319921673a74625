package org.acksiom.kafka.workload;

import java.util.Set;
import java.util.TreeSet;
import org.acksiom.linearizability.delivery.DeliveryRecorder;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Writes down what producers are asked to send and what they are told of it. Results come on their
 * I/O threads, so all is done under the recorder's lock, which whoever else writes to it takes,
 * too.
 */
public final class Sends {
  private final DeliveryRecorder recorder;
  private final Set<Long> undecided = new TreeSet<>();

  /**
   * Nothing is sent yet.
   *
   * @param recorder told of everything
   */
  public Sends(DeliveryRecorder recorder) {
    this.recorder = recorder;
  }

  /**
   * A producer is about to be given a record; see {@link DeliveryRecorder#sendInvoked}.
   *
   * @param process the send's own number
   */
  public void invoked(long process, String producer, String partition, String record) {
    synchronized (recorder) {
      recorder.sendInvoked(process, producer, partition, record);
      undecided.add(process);
    }
  }

  /**
   * The producer has been told a result, as Kafka's callbacks say it.
   *
   * @param metadata where the record stands; without an offset if no broker said so (acks=0)
   * @param error why the send failed, or {@code null}
   * @return whether the send was undecided, so that this is its result
   */
  public boolean decided(long process, RecordMetadata metadata, Exception error) {
    synchronized (recorder) {
      if (!undecided.remove(process)) {
        return false;
      }
      if (error != null) {
        recorder.failed(process, error.getClass().getSimpleName());
      } else if (metadata.hasOffset()) {
        recorder.acked(process, metadata.offset());
      } else {
        recorder.completed(process);
      }
      recorder.notifyAll();
      return true;
    }
  }

  /**
   * Returns when every send is decided, or a deadline has passed; what is undecided then is
   * unknown.
   *
   * @param deadline by {@link System#nanoTime}
   * @throws InterruptedException if the thread is interrupted
   */
  public void awaitResults(long deadline) throws InterruptedException {
    synchronized (recorder) {
      long left = deadline - System.nanoTime();
      while (!undecided.isEmpty() && left > 0) {
        recorder.wait(left / 1_000_000 + 1);
        left = deadline - System.nanoTime();
      }
      end("no result in time");
    }
  }

  /**
   * Whatever is undecided stays unknown.
   *
   * @param why nobody waits any more
   */
  public void end(String why) {
    synchronized (recorder) {
      undecided.forEach(process -> recorder.unknown(process, why));
      undecided.clear();
    }
  }
}
