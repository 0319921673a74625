package org.acksiom.kafka.replay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.acksiom.kafka.proxy.TakenFrame;
import org.acksiom.kafka.proxy.Wire;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBrokerCollection;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.MetadataResponse;

/**
 * What clients are told of the cluster: all of its brokers, whether they run or not, and who leads
 * the partition, as it was when they were last allowed to hear of it. A broker's answer with old
 * news is nothing else; so when a client hears of a change is the schedule's to say. Thread-safe.
 */
final class MetadataView {
  private final Map<Integer, InetSocketAddress> brokers;
  private final String topic;
  private final Map<String, Belief> beliefs = new HashMap<>();
  private final Map<String, Integer> told = new HashMap<>();

  /**
   * A view of that topic's only partition.
   *
   * @param brokers where clients reach each broker
   */
  MetadataView(Map<Integer, InetSocketAddress> brokers, String topic) {
    this.brokers = Map.copyOf(brokers);
    this.topic = topic;
  }

  /** From now on that client is told this. */
  synchronized void tell(String clientId, Belief belief) {
    beliefs.put(clientId, belief);
    told.put(clientId, 0);
  }

  /** How often the client was told what it is told now. */
  synchronized int timesTold(String clientId) {
    return told.getOrDefault(clientId, 0);
  }

  /** Passes a metadata response on, with what its client is to be told. */
  void pass(TakenFrame frame) {
    try {
      frame.pass(rewritten(frame));
    } catch (IOException e) {
      // The client is gone, and asks again if it still wants to know.
    }
  }

  private synchronized byte[] rewritten(TakenFrame frame) {
    Belief belief = beliefs.get(frame.frame().clientId());
    if (belief == null) {
      return frame.content();
    }
    MetadataResponseData data = ((MetadataResponse) Wire.response(frame)).data();
    MetadataResponseBrokerCollection all = new MetadataResponseBrokerCollection();
    brokers.forEach(
        (id, address) ->
            all.add(
                new MetadataResponseBroker()
                    .setNodeId(id)
                    .setHost(address.getAddress().getHostAddress())
                    .setPort(address.getPort())));
    data.setBrokers(all);
    for (MetadataResponseTopic each : data.topics()) {
      if (topic.equals(each.name())) {
        for (MetadataResponsePartition partition : each.partitions()) {
          partition
              .setErrorCode(
                  (belief.leader() < 0 ? Errors.LEADER_NOT_AVAILABLE : Errors.NONE).code())
              .setLeaderId(belief.leader())
              .setLeaderEpoch(belief.leaderEpoch())
              .setOfflineReplicas(List.of());
          told.merge(frame.frame().clientId(), 1, Integer::sum);
        }
      }
    }
    return Wire.responseInstead(frame, data);
  }
}
