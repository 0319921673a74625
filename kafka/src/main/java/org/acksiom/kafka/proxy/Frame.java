package org.acksiom.kafka.proxy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * A request or a response on its way through a proxy.
 *
 * @param direction which of the two
 * @param api what is asked for or answered
 * @param version the version of {@code api}
 * @param correlationId the number that ties a response to its request on one connection
 * @param clientId the {@code client.id} of the request; empty if it has none
 */
public record Frame(
    Direction direction, ApiKeys api, short version, int correlationId, String clientId) {

  /** Which way a frame goes. */
  public enum Direction {
    /** From the client to the broker. */
    REQUEST,
    /** From the broker to the client. */
    RESPONSE
  }

  /**
   * Reads the start of a request; the layout is that of Kafka's {@code RequestHeader}, version 1
   * and later.
   */
  static Frame request(byte[] content) throws MalformedFrameException {
    ByteBuffer header = ByteBuffer.wrap(content);
    if (header.remaining() < 10) {
      throw new MalformedFrameException(
          "a request header of at least 10 bytes", content.length + " bytes");
    }
    short api = header.getShort();
    if (!ApiKeys.hasId(api)) {
      throw new MalformedFrameException("the number of a Kafka API", String.valueOf(api));
    }
    short version = header.getShort();
    int correlationId = header.getInt();
    short clientIdLength = header.getShort();
    if (clientIdLength > header.remaining()) {
      throw new MalformedFrameException(
          "a client id of " + clientIdLength + " bytes", header.remaining() + " bytes");
    }
    String clientId =
        new String(content, header.position(), Math.max(0, clientIdLength), StandardCharsets.UTF_8);
    return new Frame(Direction.REQUEST, ApiKeys.forId(api), version, correlationId, clientId);
  }

  /** The answer to this request. */
  Frame response() {
    return new Frame(Direction.RESPONSE, api, version, correlationId, clientId);
  }
}
