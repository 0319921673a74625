package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.acksiom.linearizability.model.Feasibility;
import org.acksiom.linearizability.model.Feasibility.Effect;

/**
 * What a model's {@link Feasibility} says of the observations that have to be explained next.
 *
 * <p>An observation is reached from a state either <em>directly</em>, that is without an overwrite,
 * or from what an overwrite leaves. The less time is left for either, the less is possible: so of
 * each state and observation it is enough to know until when it was possible, and since when not.
 */
final class Lookahead<S, C> {
  /** The outlook of a state. */
  enum Outlook {
    /** Some observation is out of reach: nothing can be explained from here. */
    HOPELESS,
    /** The state will be overwritten before anybody can see it. */
    UNSEEN,
    /** It matters, as far as is known. */
    OPEN
  }

  private static final int NEVER = Integer.MAX_VALUE;

  private final Problem<S, C> problem;
  private final Transitions<S, C> transitions;
  private final Feasibility<S, C> feasibility;

  /** Observations that complete at this level or later are not looked at. */
  private final int end;

  /** By state and observation: since when it can't be reached directly, until when it could. */
  private final LongTable direct;

  private final long[] key = new long[1];
  private final Effect[] effects;

  /** For each partition its observations, in the order of their invocations. */
  private final int[][] observations;

  /** For each completion, the first of its partition's observations that is not invoked before. */
  private final int[] uninvoked;

  /** For each partition, whether all that changes its state updates or overwrites it. */
  private final boolean[] unconditional;

  private final List<C> between = new ArrayList<>();

  // The observations to be explained next, and the last of their completions that is too late.
  private int[] next = new int[16];
  private int count;
  private int horizon;

  Lookahead(
      Problem<S, C> problem,
      Transitions<S, C> transitions,
      Feasibility<S, C> feasibility,
      int end,
      Memory memory)
      throws MemoryExhausted {
    this.problem = problem;
    this.transitions = transitions;
    this.feasibility = feasibility;
    this.end = end;
    this.direct = new LongTable(1, 1, memory);
    this.effects = new Effect[problem.calls.size()];
    for (int call = 0; call < effects.length; call++) {
      effects[call] = problem.observes[call] ? null : feasibility.effect(problem.calls.get(call));
    }
    this.unconditional = new boolean[problem.partitions];
    Arrays.fill(unconditional, true);
    for (int operation = 0; operation < problem.callOf.length; operation++) {
      if (effects[problem.callOf[operation]] == Effect.ANY) {
        unconditional[problem.partitionOf[operation]] = false;
      }
    }
    memory.take(8L * problem.callOf.length);
    this.observations = problem.observationsByPartition();
    this.uninvoked = new int[problem.completions.length];
    int[] from = new int[problem.partitions];
    for (int level = 0; level < uninvoked.length; level++) {
      int partition = problem.partitionOf[problem.completions[level]];
      int[] mine = observations[partition];
      while (from[partition] < mine.length
          && mine[from[partition]] < problem.invokedBefore[level]) {
        from[partition]++;
      }
      uninvoked[level] = from[partition];
    }
  }

  /** The last completion of an observation that was found out of reach. */
  int horizon() {
    return horizon;
  }

  /** Begins to list the observations that have to be explained next. */
  void begin() {
    count = 0;
  }

  /** Adds one that is under way and has not taken effect. */
  void add(int observation) {
    if (problem.levelOf[observation] < end) {
      if (count == next.length) {
        next = Arrays.copyOf(next, 2 * count);
      }
      next[count++] = observation;
    }
  }

  /**
   * How a state looks with a view to the observations that were added, and to all of the due
   * partition that are invoked before the first of them completes.
   */
  Outlook outlook(int state, int level) throws MemoryExhausted {
    int partition = problem.partitionOf[problem.completions[level]];
    int soonest = NEVER;
    for (int i = 0; i < count; i++) {
      soonest = Math.min(soonest, problem.levelOf[next[i]]);
    }
    int[] mine = observations[partition];
    for (int i = uninvoked[level];
        i < mine.length && (soonest == NEVER || mine[i] < problem.invokedBefore[soonest]);
        i++) {
      if (problem.levelOf[mine[i]] < end) {
        add(mine[i]);
        soonest = Math.min(soonest, problem.levelOf[mine[i]]);
      }
    }
    boolean seen = false;
    for (int i = 0; i < count; i++) {
      if (isDirect(state, next[i], level)) {
        seen = true;
      } else if (!isReachedByOverwrite(next[i], level)) {
        horizon = Math.max(horizon, problem.levelOf[next[i]]);
        return Outlook.HOPELESS;
      }
    }
    boolean matters =
        seen
            || problem.partitions > 1
            || !unconditional[partition]
            || !feasibility.isUpdatable(transitions.state(state));
    return matters ? Outlook.OPEN : Outlook.UNSEEN;
  }

  private boolean isReachedByOverwrite(int observation, int level) throws MemoryExhausted {
    int partition = problem.partitionOf[observation];
    int invoked = problem.invokedBefore[problem.levelOf[observation]];
    for (int operation = problem.oldestOpen[level]; operation < invoked; operation++) {
      if (problem.partitionOf[operation] == partition
          && problem.levelOf[operation] >= level
          && isDirectAfter(operation, observation, level)) {
        return true;
      }
    }
    for (int[] crashed : problem.crashed) {
      if (problem.partitionOf[crashed[0]] == partition
          && crashed[0] < problem.oldestOpen[level]
          && isDirectAfter(crashed[0], observation, level)) {
        return true;
      }
    }
    return false;
  }

  private boolean isDirectAfter(int operation, int observation, int level) throws MemoryExhausted {
    int call = problem.callOf[operation];
    return effects[call] == Effect.OVERWRITE
        && isDirect(transitions.step(0, call), observation, level);
  }

  private boolean isDirect(int state, int observation, int level) throws MemoryExhausted {
    key[0] = (state + 1L) << 32 | observation;
    int index = direct.insert(key);
    if (index < 0) {
      index = ~index;
      direct.put(index, (long) NEVER << 32);
    }
    int since = (int) (direct.at(index) >>> 32);
    int until = (int) direct.at(index);
    if (level < until || level >= since) {
      return level < until;
    }
    boolean can = ask(state, observation, level);
    direct.put(index, can ? (long) since << 32 | (level + 1L) : (long) level << 32 | until);
    return can;
  }

  private boolean ask(int state, int observation, int level) {
    int partition = problem.partitionOf[observation];
    between.clear();
    int invoked = problem.invokedBefore[problem.levelOf[observation]];
    for (int operation = problem.oldestOpen[level]; operation < invoked; operation++) {
      if (problem.partitionOf[operation] == partition && problem.levelOf[operation] >= level) {
        addBetween(operation);
      }
    }
    for (int[] crashed : problem.crashed) {
      if (problem.partitionOf[crashed[0]] == partition && crashed[0] < problem.oldestOpen[level]) {
        for (int operation : crashed) {
          addBetween(operation);
        }
      }
    }
    return feasibility.isFeasible(
        transitions.state(state), problem.calls.get(problem.callOf[observation]), between);
  }

  private void addBetween(int operation) {
    Effect effect = effects[problem.callOf[operation]];
    if (effect != null && effect != Effect.OVERWRITE) {
      between.add(problem.calls.get(problem.callOf[operation]));
    }
  }
}
