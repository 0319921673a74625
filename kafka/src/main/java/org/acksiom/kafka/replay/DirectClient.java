package org.acksiom.kafka.replay;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.acksiom.kafka.proxy.Wire;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;

/**
 * Asks one node, past all proxies, one thing at a time. It is no client of the workload: by it a
 * replay sees how far the node is. Not thread-safe.
 */
final class DirectClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 5_000;

  private final InetSocketAddress node;
  private Socket socket;
  private int correlationId;

  DirectClient(InetSocketAddress node) {
    this.node = node;
  }

  /**
   * The node's answer.
   *
   * @throws IOException if it can't be reached or does not answer within 5 seconds; the next call
   *     connects anew
   */
  AbstractResponse ask(ApiKeys api, int version, ApiMessage body) throws IOException {
    try {
      if (socket == null) {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(node, TIMEOUT_MILLIS);
      }
      RequestHeader header = Wire.header(api, (short) version, ++correlationId);
      byte[] request = Wire.request(header, body);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.write(
          ByteBuffer.allocate(4 + request.length).putInt(request.length).put(request).array());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] answer = in.readNBytes(in.readInt());
      return AbstractResponse.parseResponse(ByteBuffer.wrap(answer), header);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
