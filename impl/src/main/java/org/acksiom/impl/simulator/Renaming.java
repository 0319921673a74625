package org.acksiom.impl.simulator;

import java.util.ArrayList;
import java.util.List;
import org.acksiom.impl.core.ReplicaSet;

/**
 * Other numbers for the brokers. No action and no anomaly tells one broker from another, so that a
 * state and its renamings differ in nothing but numbers.
 */
final class Renaming {
  private final int[] names;
  private final int[] bearers;
  private final boolean none;

  private Renaming(int[] names) {
    this.names = names;
    this.bearers = new int[names.length];
    boolean same = true;
    for (int broker = 0; broker < names.length; broker++) {
      bearers[names[broker]] = broker;
      same &= names[broker] == broker;
    }
    this.none = same;
  }

  /** That which leaves all numbers as they are. */
  static Renaming none(int replicas) {
    int[] names = new int[replicas + 1];
    for (int broker = 0; broker <= replicas; broker++) {
      names[broker] = broker;
    }
    return new Renaming(names);
  }

  /**
   * All that leave the initial state as it is, in which broker 1 leads; that which changes nothing
   * first.
   */
  static List<Renaming> ofFollowers(int replicas) {
    List<Renaming> all = new ArrayList<>();
    permute(none(replicas).names.clone(), 2, all);
    return all;
  }

  private static void permute(int[] names, int from, List<Renaming> all) {
    if (from >= names.length) {
      all.add(new Renaming(names.clone()));
      return;
    }
    for (int other = from; other < names.length; other++) {
      swap(names, from, other);
      permute(names, from + 1, all);
      swap(names, from, other);
    }
  }

  private static void swap(int[] names, int one, int other) {
    int name = names[one];
    names[one] = names[other];
    names[other] = name;
  }

  int replicas() {
    return names.length - 1;
  }

  /** The new number of a broker; 0, which is none, stays. */
  int of(int broker) {
    return names[broker];
  }

  /** The broker that has this new number. */
  int bearer(int name) {
    return bearers[name];
  }

  /** The new numbers of a set, as its bits. */
  int of(ReplicaSet set) {
    if (none) {
      return set.bits();
    }
    int bits = 0;
    for (ReplicaSet rest = set; !rest.isEmpty(); rest = rest.without(rest.first())) {
      bits |= 1 << names[rest.first()];
    }
    return bits;
  }
}
