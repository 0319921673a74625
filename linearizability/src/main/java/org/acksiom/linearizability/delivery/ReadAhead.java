package org.acksiom.linearizability.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads a source on a thread of its own, some blocks ahead of whoever uses them. Whoever has enough
 * before the end closes it; the source is then somewhere behind what was used, and still open.
 */
final class ReadAhead extends InputStream {
  private static final int BLOCK = 1 << 18;
  private static final int BLOCKS = 4;

  /** What was read, of which the first bytes count; none at the end, or where reading failed. */
  private record Block(byte[] bytes, int length, Throwable thrown) {}

  private final InputStream source;
  private final BlockingQueue<Block> filled = new ArrayBlockingQueue<>(BLOCKS + 1);
  private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(BLOCKS);
  private final Thread thread;
  private Block block = new Block(new byte[0], 0, null);
  private int position;

  ReadAhead(InputStream source) {
    this.source = source;
    for (int i = 0; i < BLOCKS; i++) {
      free.add(new byte[BLOCK]);
    }
    thread = new Thread(this::readOn, "read-ahead");
    thread.setDaemon(true); // a source that says nothing keeps nobody alive
    thread.start();
  }

  private void readOn() {
    try {
      int count = 0;
      while (count >= 0) {
        byte[] bytes = free.take();
        count = source.read(bytes);
        filled.add(new Block(bytes, count, null));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    } catch (IOException | RuntimeException | Error e) { // or who waits would wait for ever
      filled.add(new Block(new byte[0], -1, e));
    }
  }

  @Override
  public int read() throws IOException {
    return isHeld() ? block.bytes()[position++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!isHeld()) {
      return -1;
    }
    int count = Math.min(length, block.length() - position);
    System.arraycopy(block.bytes(), position, into, from, count);
    position += count;
    return count;
  }

  /** Whether there is a next byte, for which it waits. */
  private boolean isHeld() throws IOException {
    while (position == block.length()) {
      if (block.bytes().length > 0) {
        free.add(block.bytes());
      }
      try {
        block = filled.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for the source");
      }
      position = 0;
    }
    if (block.thrown() instanceof IOException thrown) {
      throw thrown;
    }
    if (block.thrown() instanceof RuntimeException thrown) {
      throw thrown;
    }
    if (block.thrown() instanceof Error thrown) {
      throw thrown;
    }
    return block.length() > 0;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
