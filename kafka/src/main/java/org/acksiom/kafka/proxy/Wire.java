package org.acksiom.kafka.proxy;

import java.nio.ByteBuffer;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;

/** Kafka's requests and responses as frames, by the classes of kafka-clients. */
public final class Wire {
  private Wire() {}

  /** What a request frame asks for. */
  public static AbstractRequest request(TakenFrame taken) {
    ByteBuffer content = ByteBuffer.wrap(taken.content());
    RequestHeader header = RequestHeader.parse(content);
    return AbstractRequest.parseRequest(
            header.apiKey(), header.apiVersion(), new ByteBufferAccessor(content))
        .request;
  }

  /** What a response frame answers. */
  public static AbstractResponse response(TakenFrame taken) {
    return AbstractResponse.parseResponse(ByteBuffer.wrap(taken.content()), header(taken.frame()));
  }

  /** A frame that answers something else to the same request. */
  public static byte[] responseInstead(TakenFrame taken, ApiMessage body) {
    RequestHeader header = header(taken.frame());
    return bytes(
        RequestUtils.serialize(
            header.toResponseHeader().data(),
            taken.frame().api().responseHeaderVersion(taken.frame().version()),
            body,
            taken.frame().version()));
  }

  /** A request frame. */
  public static byte[] request(RequestHeader header, ApiMessage body) {
    return bytes(
        RequestUtils.serialize(header.data(), header.headerVersion(), body, header.apiVersion()));
  }

  /** The header of a request of our own. */
  public static RequestHeader header(ApiKeys api, short version, int correlationId) {
    return new RequestHeader(api, version, "acksiom", correlationId);
  }

  private static RequestHeader header(Frame frame) {
    return new RequestHeader(frame.api(), frame.version(), frame.clientId(), frame.correlationId());
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
