package org.acksiom.impl.core;

/**
 * A set of brokers, such as the ISR.
 *
 * @param bits bit {@code b} is set if broker {@code b} is in the set
 */
public record ReplicaSet(int bits) {

  /** Brokers 1 to {@code replicas}. */
  public static ReplicaSet all(int replicas) {
    return new ReplicaSet((1 << (replicas + 1)) - 2);
  }

  /** Just that broker. */
  public static ReplicaSet of(int broker) {
    return new ReplicaSet(1 << broker);
  }

  /** No broker. */
  public static ReplicaSet none() {
    return new ReplicaSet(0);
  }

  public boolean contains(int broker) {
    return (bits & (1 << broker)) != 0;
  }

  public boolean isEmpty() {
    return bits == 0;
  }

  public int size() {
    return Integer.bitCount(bits);
  }

  public ReplicaSet with(int broker) {
    return new ReplicaSet(bits | (1 << broker));
  }

  public ReplicaSet without(int broker) {
    return new ReplicaSet(bits & ~(1 << broker));
  }

  public ReplicaSet minus(ReplicaSet other) {
    return new ReplicaSet(bits & ~other.bits);
  }

  /** The brokers of either. */
  public ReplicaSet union(ReplicaSet other) {
    return new ReplicaSet(bits | other.bits);
  }

  /** The brokers of both. */
  public ReplicaSet intersection(ReplicaSet other) {
    return new ReplicaSet(bits & other.bits);
  }

  /**
   * The broker with the lowest number.
   *
   * @throws IllegalStateException if the set is empty
   */
  public int first() {
    if (isEmpty()) {
      throw new IllegalStateException("expected at least one broker, found none");
    }
    return Integer.numberOfTrailingZeros(bits);
  }

  /** The brokers in ascending order, as in {@code {1, 2}}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int broker = 1; broker < Integer.SIZE - 1; broker++) {
      if (contains(broker)) {
        text.append(text.length() > 1 ? ", " : "").append(broker);
      }
    }
    return text.append('}').toString();
  }
}
