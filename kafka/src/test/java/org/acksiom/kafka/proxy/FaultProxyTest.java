package org.acksiom.kafka.proxy;

import static org.acksiom.kafka.proxy.Frame.Direction.REQUEST;
import static org.acksiom.kafka.proxy.Frame.Direction.RESPONSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The proxy does to frames what its rule says, and nothing else; the other end is a toy that
 * echoes.
 */
@Timeout(30)
class FaultProxyTest {
  private ToyBroker broker;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    broker = new ToyBroker();
    proxy = FaultProxy.listen();
    proxy.forwardTo(broker.address());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    broker.close();
  }

  @Test
  void withoutFaultsEveryFrameArrivesUnchangedInBothDirections() throws IOException {
    Random random = new Random(7);
    try (ToyClient client = new ToyClient(proxy.address())) {
      for (int id = 0; id < 50; id++) {
        byte[] body = new byte[random.nextInt(100_000)];
        random.nextBytes(body);
        client.send(ApiKeys.FETCH, id, body);
        ToyClient.Response response = client.receive();
        assertThat(response.correlationId()).isEqualTo(id);
        assertThat(response.body()).isEqualTo(ByteBuffer.wrap(body));
      }
    }
  }

  @Test
  void theRuleSeesEachFrameWithItsApiVersionClientAndDirection() throws IOException {
    List<Frame> seen = new ArrayList<>();
    proxy.obey(
        frame -> {
          seen.add(frame);
          return FrameAction.FORWARD;
        });
    try (ToyClient client = new ToyClient(proxy.address())) {
      client.produce(41);
      client.receive();
      client.send(ApiKeys.METADATA, 42, new byte[0]);
      client.receive();
    }
    proxy.heal();
    assertThat(seen)
        .containsExactly(
            new Frame(REQUEST, ApiKeys.PRODUCE, (short) 3, 41, "toy"),
            new Frame(RESPONSE, ApiKeys.PRODUCE, (short) 3, 41, "toy"),
            new Frame(REQUEST, ApiKeys.METADATA, (short) 3, 42, "toy"),
            new Frame(RESPONSE, ApiKeys.METADATA, (short) 3, 42, "toy"));
  }

  @Test
  void closeOnARequestLosesItAndWhatFollowsButServesWhatCameBefore() throws IOException {
    proxy.obey(FrameRule.onNth(2, REQUEST, ApiKeys.PRODUCE, FrameAction.CLOSE));
    try (ToyClient client = new ToyClient(proxy.address())) {
      client.produce(1);
      client.receive();
      client.produce(2);
      assertThat(client.isCut()).isTrue();
    }
    proxy.heal();
    assertThat(broker.served()).containsExactly(1);
  }

  @Test
  void closeOnAResponseBreaksTheConnectionAfterTheBrokerHasActed() throws IOException {
    proxy.obey(FrameRule.onNth(1, RESPONSE, ApiKeys.PRODUCE, FrameAction.CLOSE));
    try (ToyClient client = new ToyClient(proxy.address())) {
      client.produce(1);
      assertThat(client.isCut()).isTrue();
    }
    assertThat(broker.served()).containsExactly(1);
  }

  @Test
  void aBlackholeSwallowsTheRestUntilTheRuleCuts() throws IOException {
    proxy.obey(
        frame ->
            switch (frame.correlationId()) {
              case 1 -> FrameAction.FORWARD;
              case 2 -> FrameAction.BLACKHOLE;
              case 4 -> FrameAction.CLOSE;
              default -> FrameAction.FORWARD;
            });
    try (ToyClient client = new ToyClient(proxy.address())) {
      client.produce(1);
      client.receive();
      for (int id = 2; id <= 4; id++) {
        client.produce(id);
      }
      assertThat(client.isCut()).isTrue();
    }
    proxy.heal();
    assertThat(broker.served()).containsExactly(1);
  }

  @Test
  void aBlackholeInOneDirectionLeavesTheOtherOpen() throws Exception {
    proxy.obey(FrameRule.onNth(1, RESPONSE, ApiKeys.PRODUCE, FrameAction.BLACKHOLE));
    try (ToyClient client = new ToyClient(proxy.address())) {
      client.produce(1);
      client.produce(2);
      assertThat(broker.awaitServed(2)).containsExactly(1, 2);
    }
  }

  @Test
  void aStalledRequestHoldsWhatFollowsAndArrivesWhenTheNetworkHeals() throws Exception {
    CountDownLatch stalled = new CountDownLatch(1);
    proxy.obey(
        frame -> {
          if (frame.correlationId() == 1) {
            return FrameAction.FORWARD;
          }
          stalled.countDown();
          return FrameAction.stall(Duration.ofHours(1));
        });
    try (ToyClient client = new ToyClient(proxy.address())) {
      client.produce(1);
      client.receive();
      client.produce(2);
      stalled.await();
      assertThat(broker.served()).containsExactly(1);
      proxy.heal();
      assertThat(broker.served()).containsExactly(1, 2);
    }
  }

  @Test
  void aStalledRequestArrivesByItselfAfterItsDelay() throws IOException {
    proxy.obey(
        FrameRule.onNth(1, REQUEST, ApiKeys.PRODUCE, FrameAction.stall(Duration.ofMillis(20))));
    try (ToyClient client = new ToyClient(proxy.address())) {
      client.produce(1);
      assertThat(client.receive().correlationId()).isEqualTo(1);
    }
  }

  @Test
  void aRequestThatIsNeverAnsweredDoesNotConfuseTheAnswersOfOthers() throws IOException {
    try (ToyBroker reticent = new ToyBroker(id -> id % 2 == 0)) {
      proxy.forwardTo(reticent.address());
      proxy.obey(FrameRule.onNth(2, RESPONSE, ApiKeys.METADATA, FrameAction.CLOSE));
      try (ToyClient client = new ToyClient(proxy.address())) {
        for (int id = 0; id < 6; id++) {
          client.send(id % 2 == 0 ? ApiKeys.METADATA : ApiKeys.PRODUCE, id, new byte[0]);
        }
        assertThat(client.receive().correlationId()).isEqualTo(0);
        assertThat(client.isCut()).isTrue();
      }
    }
  }

  @Test
  void healingWaitsUntilTheBrokerHasDealtWithWhatReachedIt() throws Exception {
    CountDownLatch passed = new CountDownLatch(3);
    IntPredicate slowly =
        id -> {
          LockSupport.parkNanos(50_000_000);
          return true;
        };
    try (ToyBroker slow = new ToyBroker(slowly)) {
      proxy.forwardTo(slow.address());
      proxy.obey(
          frame -> {
            passed.countDown();
            return FrameAction.FORWARD;
          });
      try (ToyClient client = new ToyClient(proxy.address())) {
        for (int id = 1; id <= 3; id++) {
          client.produce(id);
        }
        passed.await();
        proxy.heal();
        assertThat(slow.served()).containsExactly(1, 2, 3);
      }
    }
  }

  /** As a producer with acks=0 does, for which a request is over when it is sent. */
  @Test
  void whatAClientSentBeforeItClosedMeetsTheRuleBeforeTheNetworkHeals() throws Exception {
    CountDownLatch stalled = new CountDownLatch(1);
    List<Integer> decided = new ArrayList<>();
    proxy.obey(
        frame -> {
          if (frame.direction() == RESPONSE) {
            return FrameAction.FORWARD;
          }
          decided.add(frame.correlationId());
          stalled.countDown();
          return switch (frame.correlationId()) {
            case 1 -> FrameAction.stall(Duration.ofHours(1));
            case 9 -> FrameAction.CLOSE;
            default -> FrameAction.FORWARD;
          };
        });
    try (ToyBroker silent = new ToyBroker(id -> false)) {
      proxy.forwardTo(silent.address());
      try (ToyClient client = new ToyClient(proxy.address())) {
        for (int id = 1; id <= 10; id++) {
          client.produce(id);
        }
        stalled.await();
      }
      proxy.awaitEnd("toy");
      proxy.heal();
      assertThat(decided).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
      assertThat(silent.served()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }
  }

  @Test
  void theEndOfOneClientDoesNotWaitForAnother() throws IOException {
    try (ToyClient other = new ToyClient(proxy.address())) {
      other.produce(1);
      other.receive();
      proxy.awaitEnd("nobody");
      other.produce(2);
      assertThat(other.receive().correlationId()).isEqualTo(2);
    }
  }

  @Test
  void afterHealingOldConnectionsAreCutAndNewOnesAreFaultless() throws IOException {
    proxy.obey(
        frame -> frame.api() == ApiKeys.PRODUCE ? FrameAction.BLACKHOLE : FrameAction.FORWARD);
    try (ToyClient before = new ToyClient(proxy.address())) {
      before.send(ApiKeys.METADATA, 0, new byte[0]);
      before.receive();
      before.produce(1);
      proxy.heal();
      assertThat(before.isCut()).isTrue();
    }
    try (ToyClient after = new ToyClient(proxy.address())) {
      after.produce(2);
      assertThat(after.receive().correlationId()).isEqualTo(2);
    }
  }

  @Test
  void oneRuleCountsTheFramesOfAllProxiesThatShareIt() throws IOException {
    FrameRule second = FrameRule.onNth(2, REQUEST, ApiKeys.PRODUCE, FrameAction.CLOSE);
    try (FaultProxy other = FaultProxy.listen()) {
      other.forwardTo(broker.address());
      proxy.obey(second);
      other.obey(second);
      try (ToyClient here = new ToyClient(proxy.address());
          ToyClient there = new ToyClient(other.address())) {
        here.produce(1);
        here.receive();
        there.produce(2);
        assertThat(there.isCut()).isTrue();
      }
    }
  }

  @Test
  void whatIsNotKafkasProtocolIsCut() throws IOException {
    byte[] http = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] tooShort = ByteBuffer.allocate(8).putInt(4).putInt(0).array();
    byte[] unknownApi = ByteBuffer.allocate(14).putInt(10).putShort((short) 9_999).array();
    for (byte[] bytes : List.of(http, tooShort, unknownApi)) {
      try (ToyClient client = new ToyClient(proxy.address())) {
        client.raw(bytes);
        assertThat(client.isCut()).isTrue();
      }
    }
    assertThat(broker.served()).isEmpty();
  }

  @Test
  void aConnectionIsCutAtOnceWhileTheBrokerIsDownOrUnknown() throws IOException {
    broker.close();
    try (ToyClient client = new ToyClient(proxy.address())) {
      assertThat(client.isCut()).isTrue();
    }
    try (FaultProxy aimless = FaultProxy.listen();
        ToyClient client = new ToyClient(aimless.address())) {
      assertThat(client.isCut()).isTrue();
    }
  }

  @Test
  void closingReleasesThePortTheThreadsAndTheConnections() throws IOException {
    ToyClient idle = new ToyClient(proxy.address());
    idle.produce(1);
    idle.receive();
    proxy.close();
    assertThat(idle.isCut()).isTrue();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("fault-proxy-"));
    assertThatThrownBy(() -> new ToyClient(proxy.address())).isInstanceOf(ConnectException.class);
  }
}
