package org.acksiom.linearizability;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.acksiom.linearizability.model.Shape;
import org.acksiom.linearizability.model.Shape.RegisterAction;

/**
 * A register of which it is known who wrote what is read (Gibbons and Korach, "Testing Shared
 * Memories", SIAM Journal on Computing 26(4), 1997), in terms of zones (Golab, Li and Shah,
 * "Analyzing Consistency Properties for Fun and Profit", PODC 2011).
 *
 * <p>A write and the reads of its value are a <em>cluster</em>; nothing else can be written between
 * them. Nor can it where a cas replaces the value of one cluster and begins another: such clusters
 * are one <em>chain</em>, whose operations are ordered by their clusters. A chain occupies the
 * register at least from the first completion in it to the last invocation in it, its forward zone;
 * if that completion comes after that invocation, all its operations overlap in between, its
 * backward zone, and can take effect at any one moment of it. So a history is linearizable if the
 * order within each chain is possible, no two forward zones overlap, and no backward zone lies
 * within a forward zone.
 *
 * <p>What may never have taken effect did if its value was seen, and is left out otherwise. The
 * starting value is the first cluster. If it is written again, a read of it saw the start if it was
 * invoked before anything completed that tells of another write; whoever reads it later did not.
 */
final class RegisterShortcut extends Shortcut {

  /** In place of a cluster or an operation: there is none. */
  private static final int NONE = -1;

  /** In place of a cluster: that of a value that nobody wrote. */
  private static final int NOBODYS = -2;

  /** The cluster of the starting value. */
  private static final int START = 0;

  /** For each operation, the cluster whose value it saw, and the one that it began. */
  private final int[] seen;

  private final int[] begun;

  /** For each cluster the operation that began it: clusters are numbered in their order. */
  private final int[] writer;

  private RegisterShortcut(Spans spans, Deadline deadline, int clusters) {
    super(spans, deadline);
    this.seen = new int[spans.count()];
    this.begun = new int[spans.count()];
    this.writer = new int[clusters];
  }

  /** Empty if it is not known who wrote a value that is read. */
  static <C> Optional<Shortcut> of(
      Shape.OfRegister<C> shape, List<C> calls, Spans spans, Deadline deadline)
      throws Deadline.Passed {
    RegisterAction[] actions = new RegisterAction[calls.size()];
    int clusters = 1;
    for (int i = 0; i < actions.length; i++) {
      Optional<RegisterAction> action = shape.action().apply(calls.get(i));
      if (action.isEmpty()) {
        return Optional.empty();
      }
      actions[i] = action.get();
      clusters += actions[i] instanceof RegisterAction.Read ? 0 : 1;
    }
    RegisterShortcut shortcut = new RegisterShortcut(spans, deadline, clusters);
    return shortcut.map(shape.start(), actions) ? Optional.of(shortcut) : Optional.empty();
  }

  /** Maps reads to writes; whether that is possible. */
  private boolean map(Object start, RegisterAction[] actions) throws Deadline.Passed {
    Map<Object, Integer> clusters = new HashMap<>();
    clusters.put(start, START);
    boolean[] repeated = new boolean[writer.length];
    writer[START] = NONE;
    int count = 1;
    int restart = NONE;
    for (int i = 0; i < actions.length; i++) {
      step();
      begun[i] = NONE;
      if (!(actions[i] instanceof RegisterAction.Read)) {
        begun[i] = count;
        writer[count] = i;
        Integer before = clusters.putIfAbsent(written(actions[i]), count);
        if (before != null && before == START && restart == NONE) {
          restart = count;
        } else if (before != null) {
          repeated[before] = true;
        }
        count++;
      }
    }
    int started = started(start, actions);
    for (int i = 0; i < actions.length; i++) {
      step();
      seen[i] = NONE;
      if (!(actions[i] instanceof RegisterAction.Write)) {
        int cluster = clusters.getOrDefault(observed(actions[i]), NOBODYS);
        if (cluster >= 0 && repeated[cluster]) {
          return false;
        }
        if (cluster == START && restart != NONE) {
          if (!(actions[i] instanceof RegisterAction.Read)) {
            return false;
          }
          cluster = spans.invokedAt(i) < started ? START : restart;
        }
        seen[i] = cluster;
      }
    }
    return true;
  }

  /** The first completion that tells of a write. */
  private int started(Object start, RegisterAction[] actions) {
    int started = Spans.NEVER;
    for (int i = 0; i < actions.length; i++) {
      if (!(actions[i] instanceof RegisterAction.Read read)
          || !Objects.equals(read.value(), start)) {
        started = Math.min(started, spans.completedBefore(END, i));
      }
    }
    return started;
  }

  private static Object written(RegisterAction action) {
    return action instanceof RegisterAction.Write write
        ? write.value()
        : ((RegisterAction.CompareAndSet) action).value();
  }

  private static Object observed(RegisterAction action) {
    return action instanceof RegisterAction.Read read
        ? read.value()
        : ((RegisterAction.CompareAndSet) action).expected();
  }

  @Override
  Prefix prefix(int cut) {
    return new RegisterPrefix(cut);
  }

  private final class RegisterPrefix implements Prefix {
    private final int cut;
    private final int invoked;

    /** For each cluster, whether it is known to have begun. */
    private final boolean[] exists = new boolean[writer.length];

    /** For each cluster the first completion of a read, and the last invocation of one. */
    private final int[] readsCompleted = new int[writer.length];

    private final int[] readsInvoked = new int[writer.length];

    /** For each cluster the one that follows it in its chain. */
    private final int[] next = new int[writer.length];

    /** For each chain, by its first cluster, the first completion and the last invocation. */
    private final int[] completed = new int[writer.length];

    private final int[] lastInvoked = new int[writer.length];

    // Zones: where they begin, and in the lower half where they end.
    private final long[] forward = new long[writer.length];
    private final long[] backward = new long[writer.length];
    private int forwards;
    private int backwards;

    RegisterPrefix(int cut) {
      this.cut = cut;
      this.invoked = spans.invokedBefore(cut);
    }

    @Override
    public boolean isExplained() throws Deadline.Passed {
      if (!findClusters()) {
        return false;
      }
      chain();
      return findZones() && zonesFit();
    }

    private boolean hasCompleted(int operation) {
      return spans.completedBefore(cut, operation) != Spans.NEVER;
    }

    /** Finds the clusters that exist; whether each has a writer. */
    private boolean findClusters() throws Deadline.Passed {
      Arrays.fill(readsCompleted, Spans.NEVER);
      Arrays.fill(readsInvoked, NONE);
      exists[START] = true;
      for (int i = 0; i < invoked; i++) {
        step();
        if (hasCompleted(i)) {
          int cluster = seen[i];
          if (begun[i] != NONE && !require(begun[i])) {
            return false;
          }
          if (begun[i] == NONE && !require(cluster)) {
            return false;
          }
          if (begun[i] == NONE) {
            readsCompleted[cluster] =
                Math.min(readsCompleted[cluster], spans.completedBefore(cut, i));
            readsInvoked[cluster] = spans.invokedAt(i);
          }
        }
      }
      return true;
    }

    /** Notes that a cluster exists, and so those before it in its chain; whether they can. */
    private boolean require(int first) {
      int cluster = first;
      while (cluster != NONE) {
        if (cluster == NOBODYS || (cluster != START && writer[cluster] >= invoked)) {
          return false;
        }
        if (exists[cluster]) {
          return true;
        }
        exists[cluster] = true;
        cluster = seen[writer[cluster]];
      }
      return true;
    }

    /** Links the clusters of each chain. */
    private void chain() {
      Arrays.fill(next, NONE);
      for (int cluster = 1; cluster < writer.length; cluster++) {
        int before = seen[writer[cluster]];
        if (exists[cluster] && before != NONE) {
          next[before] = cluster;
        }
      }
    }

    private boolean isFirst(int cluster) {
      return exists[cluster] && (cluster == START || seen[writer[cluster]] == NONE);
    }

    /** Finds the zones of the chains; whether their orders are possible. */
    private boolean findZones() throws Deadline.Passed {
      int left = 0;
      for (boolean one : exists) {
        left += one ? 1 : 0;
      }
      for (int first = 0; first < writer.length; first++) {
        if (isFirst(first)) {
          int links = walk(first);
          if (links == NONE) {
            return false;
          }
          left -= links;
          long from = Math.min(completed[first], lastInvoked[first]);
          long to = Math.max(completed[first], lastInvoked[first]);
          if (completed[first] < lastInvoked[first]) {
            forward[forwards++] = from << 32 | to;
          } else {
            backward[backwards++] = from << 32 | (to & 0xFFFFFFFFL);
          }
        }
      }
      // Left are those whose chain is a circle, or was to go on twice from one cluster.
      return left == 0;
    }

    /** How many clusters the chain has; {@link #NONE} if their order is not possible. */
    private int walk(int first) throws Deadline.Passed {
      int links = 0;
      completed[first] = Spans.NEVER;
      lastInvoked[first] = NONE;
      for (int cluster = first; cluster != NONE; cluster = next[cluster]) {
        step();
        links++;
        int written = cluster == START ? NONE : spans.completedBefore(cut, writer[cluster]);
        int writing = cluster == START ? NONE : spans.invokedAt(writer[cluster]);
        if (written < lastInvoked[first]
            || readsCompleted[cluster] < Math.max(lastInvoked[first], writing)) {
          return NONE;
        }
        completed[first] = Math.min(completed[first], Math.min(written, readsCompleted[cluster]));
        lastInvoked[first] = Math.max(lastInvoked[first], Math.max(writing, readsInvoked[cluster]));
      }
      return links;
    }

    private boolean zonesFit() {
      Arrays.sort(forward, 0, forwards);
      Arrays.sort(backward, 0, backwards);
      for (int i = 1; i < forwards; i++) {
        if ((int) forward[i - 1] > from(forward[i])) {
          return false;
        }
      }
      int before = 0;
      for (int i = 0; i < backwards; i++) {
        int from = from(backward[i]);
        while (before < forwards && from(forward[before]) < from) {
          before++;
        }
        if (before > 0 && (int) backward[i] < (int) forward[before - 1]) {
          return false;
        }
      }
      return true;
    }

    private static int from(long zone) {
      return (int) (zone >> 32);
    }

    /** Chains in the order in which their zones begin: what begins within another ends after it. */
    @Override
    public int[] order() {
      long[] chains = new long[forwards + backwards];
      int count = 0;
      for (int first = 0; first < writer.length; first++) {
        if (isFirst(first)) {
          chains[count++] = (long) Math.min(completed[first], lastInvoked[first]) << 32 | first;
        }
      }
      Arrays.sort(chains);
      int[] rank = new int[writer.length];
      int last = 0;
      for (long chain : chains) {
        for (int cluster = (int) chain; cluster != NONE; cluster = next[cluster]) {
          rank[cluster] = last++;
        }
      }
      return inOrderOf(rank);
    }

    /** In the order of their clusters, and in each first the write. */
    private int[] inOrderOf(int[] rank) {
      long[] keys = new long[invoked];
      int count = 0;
      for (int i = 0; i < invoked; i++) {
        boolean writes = begun[i] != NONE;
        if (writes ? exists[begun[i]] : hasCompleted(i)) {
          int cluster = writes ? begun[i] : seen[i];
          keys[count++] = (2L * rank[cluster] + (writes ? 0 : 1)) << 32 | i;
        }
      }
      Arrays.sort(keys, 0, count);
      int[] order = new int[count];
      Arrays.setAll(order, i -> (int) keys[i]);
      return order;
    }
  }
}
