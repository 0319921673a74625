package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.acksiom.linearizability.Way.Progress;
import org.acksiom.linearizability.model.SequentialModel;

/**
 * One check of a history in independent parts, of which one that the model cannot explain decides.
 *
 * <p>The parts are searched in rounds, each of which may meet twice as many configurations as the
 * one before: so a part that is soon seen to have no explanation is found although another is hard.
 * Of several such parts in one round the first counts. So verdict, counterexample and counts are
 * the same for any number of workers, as long as time does not run out.
 *
 * <p>A part that is not decided in the first round is decided by a {@link Shortcut} if there is
 * one; a long part is before the first round.
 */
final class Check<S, C> {
  private final SequentialModel<S, C> model;
  private final int operations;
  private final long memoryBytes;

  /** Without what the parts that are searched take themselves. */
  private long searchBytes;

  private final Deadline deadline;
  private final Workers workers;
  private final Settings settings;
  private final Linearization linearization = new Linearization();

  /** Of parts that are decided. */
  private long configurations;

  /** What ended the check, if it was not the end of all parts. */
  private Judgement ended;

  /** A part of the history, with the name of the part of the object that it concerns. */
  record Part<C>(Optional<Object> name, List<Problem.Part<C>> operations) {}

  /**
   * When a check takes to what; its verdict is the same for all of them.
   *
   * @param shortcuts whether shortcuts are taken
   * @param searchedFirstMax a part of more operations is long
   * @param firstRound configurations in the first round, which needs no other thread
   * @param depthAloneMax in rounds of fewer configurations, a search is depth first alone
   * @param setbacksMin after how many setbacks of a search the model is asked to look ahead
   */
  record Settings(
      boolean shortcuts,
      int searchedFirstMax,
      long firstRound,
      long depthAloneMax,
      int setbacksMin) {

    /** Those that are fast. */
    static final Settings USUAL =
        new Settings(true, 1 << 12, 1 << 10, 1 << 13, Search.SETBACKS_MIN);

    Settings withoutShortcuts() {
      return new Settings(false, searchedFirstMax, firstRound, depthAloneMax, setbacksMin);
    }
  }

  /**
   * A check that has begun nothing yet.
   *
   * @param operations the history's
   * @param memoryBytes for all that it remembers
   */
  Check(
      SequentialModel<S, C> model,
      int operations,
      long memoryBytes,
      Deadline deadline,
      Workers workers,
      Settings settings) {
    this.model = model;
    this.operations = operations;
    this.memoryBytes = memoryBytes;
    this.searchBytes = memoryBytes;
    this.deadline = deadline;
    this.workers = workers;
    this.settings = settings;
  }

  Judgement judge(List<Part<C>> parts) {
    List<PartSearch<S, C>> searches = new ArrayList<>();
    for (Part<C> part : parts) {
      if (part.operations.size() <= settings.searchedFirstMax || !isShortcut(part)) {
        searches.add(new PartSearch<>(model, part, settings, workers));
        searchBytes -= Problem.OPERATION_BYTES * part.operations.size();
      }
      if (ended != null) {
        return ended;
      }
    }
    if (searchBytes < 0) {
      return unknown(MemoryExhausted.REASON, searches);
    }
    List<PartSearch<S, C>> exhausted = search(searches);
    if (ended == null && exhausted.size() > 1) {
      exhausted = searchOneByOne(exhausted);
    }
    if (ended != null) {
      return ended;
    }
    return exhausted.isEmpty() ? valid() : unknown(MemoryExhausted.REASON, exhausted);
  }

  /** Decides all parts for which the memory is enough, unless it ends; returns the others. */
  private List<PartSearch<S, C>> search(List<PartSearch<S, C>> open) {
    List<PartSearch<S, C>> exhausted = new ArrayList<>();
    for (long max = settings.firstRound; !open.isEmpty(); max *= 2) {
      round(open, max);
      List<PartSearch<S, C>> left = new ArrayList<>();
      for (int i = 0; i < open.size(); i++) {
        PartSearch<S, C> search = open.get(i);
        switch (search.progress()) {
          case UNEXPLAINED -> {
            ended = invalid(open, i);
            return exhausted;
          }
          case EXPLAINED -> {
            configurations += search.configurations();
            Optional<int[]> order = search.order();
            linearization.add(search.problem().operations, () -> order);
          }
          case PAUSED -> left.add(search);
        }
      }
      if (left.stream().anyMatch(PartSearch::isLate)) {
        exhausted.addAll(left);
        ended = unknown(Deadline.REASON, exhausted);
        return exhausted;
      }
      open = new ArrayList<>();
      for (PartSearch<S, C> search : left) {
        if (max == settings.firstRound && isShortcut(search.part())) {
          configurations += search.configurations();
          if (ended != null) {
            return exhausted;
          }
        } else {
          (search.isExhausted() ? exhausted : open).add(search);
        }
      }
    }
    return exhausted;
  }

  /** Tries again with all of the memory for each. */
  private List<PartSearch<S, C>> searchOneByOne(List<PartSearch<S, C>> exhausted) {
    List<PartSearch<S, C>> undecided = new ArrayList<>();
    for (PartSearch<S, C> search : exhausted) {
      if (ended == null) {
        undecided.addAll(
            search(List.of(new PartSearch<>(model, search.part(), settings, workers))));
      }
    }
    return undecided;
  }

  private void round(List<PartSearch<S, C>> open, long configurationsMax) {
    boolean[] both = new boolean[open.size()];
    for (int i = 0; i < both.length; i++) {
      both[i] = open.get(i).beginRound(configurationsMax, searchBytes / open.size());
    }
    AtomicInteger unexplained = new AtomicInteger(Integer.MAX_VALUE);
    Workers hands = configurationsMax == settings.firstRound ? Workers.NONE : workers;
    hands.each(
        2 * open.size(),
        task -> {
          int part = task / 2;
          if (part > unexplained.get()) {
            return;
          }
          PartSearch<S, C> search = open.get(part);
          Deadline inTime = deadline.orWhen(() -> part > unexplained.get());
          if (task % 2 == 0) {
            search.goDeep(inTime);
          } else if (both[part]) {
            search.goWide(inTime);
          }
          if (search.progress() == Progress.UNEXPLAINED) {
            unexplained.accumulateAndGet(part, Math::min);
          }
        });
  }

  /** Whether there is a shortcut for a part, which then is decided. */
  private boolean isShortcut(Part<C> part) {
    if (!settings.shortcuts) {
      return false;
    }
    try {
      Optional<Unsearched> found =
          Unsearched.of(model, part.operations, new Memory(memoryBytes), deadline);
      if (found.isEmpty()) {
        return false;
      }
      Unsearched unsearched = found.get();
      if (unsearched.isLinearizable()) {
        linearization.add(unsearched.operations(), () -> Optional.of(unsearched.order()));
      } else {
        ended = invalid(() -> explanation(part).counterexample(unsearched));
      }
      return true;
    } catch (MemoryExhausted | Deadline.Passed e) {
      return false;
    }
  }

  private Judgement invalid(List<PartSearch<S, C>> open, int found) {
    for (int i = 0; i < open.size(); i++) {
      configurations +=
          i <= found ? open.get(i).configurations() : open.get(i).configurationsBefore();
    }
    Explanation.Stuck stuck = open.get(found).stuck();
    Part<C> part = open.get(found).part();
    return invalid(() -> explanation(part).counterexample(stuck));
  }

  private Explanation<S, C> explanation(Part<C> part) {
    return new Explanation<>(model, part, memoryBytes);
  }

  private Judgement invalid(Supplier<Counterexample> counterexample) {
    return new Judgement(
        Verdict.INVALID,
        operations,
        configurations,
        Optional.empty(),
        () -> withinTheHeap(counterexample),
        Optional::empty);
  }

  /** Empty if there is no room to find out. */
  private static Optional<Counterexample> withinTheHeap(Supplier<Counterexample> counterexample) {
    try {
      return Optional.of(counterexample.get());
    } catch (OutOfMemoryError e) {
      return Optional.empty();
    }
  }

  private Judgement valid() {
    return new Judgement(
        Verdict.VALID,
        operations,
        configurations,
        Optional.empty(),
        Optional::empty,
        linearization::merged);
  }

  private Judgement unknown(String reason, List<PartSearch<S, C>> undecided) {
    undecided.forEach(search -> configurations += search.configurations());
    return new Judgement(
        Verdict.UNKNOWN,
        operations,
        configurations,
        Optional.of(reason),
        Optional::empty,
        Optional::empty);
  }
}
