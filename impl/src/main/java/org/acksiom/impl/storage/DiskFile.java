package org.acksiom.impl.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file of a {@link Disk}. Positions and sizes are in bytes. */
public interface DiskFile extends Closeable {

  /**
   * How long the file is.
   *
   * @throws IOException if that can't be read
   */
  long size() throws IOException;

  /**
   * Reads what is at a position into the buffer's remaining space.
   *
   * @return how many bytes were read, perhaps fewer than there is space for; -1 at the file's end
   * @throws IOException if it can't be read
   */
  int read(ByteBuffer into, long position) throws IOException;

  /**
   * Writes the buffer's remaining bytes to a position.
   *
   * @return how many bytes were written, perhaps fewer than remain
   * @throws IOException if it can't be written; some of it may be
   */
  int write(ByteBuffer from, long position) throws IOException;

  /**
   * Reads from a position until the buffer is full or the file ends.
   *
   * @throws IOException if it can't be read
   */
  default void readAll(ByteBuffer into, long position) throws IOException {
    int begin = into.position();
    while (into.hasRemaining() && read(into, position + into.position() - begin) > 0) {
      continue;
    }
  }

  /**
   * Writes all remaining bytes of the buffer to a position.
   *
   * @throws IOException if not all could be written; some may be
   */
  default void writeAll(ByteBuffer from, long position) throws IOException {
    int begin = from.position();
    while (from.hasRemaining()) {
      if (write(from, position + from.position() - begin) <= 0) {
        throw new IOException("nothing written of " + from.remaining() + " bytes");
      }
    }
  }

  /**
   * Cuts the file at a size.
   *
   * @throws IOException if it can't be cut
   */
  void truncate(long size) throws IOException;

  /**
   * Forces bytes and size to the disk.
   *
   * @throws IOException if that failed; what is on the disk is then unknown, and another call says
   *     nothing about it
   */
  void force() throws IOException;
}
