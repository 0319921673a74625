package org.acksiom.impl.simulator;

import java.util.List;
import org.acksiom.impl.core.Broker;
import org.acksiom.impl.core.Consumer;
import org.acksiom.impl.core.Controller;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.core.FetchResponse;
import org.acksiom.impl.core.FetchState;
import org.acksiom.impl.core.IsrRequest;
import org.acksiom.impl.core.PartitionState;
import org.acksiom.impl.core.ProduceRequest;
import org.acksiom.impl.core.ProduceResponse;
import org.acksiom.impl.core.Producer;

/**
 * 64-bit fingerprints of a cluster's components. Their sum is that of the whole, so that a step
 * needs those of the components that it changed. None is 0.
 */
final class Fingerprint {
  private long hash;

  private Fingerprint(long seed) {
    hash = seed;
  }

  static long of(Producer producer, int replicas) {
    Fingerprint fingerprint = new Fingerprint(0x9E3779B97F4A7C15L);
    fingerprint.add(producer, replicas);
    return fingerprint.mixed();
  }

  static long of(Broker broker, int replicas) {
    Fingerprint fingerprint = new Fingerprint(0xD1B54A32D192ED03L);
    fingerprint.add(broker, replicas);
    return fingerprint.mixed();
  }

  static long of(Controller controller, int replicas) {
    Fingerprint fingerprint = new Fingerprint(0xA0761D6478BD642FL);
    fingerprint.add(controller.partition());
    fingerprint.add(controller.fenced().bits(), controller.elr().bits());
    fingerprint.add(0, controller.lastKnownLeader());
    for (int broker = 1; broker <= replicas; broker++) {
      fingerprint.add(broker, controller.brokerEpoch(broker));
    }
    return fingerprint.mixed();
  }

  static long of(Consumer consumer) {
    Fingerprint fingerprint = new Fingerprint(0x8EBC6AF09C88C6E3L);
    List<Consumer.Read> reads = consumer.reads();
    fingerprint.add(consumer.readFrom(), reads.size());
    for (int i = 0; i < reads.size(); i++) {
      Consumer.Read read = reads.get(i);
      fingerprint.add(read.offset(), read.leaderEpoch());
      fingerprint.add(i, read.record());
    }
    return fingerprint.mixed();
  }

  static long of(int faultsLeft) {
    Fingerprint fingerprint = new Fingerprint(0x589965CC75374CC3L);
    fingerprint.add(0, faultsLeft);
    return fingerprint.mixed();
  }

  static long of(MessageRouter router, int replicas) {
    Fingerprint fingerprint = new Fingerprint(0xE7037ED1A0B428DBL);
    for (int broker = 1; broker <= replicas; broker++) {
      fingerprint.add(router, broker);
      fingerprint.add(router.fetchResponse(broker).orElse(null));
    }
    return fingerprint.mixed();
  }

  private void add(int first, int second) {
    long value = ((long) first << Integer.SIZE) ^ Integer.toUnsignedLong(second);
    hash = Long.rotateLeft((hash ^ value) * 0xC2B2AE3D27D4EB4FL, 31) * 0x9E3779B185EBCA87L;
  }

  private void add(PartitionState partition) {
    add(partition.leader(), partition.leaderEpoch());
    add(partition.isr().bits(), partition.partitionEpoch());
  }

  private void add(Producer producer, int replicas) {
    add(producer.producerEpoch(), producer.metadata());
    addRecords(producer.queue());
    for (int broker = 1; broker <= replicas; broker++) {
      addRecords(producer.inFlight(broker));
    }
    for (int record = 1; record <= producer.records(); record++) {
      Producer.Batch batch = producer.batch(record);
      add(batch.attempts(), batch.producerEpoch());
      add(batch.sequence(), producer.result(record).offset());
      add(record, producer.result(record).outcome().ordinal());
    }
  }

  private void addRecords(List<Integer> records) {
    add(0, records.size());
    for (int i = 0; i < records.size(); i++) {
      add(i, records.get(i));
    }
  }

  private void add(Broker broker, int replicas) {
    add(broker.id(), broker.up() ? 1 : 0);
    add(broker.view());
    for (int follower = 1; follower <= replicas; follower++) {
      FetchState state = broker.fetchState(follower);
      add(state.endOffset(), state.brokerEpoch());
    }
    if (broker.pendingIsr().isPresent()) {
      IsrRequest request = broker.pendingIsr().get();
      add(1, request.isr().bits());
      for (int member = 1; member <= replicas; member++) {
        add(member, request.brokerEpoch(member));
      }
    } else {
      add(0, 0);
    }
    broker.waiting().ifPresent(waiting -> add(waiting.record(), waiting.offset()));
    add(broker.waiting().isPresent() ? 1 : 0, broker.highWatermark());
    add(0, broker.log().endOffset());
    for (int offset = 0; offset < broker.log().endOffset(); offset++) {
      add(broker.log().entry(offset));
    }
  }

  private void add(Entry entry) {
    add(entry.record(), entry.leaderEpoch());
    add(entry.producerEpoch(), entry.sequence());
  }

  private void add(FetchResponse response) {
    if (response instanceof FetchResponse.Records records) {
      add(1, records.highWatermark());
      add(0, records.entries().size());
      for (int i = 0; i < records.entries().size(); i++) {
        add(records.entries().get(i));
      }
    } else if (response instanceof FetchResponse.Diverging diverging) {
      add(2, 0);
      add(diverging.end().epoch(), diverging.end().endOffset());
    } else {
      add(0, 0);
    }
  }

  private void add(MessageRouter router, int broker) {
    addRequests(router.requests(broker));
    List<ProduceResponse> responses = router.responses(broker);
    add(0, responses.size());
    for (int i = 0; i < responses.size(); i++) {
      ProduceResponse response = responses.get(i);
      add(response.record(), response.error().ordinal());
      add(i, response.offset());
    }
    List<List<ProduceRequest>> late = router.late(broker);
    add(0, late.size());
    for (int i = 0; i < late.size(); i++) {
      addRequests(late.get(i));
    }
  }

  private void addRequests(List<ProduceRequest> requests) {
    add(0, requests.size());
    for (int i = 0; i < requests.size(); i++) {
      add(i, requests.get(i).record());
      add(requests.get(i).producerEpoch(), requests.get(i).sequence());
    }
  }

  private long mixed() {
    long mixed = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    mixed ^= mixed >>> 33;
    return mixed == 0 ? 1 : mixed;
  }
}
