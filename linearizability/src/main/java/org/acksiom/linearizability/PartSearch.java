package org.acksiom.linearizability;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.acksiom.linearizability.Way.Progress;
import org.acksiom.linearizability.model.SequentialModel;

/**
 * The search of one independent part of a history: depth first, and where that takes long, breadth
 * first beside it. The first soon finds one of many explanations; the second needs less memory to
 * find that there is none.
 *
 * <p>In each round both may meet the same number of configurations, and if both have an answer,
 * that of the first counts. So it does not matter whether they run at the same time or the second
 * only if the first finds nothing.
 */
final class PartSearch<S, C> {
  private final SequentialModel<S, C> model;
  private final Check.Part<C> part;
  private final Check.Settings settings;
  private final Workers workers;
  private final Attempt depth = new Attempt();
  private final Attempt breadth = new Attempt();
  private Problem<S, C> problem;
  private long configurationsMax;

  /** One of the two ways, from round to round. */
  private static final class Attempt {
    private Way way;
    private final Memory memory = new Memory(0);
    private volatile Progress progress = Progress.PAUSED;
    private boolean exhausted;
    private volatile boolean late;

    /** What it had met before it ran out of memory, and before the last round. */
    private long forgotten;

    private long before;

    private long configurations() {
      return way == null ? forgotten : way.configurations();
    }

    private void go(long configurationsMax, Deadline deadline) throws MemoryExhausted {
      try {
        progress = way.run(configurationsMax, deadline);
      } catch (Deadline.Passed e) {
        late = true;
      }
    }

    private void exhaust() {
      exhausted = true;
      forgotten = configurations();
      way = null;
    }
  }

  /** A search that has begun nothing yet. */
  PartSearch(
      SequentialModel<S, C> model, Check.Part<C> part, Check.Settings settings, Workers workers) {
    this.model = model;
    this.part = part;
    this.settings = settings;
    this.workers = workers;
  }

  Check.Part<C> part() {
    return part;
  }

  Problem<S, C> problem() {
    if (problem == null) {
      problem = new Problem<>(model, part.operations());
    }
    return problem;
  }

  /**
   * Begins a round.
   *
   * @param configurationsMax which either way may have met at its end
   * @param memoryBytes what both may remember: one way alone all of it, and else depth first what
   *     it has already, but at least half
   * @return whether both ways are to be gone
   */
  boolean beginRound(long configurationsMax, long memoryBytes) {
    this.configurationsMax = configurationsMax;
    depth.before = depth.configurations();
    breadth.before = breadth.configurations();
    boolean both = depth.exhausted || (problem != null && configurationsMax > aloneMax());
    long deep =
        both && !depth.exhausted && !breadth.exhausted
            ? Math.max(memoryBytes / 2, depth.memory.taken())
            : memoryBytes;
    depth.memory.limit(deep);
    breadth.memory.limit(both && !depth.exhausted ? memoryBytes - deep : memoryBytes);
    return both;
  }

  /** Depth first may meet some for each completion, too, before it is found to be stuck. */
  private long aloneMax() {
    return settings.depthAloneMax() == 0
        ? 0
        : settings.depthAloneMax() + 4L * problem.completions.length;
  }

  /** Goes on depth first. */
  void goDeep(Deadline deadline) {
    if (depth.exhausted) {
      return;
    }
    try {
      if (depth.way == null) {
        int levels = problem().completions.length;
        depth.way =
            new Search<>(model, problem(), levels, levels, settings.setbacksMin(), depth.memory);
      }
      depth.go(configurationsMax, deadline);
    } catch (MemoryExhausted e) {
      depth.exhaust();
    }
  }

  /** Goes on breadth first, unless there is an answer; not in the first round. */
  void goWide(Deadline deadline) {
    if (breadth.exhausted || isDecided(depth)) {
      return;
    }
    try {
      if (breadth.way == null) {
        breadth.way =
            new Frontier<>(model, problem, problem.completions.length, breadth.memory, workers);
      }
      BooleanSupplier idle = () -> isDecided(depth);
      breadth.go(configurationsMax, deadline.orWhen(idle));
    } catch (MemoryExhausted e) {
      breadth.exhaust();
    }
  }

  private static boolean isDecided(Attempt attempt) {
    return attempt.progress != Progress.PAUSED;
  }

  /** What is known after the rounds so far. */
  Progress progress() {
    return isDecided(depth) ? depth.progress : breadth.progress;
  }

  /** How many configurations were met on the way to that. */
  long configurations() {
    long wide = isDecided(depth) ? breadth.before : breadth.configurations();
    return depth.configurations() + wide;
  }

  /** How many had been met before the last round. */
  long configurationsBefore() {
    return depth.before + breadth.before;
  }

  /** Whether a round was cut off by the deadline. */
  boolean isLate() {
    return depth.late || breadth.late;
  }

  /** Whether no way has memory left. */
  boolean isExhausted() {
    return depth.exhausted && breadth.exhausted;
  }

  /** Between which completions the first lies that nothing explains, once that is known. */
  Explanation.Stuck stuck() {
    return isDecided(depth)
        ? ((Search<?, ?>) depth.way).stuck()
        : new Explanation.Stuck(
            ((Frontier<?, ?>) breadth.way).stuck(), ((Frontier<?, ?>) breadth.way).stuck());
  }

  /** An order that explains all; empty if depth first has found none. */
  Optional<int[]> order() {
    return depth.progress == Progress.EXPLAINED
        ? Optional.of(((Search<?, ?>) depth.way).order())
        : Optional.empty();
  }
}
