package org.acksiom.kafka.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.acksiom.kafka.proxy.Frame;
import org.acksiom.kafka.proxy.FrameAction;
import org.acksiom.kafka.proxy.TakenFrame;
import org.acksiom.specs.FaultModel;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.AlterPartitionRequestData;
import org.apache.kafka.common.message.AlterPartitionRequestData.BrokerState;
import org.apache.kafka.common.message.AlterPartitionRequestData.PartitionData;
import org.apache.kafka.common.message.AlterPartitionRequestData.TopicData;
import org.apache.kafka.common.message.BrokerHeartbeatResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong by itself between brokers and controller counts as a fault. */
class WatchTest {
  private final Watch watch = new Watch(3);
  private final List<byte[]> passed = new ArrayList<>();

  @BeforeEach
  void begin() {
    watch.begin(3);
  }

  @Test
  void whereNothingIsSeenTheFaultsAreThoseThatWereDone() {
    heartbeat(1, true); // as it starts
    heartbeat(1, false);
    for (FaultModel done : FaultModel.values()) {
      assertThat(watch.faults(done)).isEqualTo(done);
    }
  }

  @Test
  void aWholeIsrThatIsAskedForIsNoFaultAfterACrashOnly() {
    alterPartition(3);
    assertThat(watch.faults(FaultModel.NETWORK)).isEqualTo(FaultModel.PARTITION);
    assertThat(watch.faults(FaultModel.CRASH)).isEqualTo(FaultModel.CRASH);
  }

  @Test
  void anIsrThatIsNotWholeIsAFault() {
    alterPartition(2);
    assertThat(watch.faults(FaultModel.CRASH)).isEqualTo(FaultModel.PARTITION);
    assertThat(watch.faults(FaultModel.DISK)).isEqualTo(FaultModel.DISK);
    watch.begin(2);
    assertThat(watch.faults(FaultModel.CRASH)).isEqualTo(FaultModel.CRASH);
  }

  @Test
  void aRunningBrokerThatIsFencedIsAFaultUnlessItWasStruck() {
    heartbeat(1, false);
    heartbeat(2, false);
    watch.expectFencing(1, true);
    heartbeat(1, false);
    heartbeat(1, true);
    watch.expectFencing(1, false);
    heartbeat(1, true);
    heartbeat(1, false);
    assertThat(watch.faults(FaultModel.CRASH)).isEqualTo(FaultModel.CRASH);
    heartbeat(2, true);
    assertThat(watch.faults(FaultModel.CRASH)).isEqualTo(FaultModel.PARTITION);
  }

  private void alterPartition(int isr) {
    PartitionData partition =
        new PartitionData()
            .setPartitionIndex(0)
            .setNewIsrWithEpochs(
                IntStream.rangeClosed(1, isr)
                    .mapToObj(id -> new BrokerState().setBrokerId(id).setBrokerEpoch(id))
                    .toList());
    RequestHeader header = header(ApiKeys.ALTER_PARTITION);
    see(
        1,
        Frame.Direction.REQUEST,
        header,
        RequestUtils.serialize(
            header.data(),
            header.headerVersion(),
            new AlterPartitionRequestData()
                .setTopics(
                    List.of(
                        new TopicData()
                            .setTopicId(Uuid.ONE_UUID)
                            .setPartitions(List.of(partition)))),
            header.apiVersion()));
  }

  private void heartbeat(int broker, boolean isFenced) {
    RequestHeader header = header(ApiKeys.BROKER_HEARTBEAT);
    see(
        broker,
        Frame.Direction.RESPONSE,
        header,
        RequestUtils.serialize(
            header.toResponseHeader().data(),
            header.apiKey().responseHeaderVersion(header.apiVersion()),
            new BrokerHeartbeatResponseData().setIsFenced(isFenced),
            header.apiVersion()));
  }

  private static RequestHeader header(ApiKeys api) {
    return new RequestHeader(api, api.latestVersion(), "broker", 1);
  }

  /** The watch takes the frame, and passes it on as it is. */
  private void see(int broker, Frame.Direction direction, RequestHeader header, ByteBuffer bytes) {
    byte[] content = new byte[bytes.remaining()];
    bytes.get(content);
    Frame frame =
        new Frame(
            direction,
            header.apiKey(),
            header.apiVersion(),
            header.correlationId(),
            header.clientId());
    FrameAction action = watch.ofBroker(broker).decide(frame);
    assertThat(action.kind()).isEqualTo(FrameAction.Kind.TAKE);
    action.taker().accept(new Taken(frame, content));
    assertThat(passed).last().isSameAs(content);
  }

  private final class Taken implements TakenFrame {
    private final Frame frame;
    private final byte[] content;

    private Taken(Frame frame, byte[] content) {
      this.frame = frame;
      this.content = content;
    }

    @Override
    public Frame frame() {
      return frame;
    }

    @Override
    public byte[] content() {
      return content;
    }

    @Override
    public Object connection() {
      return this;
    }

    @Override
    public void pass(byte[] other) {
      passed.add(other);
    }

    @Override
    public void cut() {
      throw new AssertionError("nothing is to be cut");
    }
  }
}
