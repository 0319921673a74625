package org.acksiom.impl.simulator;

/**
 * The components of many states, each kept once: of a million states most consist of what others
 * consist of, too. Components are told apart by their fingerprints, as states are.
 */
final class SharedParts {
  private long[] fingerprints = new long[1 << 10];
  private Object[] parts = new Object[fingerprints.length];
  private int size;

  /**
   * The component of that fingerprint that came first.
   *
   * @param fingerprint not 0
   * @param part what it is the fingerprint of, kept if there was none
   */
  @SuppressWarnings("unchecked") // the classes' fingerprints differ
  <T> T first(long fingerprint, T part) {
    int slot = slot(fingerprints, fingerprint);
    if (fingerprints[slot] == fingerprint) {
      return (T) parts[slot];
    }
    fingerprints[slot] = fingerprint;
    parts[slot] = part;
    if (++size * 2 > fingerprints.length) {
      grow();
    }
    return part;
  }

  private void grow() {
    long[] more = new long[2 * fingerprints.length];
    Object[] moved = new Object[more.length];
    for (int i = 0; i < parts.length; i++) {
      if (fingerprints[i] != 0) {
        int slot = slot(more, fingerprints[i]);
        more[slot] = fingerprints[i];
        moved[slot] = parts[i];
      }
    }
    fingerprints = more;
    parts = moved;
  }

  /** Where the fingerprint is, or would be. */
  private static int slot(long[] table, long fingerprint) {
    int mask = table.length - 1;
    int slot = (int) (fingerprint >>> 24) & mask;
    while (table[slot] != 0 && table[slot] != fingerprint) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
