package org.acksiom.impl.simulator;

import java.util.Arrays;

/**
 * The fingerprints of the states seen so far, in shares by the value of the fingerprint: of each an
 * open-addressing table of longs that doubles when it is half full.
 *
 * <p>Not safe for several threads at a time, but for this: each adds to shares of its own, or none
 * adds and all look.
 */
final class VisitedStates {
  private static final int SHARE_BITS = 4;

  /** How many shares there are. */
  static final int SHARES = 1 << SHARE_BITS;

  private final Share[] shares = new Share[SHARES];

  VisitedStates() {
    Arrays.setAll(shares, share -> new Share());
  }

  /** The share that a fingerprint belongs to, from 0. */
  static int share(long fingerprint) {
    return (int) (fingerprint >>> (Long.SIZE - SHARE_BITS));
  }

  /** Adds a state; false if it was there. */
  boolean add(long fingerprint) {
    return shares[share(fingerprint)].add(fingerprint);
  }

  boolean contains(long fingerprint) {
    return shares[share(fingerprint)].contains(fingerprint);
  }

  long size() {
    long size = 0;
    for (Share share : shares) {
      size += share.size;
    }
    return size;
  }

  private static final class Share {
    private long[] table = new long[1 << 8];
    private int size;

    private static long key(long fingerprint) {
      return fingerprint == 0 ? 1 : fingerprint;
    }

    boolean contains(long fingerprint) {
      long key = key(fingerprint);
      return table[slot(table, key)] == key;
    }

    boolean add(long fingerprint) {
      long key = key(fingerprint);
      int slot = slot(table, key);
      if (table[slot] == key) {
        return false;
      }
      table[slot] = key;
      size++;
      if (size * 2 > table.length) {
        long[] larger = new long[table.length * 2];
        for (long each : table) {
          if (each != 0) {
            larger[slot(larger, each)] = each;
          }
        }
        table = larger;
      }
      return true;
    }

    /** Where the key is, or would be. */
    private static int slot(long[] table, long key) {
      int mask = table.length - 1;
      int slot = (int) (key >>> 24) & mask;
      while (table[slot] != 0 && table[slot] != key) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }
  }
}
