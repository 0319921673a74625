package org.acksiom.kafka.campaign;

import java.io.IOException;
import org.acksiom.kafka.proxy.Frame.Direction;
import org.acksiom.kafka.proxy.FrameAction;
import org.acksiom.kafka.proxy.FrameRule;
import org.acksiom.kafka.proxy.TakenFrame;
import org.acksiom.kafka.proxy.Wire;
import org.acksiom.specs.FaultModel;
import org.apache.kafka.common.message.AlterPartitionRequestData.PartitionData;
import org.apache.kafka.common.message.AlterPartitionRequestData.TopicData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AlterPartitionRequest;
import org.apache.kafka.common.requests.BrokerHeartbeatResponse;

/**
 * Sees between brokers and controller what nobody has asked for: on a busy machine a follower may
 * leave the ISR and a broker may be fenced although no nemesis struck it, which are faults, too.
 */
final class Watch {
  private final boolean[] unfenced;
  private final boolean[] struck;
  private int replicas = 1;
  private boolean isrChanged;
  private boolean isrShrunk;
  private boolean runningBrokerFenced;

  Watch(int brokers) {
    unfenced = new boolean[brokers];
    struck = new boolean[brokers];
  }

  /** What was seen before does not count any more. */
  synchronized void begin(int replicasOfTopic) {
    replicas = replicasOfTopic;
    isrChanged = false;
    isrShrunk = false;
    runningBrokerFenced = false;
  }

  /** A nemesis strikes the broker, or does not any more, in such a way that it is fenced. */
  synchronized void expectFencing(int broker, boolean isStruck) {
    struck[broker - 1] = isStruck;
    unfenced[broker - 1] = false;
  }

  /**
   * The weakest fault model that includes what was done and what was seen. Where no broker went
   * down, any change of the ISR says that one was late; and of an ISR that is not whole, nobody can
   * say whether a crash or its leader made it so.
   */
  synchronized FaultModel faults(FaultModel done) {
    boolean disturbed =
        isrShrunk || runningBrokerFenced || (isrChanged && !done.includes(FaultModel.CRASH));
    return disturbed && !done.includes(FaultModel.PARTITION) ? FaultModel.PARTITION : done;
  }

  /** The rule of the proxy between that broker and the controller. */
  FrameRule ofBroker(int broker) {
    FrameAction ask = FrameAction.take(this::asked);
    FrameAction answer = FrameAction.take(frame -> answered(broker, frame));
    return frame -> {
      if (frame.direction() == Direction.REQUEST && frame.api() == ApiKeys.ALTER_PARTITION) {
        return ask;
      }
      return frame.direction() == Direction.RESPONSE && frame.api() == ApiKeys.BROKER_HEARTBEAT
          ? answer
          : FrameAction.FORWARD;
    };
  }

  private void asked(TakenFrame taken) {
    AlterPartitionRequest request = (AlterPartitionRequest) Wire.request(taken);
    synchronized (this) {
      for (TopicData topic : request.data().topics()) {
        for (PartitionData partition : topic.partitions()) {
          isrChanged = true;
          int size = Math.max(partition.newIsr().size(), partition.newIsrWithEpochs().size());
          isrShrunk |= size < replicas;
        }
      }
    }
    pass(taken);
  }

  private void answered(int broker, TakenFrame taken) {
    BrokerHeartbeatResponse response = (BrokerHeartbeatResponse) Wire.response(taken);
    synchronized (this) {
      boolean isFenced = response.data().isFenced();
      runningBrokerFenced |= isFenced && unfenced[broker - 1] && !struck[broker - 1];
      unfenced[broker - 1] = !isFenced;
    }
    pass(taken);
  }

  private static void pass(TakenFrame taken) {
    try {
      taken.pass();
    } catch (IOException e) {
      taken.cut();
    }
  }
}
