package org.acksiom.impl.storage.crash;

import java.util.List;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.core.Log;

/**
 * What a log owes after a crash: the specification's {@code BrokerCrashes(b, n)} leaves it without
 * its last {@code n} entries, and with a flush point {@code n} is bounded.
 *
 * @param log the log before the crash, in memory
 * @param flushPoint how many of its entries are flushed
 */
public record Promise(Log log, int flushPoint) {

  /** Whether a crash may leave exactly these entries. */
  public boolean allows(List<Entry> found) {
    for (int lost = 0; lost <= log.endOffset() - flushPoint; lost++) {
      if (log.truncatedTo(log.endOffset() - lost).from(0).equals(found)) {
        return true;
      }
    }
    return false;
  }
}
