package org.acksiom.impl.core;

import java.util.ArrayList;
import java.util.List;
import org.acksiom.specs.Acks;
import org.acksiom.specs.DeliverySettings;

/** What the stories begin with. */
final class Stage {
  static final DeliverySettings ACKS_0 = new DeliverySettings(Acks.NONE, true, false, 5, 1, false);
  static final DeliverySettings ACKS_1 =
      new DeliverySettings(Acks.LEADER, true, false, 5, 2, false);
  static final DeliverySettings ACKS_ALL = new DeliverySettings(Acks.ALL, true, false, 5, 2, false);
  static final DeliverySettings IDEMPOTENT =
      new DeliverySettings(Acks.ALL, true, true, 5, 1, false);

  private Stage() {}

  /** A log that has records 1, 2, … appended under these leader epochs. */
  static Log logOfEpochs(int... leaderEpochs) {
    return MemoryLog.empty().appendAll(entries(leaderEpochs));
  }

  static List<Entry> entries(int... leaderEpochs) {
    List<Entry> entries = new ArrayList<>();
    for (int epoch : leaderEpochs) {
      entries.add(entry(entries.size() + 1, epoch));
    }
    return entries;
  }

  static Entry entry(int record, int leaderEpoch) {
    return new Entry(record, leaderEpoch, 0, Entry.NO_SEQUENCE);
  }

  /** A request of a producer that is not idempotent. */
  static ProduceRequest request(int record) {
    return new ProduceRequest(record, 0, Entry.NO_SEQUENCE);
  }

  /** A fetch of a follower that registered once and knows of nothing committed. */
  static FetchRequest fetch(int follower, int leaderEpoch, int offset, int lastFetchedEpoch) {
    return new FetchRequest(follower, 1, leaderEpoch, offset, lastFetchedEpoch, 0);
  }

  /** The partition under that leader and leader epoch, with that ISR. */
  static PartitionState partition(int leader, int leaderEpoch, int... isr) {
    ReplicaSet replicas = ReplicaSet.none();
    for (int broker : isr) {
      replicas = replicas.with(broker);
    }
    return new PartitionState(leader, leaderEpoch, replicas, leaderEpoch);
  }

  /** A broker of three, with records 1, 2, … in its log under these leader epochs. */
  static Broker broker(
      int id, DeliverySettings settings, PartitionState partition, int... leaderEpochs) {
    Broker broker = new Broker(id, settings, partition, 3);
    broker.receive(new FetchResponse.Records(entries(leaderEpochs), 0));
    return broker;
  }
}
