package org.acksiom.kafka.sender;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What has happened so far; {@code null} is nothing yet. Paths share their beginnings.
 *
 * @param before what happened before
 * @param last what happened last
 */
record Path<T>(Path<T> before, T last) {

  static <T> List<T> list(Path<T> path) {
    Deque<T> list = new ArrayDeque<>();
    for (Path<T> rest = path; rest != null; rest = rest.before) {
      list.addFirst(rest.last);
    }
    return List.copyOf(list);
  }
}
