package org.acksiom.impl.simulator;

import java.util.List;
import org.acksiom.impl.core.Broker;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.core.PartitionState;
import org.acksiom.impl.core.ProduceRequest;
import org.acksiom.impl.core.ProduceResponse;
import org.acksiom.impl.core.Producer;

/**
 * A 64-bit fingerprint of a cluster's state. Two states share one with a probability of
 * 2<sup>-64</sup>, as TLC's do, so that a set of visited states needs eight bytes a state: at a
 * million states the chance that any two are mixed up is below one in thirty million.
 */
final class Fingerprint {
  private long hash = 0x9E3779B97F4A7C15L;

  private Fingerprint() {}

  static long of(Cluster cluster) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.add(cluster.faultsLeft());
    fingerprint.add(cluster.controller().partition());
    fingerprint.add(cluster.controller().fenced().bits());
    fingerprint.add(cluster.producer(), cluster.setup().bounds().replicas());
    for (int id = 1; id <= cluster.setup().bounds().replicas(); id++) {
      fingerprint.add(cluster.broker(id), cluster.setup().bounds().replicas());
      fingerprint.add(cluster.router(), id);
    }
    return mix(fingerprint.hash);
  }

  private void add(int value) {
    hash = Long.rotateLeft((hash ^ value) * 0xC2B2AE3D27D4EB4FL, 31) * 0x9E3779B185EBCA87L;
  }

  private void add(PartitionState partition) {
    add(partition.leader());
    add(partition.leaderEpoch());
    add(partition.isr().bits());
    add(partition.partitionEpoch());
  }

  private void add(Producer producer, int replicas) {
    add(producer.producerEpoch());
    add(producer.metadata());
    addRecords(producer.queue());
    for (int broker = 1; broker <= replicas; broker++) {
      addRecords(producer.inFlight(broker));
    }
    for (int record = 1; record <= producer.records(); record++) {
      add(producer.batch(record).attempts());
      add(producer.batch(record).producerEpoch());
      add(producer.batch(record).sequence());
      add(producer.result(record).outcome().ordinal());
      add(producer.result(record).offset());
    }
  }

  private void addRecords(List<Integer> records) {
    add(records.size());
    for (int i = 0; i < records.size(); i++) {
      add(records.get(i));
    }
  }

  private void add(Broker broker, int replicas) {
    add(broker.up() ? 1 : 0);
    add(broker.highWatermark());
    add(broker.view());
    for (int follower = 1; follower <= replicas; follower++) {
      add(broker.endOffset(follower));
    }
    add(broker.waiting().map(Broker.Waiting::record).orElse(0));
    add(broker.waiting().map(Broker.Waiting::offset).orElse(0));
    add(broker.log().endOffset());
    for (int offset = 0; offset < broker.log().endOffset(); offset++) {
      Entry entry = broker.log().entry(offset);
      add(entry.record());
      add(entry.leaderEpoch());
      add(entry.producerEpoch());
      add(entry.sequence());
    }
  }

  private void add(MessageRouter router, int broker) {
    addRequests(router.requests(broker));
    List<ProduceResponse> responses = router.responses(broker);
    add(responses.size());
    for (ProduceResponse response : responses) {
      add(response.record());
      add(response.error().ordinal());
      add(response.offset());
    }
    add(router.late(broker).size());
    router.late(broker).forEach(this::addRequests);
  }

  private void addRequests(List<ProduceRequest> requests) {
    add(requests.size());
    for (ProduceRequest request : requests) {
      add(request.record());
      add(request.producerEpoch());
      add(request.sequence());
    }
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ (mixed >>> 33);
  }
}
