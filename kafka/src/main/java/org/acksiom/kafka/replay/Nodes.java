package org.acksiom.kafka.replay;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.acksiom.impl.core.ReplicaSet;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsPartitionResponse;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ListOffsetsRequest;
import org.apache.kafka.common.requests.ListOffsetsResponse;
import org.apache.kafka.common.requests.MetadataResponse;

/** What the nodes of a cluster say of the only partition of a topic, asked past all proxies. */
final class Nodes {
  /** A leader that does not tell its high watermark yet. */
  static final long NOT_YET = -2;

  private static final int METADATA_VERSION = 12;
  private static final int LIST_OFFSETS_VERSION = 7;

  private final GatedCluster cluster;
  private final String topic;

  Nodes(GatedCluster cluster, String topic) {
    this.cluster = cluster;
    this.topic = topic;
  }

  /**
   * The partition as a broker knows it.
   *
   * @param leader a broker, or -1 if there is none
   * @param leaderEpoch from 0
   * @param isr the in-sync replicas
   */
  record Known(int leader, int leaderEpoch, TreeSet<Integer> isr) {
    static final Known NOTHING = new Known(-1, -1, new TreeSet<>());

    Belief belief() {
      return new Belief(leader, leaderEpoch);
    }
  }

  /** The brokers of a set, in ascending order. */
  static TreeSet<Integer> members(ReplicaSet set) {
    TreeSet<Integer> members = new TreeSet<>();
    for (int broker = 1; broker < Integer.SIZE - 1; broker++) {
      if (set.contains(broker)) {
        members.add(broker);
      }
    }
    return members;
  }

  /** What that broker's metadata say. */
  Known known(int broker) throws IOException {
    for (MetadataResponseTopic each : metadata(broker).topics()) {
      for (MetadataResponsePartition partition : each.partitions()) {
        return new Known(
            partition.leaderId(), partition.leaderEpoch(), new TreeSet<>(partition.isrNodes()));
      }
    }
    return Known.NOTHING;
  }

  /** The brokers that are registered and not fenced, as far as that broker knows. */
  TreeSet<Integer> alive(int broker) throws IOException {
    TreeSet<Integer> alive = new TreeSet<>();
    metadata(broker).brokers().forEach(each -> alive.add(each.nodeId()));
    return alive;
  }

  private MetadataResponseData metadata(int broker) throws IOException {
    MetadataRequestData request =
        new MetadataRequestData()
            .setTopics(
                List.of(new MetadataRequestTopic().setTopicId(Uuid.ZERO_UUID).setName(topic)));
    return ((MetadataResponse)
            cluster.direct(broker).ask(ApiKeys.METADATA, METADATA_VERSION, request))
        .data();
  }

  /**
   * Where a broker's log ends.
   *
   * @param leaderEpoch which the broker must have heard of, and of none after it
   * @return the offset, or -1 if the broker is at another leader epoch or can't say
   */
  long logEndOffset(int broker, int leaderEpoch) throws IOException {
    return offset(broker, leaderEpoch, ListOffsetsRequest.DEBUGGING_REPLICA_ID);
  }

  /**
   * The same of the high watermark, which only the leader tells; {@link #NOT_YET} if it is a new
   * one whose high watermark has not passed the start of its epoch (KIP-207).
   */
  long highWatermark(int broker, int leaderEpoch) throws IOException {
    return offset(broker, leaderEpoch, ListOffsetsRequest.CONSUMER_REPLICA_ID);
  }

  private long offset(int broker, int leaderEpoch, int asker) throws IOException {
    ListOffsetsRequestData request =
        new ListOffsetsRequestData()
            .setReplicaId(asker)
            .setTopics(
                List.of(
                    new ListOffsetsTopic()
                        .setName(topic)
                        .setPartitions(
                            List.of(
                                new ListOffsetsPartition()
                                    .setPartitionIndex(0)
                                    .setCurrentLeaderEpoch(leaderEpoch)
                                    .setTimestamp(ListOffsetsRequest.LATEST_TIMESTAMP)))));
    ListOffsetsResponse response =
        (ListOffsetsResponse)
            cluster.direct(broker).ask(ApiKeys.LIST_OFFSETS, LIST_OFFSETS_VERSION, request);
    ListOffsetsPartitionResponse partition = response.data().topics().get(0).partitions().get(0);
    return switch (Errors.forCode(partition.errorCode())) {
      case NONE -> partition.offset();
      case OFFSET_NOT_AVAILABLE -> NOT_YET;
      default -> -1;
    };
  }
}
