package org.acksiom.kafka.replay;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import org.acksiom.kafka.proxy.TakenFrame;

/**
 * A request that reaches a broker after its client has closed the connection. The broker deals with
 * what it had received of such a connection, and so it does with a connection on which the request
 * is all that comes: nobody waits for the answer.
 */
final class LateRequest {
  private static final int TIMEOUT_MILLIS = 5_000;

  private LateRequest() {}

  /** Returns when the broker has dealt with the request, or has it in purgatory. */
  static void arrive(InetSocketAddress broker, TakenFrame frame) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(broker, TIMEOUT_MILLIS);
      byte[] content = frame.content();
      socket
          .getOutputStream()
          .write(
              ByteBuffer.allocate(4 + content.length).putInt(content.length).put(content).array());
      socket.shutdownOutput();
      socket.setSoTimeout(200);
      new DataInputStream(socket.getInputStream()).readNBytes(Integer.MAX_VALUE);
    } catch (SocketTimeoutException e) {
      // It waits for the ISR, and nobody for its answer.
    }
  }
}
