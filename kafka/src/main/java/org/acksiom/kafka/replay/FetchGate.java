package org.acksiom.kafka.replay;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acksiom.kafka.proxy.Frame;
import org.acksiom.kafka.proxy.FrameAction;
import org.acksiom.kafka.proxy.FrameRule;
import org.acksiom.kafka.proxy.TakenFrame;
import org.acksiom.kafka.proxy.Wire;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.FetchResponse;

/**
 * What is on its way between the followers and one leader: of each follower at most one fetch or
 * its answer. Nothing of it moves unless it is told to. Thread-safe.
 */
final class FetchGate implements FrameRule {
  private static final Pattern FETCHER = Pattern.compile("broker-(\\d+)-fetcher-\\d+");

  private final Map<Integer, TakenFrame> requests = new HashMap<>();
  private final Map<Integer, TakenFrame> responses = new HashMap<>();
  private boolean open = true;

  @Override
  public synchronized FrameAction decide(Frame frame) {
    Matcher fetcher = FETCHER.matcher(frame.clientId());
    if (open || frame.api() != ApiKeys.FETCH || !fetcher.matches()) {
      return FrameAction.FORWARD;
    }
    int follower = Integer.parseInt(fetcher.group(1));
    return FrameAction.take(
        frame.direction() == Frame.Direction.REQUEST
            ? taken -> request(follower, taken)
            : taken -> response(follower, taken));
  }

  synchronized void shut() {
    open = false;
  }

  /** From now on everything passes, and what is held does, too. */
  synchronized void open() {
    open = true;
    requests.values().forEach(TakenFrame::passIfPossible);
    responses.values().forEach(TakenFrame::passIfPossible);
    lose();
  }

  private synchronized void request(int follower, TakenFrame frame) {
    if (open) {
      frame.passIfPossible();
      return;
    }
    requests.put(follower, frame);
    TakenFrame response = responses.get(follower);
    if (response != null && response.connection() != frame.connection()) {
      responses.remove(follower);
    }
  }

  private synchronized void response(int follower, TakenFrame frame) {
    if (open) {
      frame.passIfPossible();
      return;
    }
    responses.put(follower, frame);
  }

  /** Whether the follower asks. */
  synchronized boolean hasRequest(int follower) {
    return requests.containsKey(follower);
  }

  /** What the answer on its way to the follower says. */
  synchronized FetchAnswer answer(int follower) {
    TakenFrame frame = responses.get(follower);
    return frame == null ? FetchAnswer.NONE : FetchAnswer.of((FetchResponse) Wire.response(frame));
  }

  /** The follower's fetch reaches the leader. */
  synchronized void passRequest(int follower) throws IOException {
    take(requests, follower).pass();
  }

  /** The leader's answer reaches the follower. */
  synchronized void passResponse(int follower) throws IOException {
    take(responses, follower).pass();
  }

  private static TakenFrame take(Map<Integer, TakenFrame> waiting, int follower)
      throws IOException {
    TakenFrame frame = waiting.remove(follower);
    if (frame == null) {
      throw new IOException("expected something of broker " + follower + " on its way, found none");
    }
    return frame;
  }

  /** The follower's connection breaks, and it fetches anew. */
  synchronized void breakConnection(int follower) {
    TakenFrame frame = responses.getOrDefault(follower, requests.get(follower));
    if (frame != null) {
      frame.cut();
    }
    lose(follower);
  }

  /** Nothing that waits arrives any more. */
  synchronized void lose() {
    requests.clear();
    responses.clear();
  }

  /** Nothing that waits of that follower arrives any more. */
  synchronized void lose(int follower) {
    requests.remove(follower);
    responses.remove(follower);
  }
}
