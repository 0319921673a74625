package org.acksiom.kafka.replay;

import java.util.ArrayList;
import java.util.List;
import org.acksiom.kafka.proxy.TakenFrame;
import org.acksiom.kafka.proxy.Wire;
import org.acksiom.kafka.workload.Payload;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.utils.Utils;

/** A schedule's records, which it numbers from 1, as the values of Kafka's. */
final class Records {
  private Records() {}

  static String name(int record) {
    return "r" + record;
  }

  static int number(Object name) {
    return Integer.parseInt(name.toString().substring(1));
  }

  /**
   * The record of a produce request.
   *
   * @throws IllegalStateException if there is not exactly one
   */
  static int of(TakenFrame request) {
    List<Integer> found = new ArrayList<>();
    for (TopicProduceData topic : ((ProduceRequest) Wire.request(request)).data().topicData()) {
      for (PartitionProduceData partition : topic.partitionData()) {
        for (Record record : ((MemoryRecords) partition.records()).records()) {
          found.add(number(Payload.record(Utils.toArray(record.value()))));
        }
      }
    }
    if (found.size() != 1) {
      throw new IllegalStateException("expected one record in a request, found " + found);
    }
    return found.get(0);
  }
}
