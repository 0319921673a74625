package org.acksiom.kafka.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acksiom.kafka.proxy.Frame;
import org.acksiom.kafka.proxy.FrameAction;
import org.acksiom.kafka.proxy.FrameRule;
import org.acksiom.kafka.proxy.TakenFrame;
import org.acksiom.kafka.proxy.Wire;
import org.apache.kafka.common.message.AlterPartitionRequestData;
import org.apache.kafka.common.requests.AlterPartitionRequest;

/**
 * What is on its way between one broker and the controller: news of the cluster, the broker's
 * wishes for an ISR, its heartbeats. Thread-safe.
 */
final class ControllerGate implements FrameRule {
  private final List<TakenFrame> news = new ArrayList<>();
  private TakenFrame isrRequest;
  private TakenFrame isrResponse;
  private TakenFrame heldHeartbeat;
  private TakenFrame lastHeartbeat;
  private long heartbeatsAnswered;
  private boolean open = true;
  private boolean newsOpen = true;
  private boolean heartbeatsOpen = true;

  @Override
  public synchronized FrameAction decide(Frame frame) {
    boolean request = frame.direction() == Frame.Direction.REQUEST;
    return switch (frame.api()) {
      case BROKER_HEARTBEAT -> {
        heartbeatsAnswered += request ? 0 : 1;
        yield request ? FrameAction.take(this::heartbeat) : FrameAction.FORWARD;
      }
      case FETCH -> request ? FrameAction.FORWARD : FrameAction.take(this::news);
      case ALTER_PARTITION -> FrameAction.take(request ? this::isrRequest : this::isrResponse);
      default -> FrameAction.FORWARD;
    };
  }

  /** From now on nothing passes but heartbeats. */
  synchronized void shut() {
    open = false;
    newsOpen = false;
  }

  /** From now on everything passes, and what is held does, too. */
  synchronized void open() {
    open = true;
    openNews();
    openHeartbeats();
    if (isrResponse != null) {
      isrResponse.passIfPossible();
    }
    if (isrRequest != null) {
      isrRequest.passIfPossible();
    }
    isrRequest = null;
    isrResponse = null;
  }

  /** The broker is gone, and all that was on its way. */
  synchronized void lose() {
    news.clear();
    isrRequest = null;
    isrResponse = null;
    heldHeartbeat = null;
  }

  // ---- heartbeats

  private synchronized void heartbeat(TakenFrame frame) {
    lastHeartbeat = frame;
    if (heartbeatsOpen) {
      frame.passIfPossible();
    } else {
      heldHeartbeat = frame;
    }
  }

  /** From now on the controller hears nothing of the broker. */
  synchronized void shutHeartbeats() {
    heartbeatsOpen = false;
  }

  /** How many of the broker's heartbeats the controller has answered. */
  synchronized long heartbeatsAnswered() {
    return heartbeatsAnswered;
  }

  synchronized void openHeartbeats() {
    heartbeatsOpen = true;
    if (heldHeartbeat != null) {
      heldHeartbeat.passIfPossible();
      heldHeartbeat = null;
    }
  }

  /** The broker's last heartbeat. */
  synchronized Optional<TakenFrame> lastHeartbeat() {
    return Optional.ofNullable(lastHeartbeat);
  }

  // ---- news

  private synchronized void news(TakenFrame frame) {
    if (newsOpen) {
      frame.passIfPossible();
    } else {
      news.add(frame);
    }
  }

  synchronized void openNews() {
    newsOpen = true;
    news.forEach(TakenFrame::passIfPossible);
    news.clear();
  }

  synchronized void shutNews() {
    newsOpen = open;
  }

  // ---- the ISR by the leader's wish

  private synchronized void isrRequest(TakenFrame frame) {
    if (open) {
      frame.passIfPossible();
    } else {
      isrRequest = frame;
    }
  }

  private synchronized void isrResponse(TakenFrame frame) {
    if (open) {
      frame.passIfPossible();
    } else {
      isrResponse = frame;
    }
  }

  /** What the leader asks for, if it does: the only partition of its request. */
  synchronized Optional<AlterPartitionRequestData.PartitionData> wish() {
    return Optional.ofNullable(isrRequest)
        .map(
            frame ->
                ((AlterPartitionRequest) Wire.request(frame))
                    .data()
                    .topics()
                    .get(0)
                    .partitions()
                    .get(0));
  }

  /** The wish reaches the controller. */
  synchronized void passWish() throws IOException {
    if (isrRequest == null) {
      throw new IOException("expected a wish for an ISR on its way, found none");
    }
    isrRequest.pass();
    isrRequest = null;
  }

  /** The controller's answer reaches the leader, if it waits. */
  synchronized void passAnswer() {
    if (isrResponse != null) {
      isrResponse.passIfPossible();
      isrResponse = null;
    }
  }
}
