package org.acksiom.linearizability.delivery;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What partitions' logs may take in memory, and the file into which all goes that is more: one file
 * for all of them, which is gone when it is closed. It may be read by several threads.
 */
final class Spill implements Closeable {
  private final long heldMax;
  private final long keptMax;
  private final Optional<Path> folder;
  private final List<PartitionLog> logs = new ArrayList<>();
  private long held;
  private long kept;
  private FileChannel file;
  private long length;

  /**
   * A spill of nothing so far.
   *
   * @param heldMax what logs may hold in memory, in bytes, before they go into the file
   * @param keptMax what they may keep there for good
   * @param folder where the file is to be, if there may be one
   */
  Spill(long heldMax, long keptMax, Optional<Path> folder) {
    this.heldMax = heldMax;
    this.keptMax = keptMax;
    this.folder = folder;
  }

  /** A log that may be asked to leave memory. */
  void add(PartitionLog log) {
    logs.add(log);
  }

  /**
   * A log takes so many bytes of memory.
   *
   * @throws OutOfBudgetException if that is too much and there is no folder for the file
   */
  void take(int bytes) {
    held += bytes;
    if (held > heldMax) {
      if (folder.isEmpty()) {
        throw new OutOfBudgetException(
            "what the history says of its partitions takes more than "
                + heldMax
                + " bytes of memory");
      }
      for (PartitionLog log : logs) {
        log.spill();
      }
      held = bytes;
    }
  }

  /**
   * A log takes so many bytes of memory that cannot go into the file.
   *
   * @throws OutOfBudgetException if that is too much
   */
  void keep(long bytes) {
    kept += bytes;
    if (kept > keptMax) {
      throw new OutOfBudgetException(
          "records that are neither numbers nor strings take more than "
              + keptMax
              + " bytes of memory");
    }
  }

  /** Appends bytes to the file; returns where. */
  long write(byte[] bytes, int count) {
    try {
      if (file == null) {
        Path path = Files.createTempFile(folder.orElseThrow(), "delivery", ".log");
        file = opened(path);
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
      while (buffer.hasRemaining()) {
        file.write(buffer, length + buffer.position());
      }
      length += count;
      return length - count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel opened(Path path) throws IOException {
    try {
      return FileChannel.open(
          path,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException | RuntimeException | Error e) {
      Files.deleteIfExists(path); // nobody closes what was not opened
      throw e;
    }
  }

  void read(long position, byte[] into, int count) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(into, 0, count);
      while (buffer.hasRemaining()) {
        if (file.read(buffer, position + buffer.position()) < 0) {
          throw new EOFException("the spill ends within what was written into it");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many bytes are in the file. */
  long length() {
    return length;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
