package org.acksiom.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Results that are told in the order of their places, whichever comes first. */
final class InOrder<T> {
  private final Consumer<T> listener;
  private final Map<Integer, T> waiting = new TreeMap<>();
  private final List<T> told = new ArrayList<>();

  /**
   * @param listener told each result once all before it were told
   */
  InOrder(Consumer<T> listener) {
    this.listener = listener;
  }

  /**
   * A result has come.
   *
   * @param place from 0; each comes once
   */
  void add(int place, T result) {
    waiting.put(place, result);
    while (waiting.containsKey(told.size())) {
      T next = waiting.remove(told.size());
      listener.accept(next);
      told.add(next);
    }
  }

  /** What was told, in order. */
  List<T> told() {
    return Collections.unmodifiableList(told);
  }
}
