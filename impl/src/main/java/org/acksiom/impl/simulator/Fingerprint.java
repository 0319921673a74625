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

  static long of(Producer producer, Renaming renaming) {
    Fingerprint fingerprint = new Fingerprint(0x9E3779B97F4A7C15L);
    fingerprint.add(producer, renaming);
    return fingerprint.mixed();
  }

  static long of(Broker broker, Renaming renaming) {
    Fingerprint fingerprint = new Fingerprint(0xD1B54A32D192ED03L);
    fingerprint.add(broker, renaming);
    return fingerprint.mixed();
  }

  static long of(Controller controller, Renaming renaming) {
    Fingerprint fingerprint = new Fingerprint(0xA0761D6478BD642FL);
    fingerprint.add(controller.partition(), renaming);
    fingerprint.add(renaming.of(controller.fenced()), renaming.of(controller.elr()));
    fingerprint.add(0, renaming.of(controller.lastKnownLeader()));
    for (int name = 1; name <= renaming.replicas(); name++) {
      fingerprint.add(name, controller.brokerEpoch(renaming.bearer(name)));
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

  static long of(MessageRouter router, Renaming renaming) {
    Fingerprint fingerprint = new Fingerprint(0xE7037ED1A0B428DBL);
    for (int name = 1; name <= renaming.replicas(); name++) {
      int broker = renaming.bearer(name);
      fingerprint.add(router, broker);
      fingerprint.add(router.fetchResponse(broker).orElse(null));
    }
    return fingerprint.mixed();
  }

  private void add(int first, int second) {
    long value = ((long) first << Integer.SIZE) ^ Integer.toUnsignedLong(second);
    hash = Long.rotateLeft((hash ^ value) * 0xC2B2AE3D27D4EB4FL, 31) * 0x9E3779B185EBCA87L;
  }

  private void add(PartitionState partition, Renaming renaming) {
    add(renaming.of(partition.leader()), partition.leaderEpoch());
    add(renaming.of(partition.isr()), partition.partitionEpoch());
  }

  private void add(Producer producer, Renaming renaming) {
    add(producer.producerEpoch(), renaming.of(producer.metadata()));
    addRecords(producer.queue());
    for (int name = 1; name <= renaming.replicas(); name++) {
      addRecords(producer.inFlight(renaming.bearer(name)));
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

  private void add(Broker broker, Renaming renaming) {
    add(renaming.of(broker.id()), broker.up() ? 1 : 0);
    add(broker.view(), renaming);
    for (int name = 1; name <= renaming.replicas(); name++) {
      FetchState state = broker.fetchState(renaming.bearer(name));
      add(state.endOffset(), state.brokerEpoch());
    }
    if (broker.pendingIsr().isPresent()) {
      IsrRequest request = broker.pendingIsr().get();
      add(1, renaming.of(request.isr()));
      for (int name = 1; name <= renaming.replicas(); name++) {
        add(name, request.brokerEpoch(renaming.bearer(name)));
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
