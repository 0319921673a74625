package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.acksiom.linearizability.Way.Progress;
import org.acksiom.linearizability.model.SequentialModel;

/**
 * One check of a history in independent parts.
 *
 * <p>The parts are searched in rounds, each of which may meet twice as many configurations as the
 * one before: so a part that is soon seen to have no explanation is found although another is hard.
 * Of several such parts in one round the first counts. So verdict, counterexample and counts are
 * the same for any number of workers, as long as time does not run out.
 */
final class Check<S, C> {
  /** Configurations in the first round, which needs no other thread. */
  private static final long FIRST_ROUND = 1 << 10;

  private final SequentialModel<S, C> model;
  private final int operations;
  private final long memoryBytes;
  private final Deadline deadline;
  private final Workers workers;
  private final int setbacksMin;
  private final Linearization linearization = new Linearization();

  /** Of parts that are decided. */
  private long configurations;

  /** A part of the history, with the name of the part of the object that it concerns. */
  record Part<C>(Optional<Object> name, List<Problem.Part<C>> operations) {}

  /**
   * A check that has begun nothing yet.
   *
   * @param operations the history's
   * @param setbacksMin after how many setbacks of a search the model is asked to look ahead
   */
  Check(
      SequentialModel<S, C> model,
      int operations,
      long memoryBytes,
      Deadline deadline,
      Workers workers,
      int setbacksMin) {
    this.model = model;
    this.operations = operations;
    this.memoryBytes = memoryBytes - Problem.OPERATION_BYTES * operations;
    this.deadline = deadline;
    this.workers = workers;
    this.setbacksMin = setbacksMin;
  }

  /** One part that the model cannot explain decides. */
  Judgement judge(List<Part<C>> parts) {
    if (memoryBytes < 0) {
      return unknown(MemoryExhausted.REASON, List.of());
    }
    List<PartSearch<S, C>> open = new ArrayList<>();
    parts.forEach(part -> open.add(search(part)));
    List<PartSearch<S, C>> exhausted = new ArrayList<>();
    long share = 0;
    long configurationsMax = FIRST_ROUND;
    while (!open.isEmpty()) {
      share = memoryBytes / open.size();
      round(open, configurationsMax, share);
      for (int i = 0; i < open.size(); i++) {
        if (open.get(i).progress() == Progress.UNEXPLAINED) {
          return invalid(open, i);
        }
      }
      boolean late = false;
      for (Iterator<PartSearch<S, C>> left = open.iterator(); left.hasNext(); ) {
        PartSearch<S, C> search = left.next();
        if (search.progress() == Progress.EXPLAINED) {
          configurations += search.configurations();
          linearization.add(search.problem().operations, search.order());
          left.remove();
        } else if (search.isExhausted()) {
          exhausted.add(search);
          left.remove();
        }
        late |= search.progress() == Progress.PAUSED && search.isLate();
      }
      if (late) {
        open.addAll(exhausted);
        return unknown(Deadline.REASON, open);
      }
      configurationsMax *= 2;
      if (open.isEmpty() && !exhausted.isEmpty() && share < memoryBytes) {
        return judgeOneByOne(exhausted);
      }
    }
    return exhausted.isEmpty() ? valid() : unknown(MemoryExhausted.REASON, exhausted);
  }

  /** Tries again where a part of the memory was not enough. */
  private Judgement judgeOneByOne(List<PartSearch<S, C>> exhausted) {
    Judgement undecided = null;
    for (PartSearch<S, C> search : exhausted) {
      Judgement judgement = judge(List.of(search.part()));
      if (judgement.verdict() == Verdict.INVALID) {
        return judgement;
      }
      if (judgement.verdict() == Verdict.UNKNOWN) {
        undecided = judgement;
      }
    }
    return undecided == null ? valid() : undecided;
  }

  private PartSearch<S, C> search(Part<C> part) {
    return new PartSearch<>(model, part, setbacksMin, workers);
  }

  private void round(List<PartSearch<S, C>> open, long configurationsMax, long memory) {
    boolean[] both = new boolean[open.size()];
    for (int i = 0; i < both.length; i++) {
      both[i] = open.get(i).beginRound(configurationsMax, memory);
    }
    AtomicInteger unexplained = new AtomicInteger(Integer.MAX_VALUE);
    Workers hands = configurationsMax == FIRST_ROUND ? Workers.NONE : workers;
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

  private Judgement invalid(List<PartSearch<S, C>> open, int found) {
    for (int i = 0; i < open.size(); i++) {
      configurations +=
          i <= found ? open.get(i).configurations() : open.get(i).configurationsBefore();
    }
    PartSearch<S, C> search = open.get(found);
    Explanation.Stuck stuck = search.stuck();
    Problem<S, C> problem = search.problem();
    Optional<Object> name = search.part().name();
    return new Judgement(
        Verdict.INVALID,
        operations,
        configurations,
        Optional.empty(),
        () ->
            Optional.of(new Explanation<>(model, problem, memoryBytes).counterexample(name, stuck)),
        Optional::empty);
  }
}
