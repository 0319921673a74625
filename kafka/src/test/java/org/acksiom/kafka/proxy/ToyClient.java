package org.acksiom.kafka.proxy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.protocol.ApiKeys;

/** Speaks the proxied protocol, one blocking call at a time. */
final class ToyClient implements AutoCloseable {
  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  ToyClient(InetSocketAddress address) throws IOException {
    socket = new Socket(address.getAddress(), address.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(20_000); // a read cannot be interrupted: this ends a test that hangs
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
  }

  /** Sends a request. */
  void send(ApiKeys api, int correlationId, byte[] body) throws IOException {
    byte[] clientId = "toy".getBytes(StandardCharsets.UTF_8);
    byte[] content =
        ByteBuffer.allocate(10 + clientId.length + body.length)
            .putShort(api.id)
            .putShort((short) 3)
            .putInt(correlationId)
            .putShort((short) clientId.length)
            .put(clientId)
            .put(body)
            .array();
    out.writeInt(content.length);
    out.write(content);
  }

  void produce(int correlationId) throws IOException {
    send(ApiKeys.PRODUCE, correlationId, new byte[0]);
  }

  void raw(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  /**
   * The next response: its correlation id and what the request that it echoes had after its header.
   */
  Response receive() throws IOException {
    ByteBuffer content = ByteBuffer.wrap(in.readNBytes(in.readInt()));
    return new Response(content.getInt(), content.position(4 + 13).slice());
  }

  /** Whether the other side breaks the connection before anything more arrives. */
  boolean isCut() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  static int correlationIdOfRequest(byte[] content) {
    return ByteBuffer.wrap(content).getInt(4);
  }

  record Response(int correlationId, ByteBuffer body) {}
}
