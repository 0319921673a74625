package org.acksiom.linearizability.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.acksiom.linearizability.history.Edn;

/**
 * A map that is never changed: what is put makes another one, which shares all but the way to the
 * key. That way has at most 32 steps, and about as many as the logarithm of the size.
 *
 * <p>It is a Patricia trie over the bits of the keys' mixed hash codes (Okasaki and Gill, "Fast
 * mergeable integer maps", 1998). Its shape depends on its keys alone, and each part knows its
 * hash, so that equal maps are found to be equal fast, and unequal ones at once. Keys and values
 * may be {@code null}.
 */
final class PersistentMap {
  static final PersistentMap EMPTY = new PersistentMap(null, 0);

  private static final int LEAF_BYTES = 40;
  private static final int BRANCH_BYTES = 32;

  /** A part of the trie; {@code hash} is the sum of its entries' hashes. */
  private abstract static class Node {
    final int code;
    final long hash;

    Node(int code, long hash) {
      this.code = code;
      this.hash = hash;
    }
  }

  /** One key; its code's other keys, if there are any, follow. */
  private static final class Leaf extends Node {
    private final Object key;
    private final Object value;
    private final Leaf next;

    Leaf(int code, Object key, Object value, Leaf next) {
      super(code, hash(code, value) + (next == null ? 0 : next.hash));
      this.key = key;
      this.value = value;
      this.next = next;
    }

    private Leaf find(Object wanted) {
      Leaf leaf = this;
      while (leaf != null && !Objects.equals(leaf.key, wanted)) {
        leaf = leaf.next;
      }
      return leaf;
    }

    /** Without a key that it has. */
    private Leaf without(Object unwanted) {
      return Objects.equals(key, unwanted)
          ? next
          : new Leaf(code, key, value, next.without(unwanted));
    }

    private boolean isLike(Leaf other) {
      int mine = 0;
      for (Leaf leaf = this; leaf != null; leaf = leaf.next) {
        Leaf its = other.find(leaf.key);
        if (its == null || !Objects.equals(leaf.value, its.value)) {
          return false;
        }
        mine++;
      }
      for (Leaf leaf = other; leaf != null; leaf = leaf.next) {
        mine--;
      }
      return mine == 0;
    }
  }

  /** Keys whose codes agree above {@code bit}: those without it, and those with it. */
  private static final class Branch extends Node {
    private final int bit;
    private final Node without;
    private final Node with;

    Branch(int bit, Node without, Node with) {
      super(without.code, without.hash + with.hash);
      this.bit = bit;
      this.without = without;
      this.with = with;
    }

    private boolean hasRoomFor(int other) {
      return ((code ^ other) & -bit << 1) == 0;
    }
  }

  private final Node root;
  private final int size;

  private PersistentMap(Node root, int size) {
    this.root = root;
    this.size = size;
  }

  int size() {
    return size;
  }

  /** The value of a key, or else the one given. */
  Object get(Object key, Object otherwise) {
    Leaf leaf = find(code(key), key);
    return leaf == null ? otherwise : leaf.value;
  }

  boolean has(Object key) {
    return find(code(key), key) != null;
  }

  private Leaf find(int code, Object key) {
    Node node = root;
    while (node instanceof Branch branch) {
      node = (code & branch.bit) == 0 ? branch.without : branch.with;
    }
    return node != null && node.code == code ? ((Leaf) node).find(key) : null;
  }

  PersistentMap with(Object key, Object value) {
    int code = code(key);
    boolean known = find(code, key) != null;
    Node changed =
        root == null ? new Leaf(code, key, value, null) : put(root, code, key, value, known);
    return new PersistentMap(changed, known ? size : size + 1);
  }

  private static Node put(Node node, int code, Object key, Object value, boolean known) {
    if (node instanceof Branch branch && branch.hasRoomFor(code)) {
      return (code & branch.bit) == 0
          ? new Branch(branch.bit, put(branch.without, code, key, value, known), branch.with)
          : new Branch(branch.bit, branch.without, put(branch.with, code, key, value, known));
    }
    if (node instanceof Leaf leaf && leaf.code == code) {
      return new Leaf(code, key, value, known ? leaf.without(key) : leaf);
    }
    Leaf leaf = new Leaf(code, key, value, null);
    int bit = Integer.highestOneBit(node.code ^ code);
    return (code & bit) == 0 ? new Branch(bit, leaf, node) : new Branch(bit, node, leaf);
  }

  PersistentMap without(Object key) {
    int code = code(key);
    return find(code, key) == null ? this : new PersistentMap(remove(root, code, key), size - 1);
  }

  private static Node remove(Node node, int code, Object key) {
    if (node instanceof Branch branch) {
      boolean goesOn = (code & branch.bit) == 0;
      Node changed = remove(goesOn ? branch.without : branch.with, code, key);
      if (changed == null) {
        return goesOn ? branch.with : branch.without;
      }
      return goesOn
          ? new Branch(branch.bit, changed, branch.with)
          : new Branch(branch.bit, branch.without, changed);
    }
    return ((Leaf) node).without(key);
  }

  /** About how many bytes it takes besides what it shares with the map that it was made from. */
  long bytes() {
    int steps = Math.min(Integer.SIZE, 2 + Integer.SIZE - Integer.numberOfLeadingZeros(size));
    return LEAF_BYTES + (long) BRANCH_BYTES * steps;
  }

  /** The entries, in no order. */
  Map<Object, Object> entries() {
    Map<Object, Object> entries = new LinkedHashMap<>();
    List<Node> left = new ArrayList<>();
    if (root != null) {
      left.add(root);
    }
    while (!left.isEmpty()) {
      Node node = left.remove(left.size() - 1);
      if (node instanceof Branch branch) {
        left.add(branch.with);
        left.add(branch.without);
      } else {
        for (Leaf leaf = (Leaf) node; leaf != null; leaf = leaf.next) {
          entries.put(leaf.key, leaf.value);
        }
      }
    }
    return entries;
  }

  private static int code(Object key) {
    int mixed = Objects.hashCode(key) * 0x9E3779B9;
    return mixed ^ mixed >>> 15;
  }

  private static long hash(int code, Object value) {
    long mixed = (code + ((long) Objects.hashCode(value) << 32)) * 0x9E3779B97F4A7C15L;
    return (mixed ^ mixed >>> 29) * 0xBF58476D1CE4E5B9L;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PersistentMap that && size == that.size && areEqual(root, that.root);
  }

  private static boolean areEqual(Node one, Node other) {
    if (one == other) {
      return true;
    }
    if (one == null || other == null || one.hash != other.hash) {
      return false;
    }
    if (one instanceof Branch a && other instanceof Branch b) {
      return a.bit == b.bit && areEqual(a.without, b.without) && areEqual(a.with, b.with);
    }
    return one instanceof Leaf a && other instanceof Leaf b && a.code == b.code && a.isLike(b);
  }

  @Override
  public int hashCode() {
    return root == null ? 0 : Long.hashCode(root.hash);
  }

  @Override
  public String toString() {
    return Edn.print(entries());
  }
}
