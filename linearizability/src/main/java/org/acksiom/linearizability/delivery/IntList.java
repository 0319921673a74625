package org.acksiom.linearizability.delivery;

import java.util.Arrays;

/** A list of ints. */
final class IntList {
  /** An order of ints. */
  interface Order {
    /** Below 0, 0 or above 0, as {@code a} comes before, with or after {@code b}. */
    int compare(int a, int b);
  }

  private static final int[] EMPTY = {};

  private int[] ints = EMPTY;
  private int size;

  int size() {
    return size;
  }

  int get(int index) {
    return ints[index];
  }

  void add(int value) {
    if (size == ints.length) {
      ints = Arrays.copyOf(ints, RecordColumn.grown(size));
    }
    ints[size++] = value;
  }

  void set(int index, int value) {
    ints[index] = value;
  }

  int removeLast() {
    return ints[--size];
  }

  void clear() {
    size = 0;
  }

  /** What it takes in memory, in bytes. */
  long bytes() {
    return 4L * ints.length;
  }

  /** A stable merge sort, which is linear if all is in order. */
  void sort(Order order) {
    int sorted = 1;
    while (sorted < size && order.compare(ints[sorted - 1], ints[sorted]) <= 0) {
      sorted++;
    }
    if (sorted < size) {
      sort(order, new int[size], 0, size);
    }
  }

  private void sort(Order order, int[] lefts, int low, int high) {
    if (high - low < 2) {
      return;
    }
    int middle = (low + high) >>> 1;
    sort(order, lefts, low, middle);
    sort(order, lefts, middle, high);
    if (order.compare(ints[middle - 1], ints[middle]) <= 0) {
      return;
    }
    System.arraycopy(ints, low, lefts, low, middle - low);
    int left = low;
    int right = middle;
    for (int i = low; left < middle; i++) {
      boolean takeRight = right < high && order.compare(lefts[left], ints[right]) > 0;
      ints[i] = takeRight ? ints[right++] : lefts[left++];
    }
  }
}
