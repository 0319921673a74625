package org.acksiom.linearizability.delivery;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What reading and judging a history of any length may use.
 *
 * @param memoryBytesMax the memory, in bytes, by a cautious estimate; at least {@link
 *     #MEMORY_BYTES_MIN}
 * @param folder where to put the file into which goes what memory does not hold; if empty, a longer
 *     history is not decided
 * @param threads how many threads judge partitions, at least 1; the report does not depend on it
 */
public record DeliveryLimits(long memoryBytesMax, Optional<Path> folder, int threads) {
  /** With less than this, nothing is begun. */
  public static final long MEMORY_BYTES_MIN = 1 << 16;

  /** Logs, tables, and twice the partitions that are judged share alike. */
  private static final int SHARES = 4;

  /** Refuses limits that are none. */
  public DeliveryLimits {
    if (memoryBytesMax < MEMORY_BYTES_MIN) {
      throw new IllegalArgumentException(
          "expected at least " + MEMORY_BYTES_MIN + " bytes of memory, found " + memoryBytesMax);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("expected at least 1 thread, found " + threads);
    }
  }

  /** What the partitions' logs may take. */
  long logBytesMax() {
    return memoryBytesMax / SHARES;
  }

  /** What the operations under way, the consumers' positions and the lines may take. */
  long tableBytesMax() {
    return memoryBytesMax / SHARES;
  }

  /** What one event may take while it is read; what it says is then once more in columns. */
  long eventBytesMax() {
    return memoryBytesMax / SHARES / 2;
  }

  /** What a partition may take that is judged beside others. */
  long sharedBytesMax() {
    return memoryBytesMax / SHARES * 2 / threads;
  }

  /** What a partition may take that is judged while no other is. */
  long aloneBytesMax() {
    return memoryBytesMax / SHARES * 2;
  }
}
