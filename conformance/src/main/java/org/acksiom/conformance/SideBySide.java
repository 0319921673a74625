package org.acksiom.conformance;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Explorations side by side. One worker takes the dearest that is left, the others the cheapest: so
 * there is much to tell early, and the last one to run is neither of the dearest, for which all
 * other workers would have to wait.
 */
public final class SideBySide {
  private SideBySide() {}

  /** A piece of work for one worker. */
  public interface Exploration<T> {
    /** Does it. */
    T explore() throws IOException, InterruptedException, ModelFailed;
  }

  /** Told what explorations came to. */
  public interface Listener<T> {
    /**
     * One has ended.
     *
     * @param index its place among the explorations
     */
    void explored(int index, T result);
  }

  /** An exploration and its place. */
  private record Place<T>(int index, Exploration<T> exploration) {}

  private record Ended<T>(int index, T result) {}

  /** What is left, from the cheapest to the dearest. */
  private static final class Left<T> {
    private final Deque<Place<T>> places = new ArrayDeque<>();
    private boolean dearestTaken;

    Left(List<Exploration<T>> cheapestFirst, int workers) {
      for (Exploration<T> exploration : cheapestFirst) {
        places.add(new Place<>(places.size(), exploration));
      }
      dearestTaken = workers == 1;
    }

    Ended<T> exploreOne() throws IOException, InterruptedException, ModelFailed {
      boolean dearest;
      Place<T> place;
      synchronized (this) {
        dearest = !dearestTaken;
        dearestTaken = true;
        place = dearest ? places.removeLast() : places.removeFirst();
      }
      try {
        return new Ended<>(place.index(), place.exploration().explore());
      } finally {
        if (dearest) {
          synchronized (this) {
            dearestTaken = false;
          }
        }
      }
    }
  }

  /**
   * Runs explorations until all have ended, or until the first that throws.
   *
   * @param cheapestFirst the explorations, from the cheapest to the dearest; with one worker they
   *     run in this order
   * @param workers how many at a time, at least 1
   * @param listener told on the calling thread, in the order in which they end
   * @throws InterruptedException if the thread is interrupted, or TLC by the user's signal; no
   *     exploration is begun after that
   */
  public static <T> void run(List<Exploration<T>> cheapestFirst, int workers, Listener<T> listener)
      throws IOException, InterruptedException, ModelFailed {
    ExecutorService executor = Executors.newFixedThreadPool(workers);
    try {
      ExecutorCompletionService<Ended<T>> ended = new ExecutorCompletionService<>(executor);
      Left<T> left = new Left<>(cheapestFirst, workers);
      for (int i = 0; i < cheapestFirst.size(); i++) {
        ended.submit(left::exploreOne);
      }
      for (int i = 0; i < cheapestFirst.size(); i++) {
        Ended<T> one = ended.take().get();
        listener.explored(one.index(), one.result());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ModelFailed failure) {
        throw failure;
      }
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof InterruptedException interruption) {
        throw interruption;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      executor.shutdownNow();
      executor.awaitTermination(1, TimeUnit.MINUTES); // else TLC writes while its folder is deleted
    }
  }
}
