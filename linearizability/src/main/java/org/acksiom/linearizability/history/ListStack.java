package org.acksiom.linearizability.history;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Collects the elements of lists, also of lists within lists, so that each list is made to size.
 */
final class ListStack {

  private static final int KEPT_MAX = 1 << 10;

  private Object[] elements = new Object[16];
  private int size;

  /** Where the list begins whose elements are put next. */
  int begin() {
    return size;
  }

  void put(Object element) {
    if (size == elements.length) {
      elements = Arrays.copyOf(elements, 2 * size);
    }
    elements[size++] = element;
  }

  /** The list that began there, of all that was put since; nobody can change it. */
  List<Object> end(int begin) {
    Object[] list = Arrays.copyOfRange(elements, begin, size);
    size = begin;
    if (begin == 0 && elements.length > KEPT_MAX) {
      elements = new Object[KEPT_MAX];
    }
    return Collections.unmodifiableList(Arrays.asList(list));
  }
}
