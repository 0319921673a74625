package org.acksiom.modelcheck;

import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;

/** The order of {@link TlaValue}s: by form, then by content, element by element. */
final class TlaOrder {

  private TlaOrder() {}

  static int compare(TlaValue left, TlaValue right) {
    int byForm = Integer.compare(rank(left), rank(right));
    if (byForm != 0) {
      return byForm;
    }
    if (left instanceof TlaValue.Bool l && right instanceof TlaValue.Bool r) {
      return Boolean.compare(l.value(), r.value());
    }
    if (left instanceof TlaValue.Int l && right instanceof TlaValue.Int r) {
      return Integer.compare(l.value(), r.value());
    }
    if (left instanceof TlaValue.Str l && right instanceof TlaValue.Str r) {
      return l.value().compareTo(r.value());
    }
    if (left instanceof TlaValue.ModelValue l && right instanceof TlaValue.ModelValue r) {
      return l.name().compareTo(r.name());
    }
    if (left instanceof TlaValue.Tuple l && right instanceof TlaValue.Tuple r) {
      return lexicographic(l.elements(), r.elements(), Comparator.naturalOrder());
    }
    if (left instanceof TlaValue.Record l && right instanceof TlaValue.Record r) {
      return lexicographic(
          l.fields().entrySet(),
          r.fields().entrySet(),
          Map.Entry.<String, TlaValue>comparingByKey().thenComparing(Map.Entry.comparingByValue()));
    }
    if (left instanceof TlaValue.Function l && right instanceof TlaValue.Function r) {
      return lexicographic(
          l.mapping().entrySet(),
          r.mapping().entrySet(),
          Map.Entry.<TlaValue, TlaValue>comparingByKey()
              .thenComparing(Map.Entry.comparingByValue()));
    }
    return lexicographic(
        ((TlaValue.FiniteSet) left).elements(),
        ((TlaValue.FiniteSet) right).elements(),
        Comparator.naturalOrder());
  }

  private static int rank(TlaValue value) {
    if (value instanceof TlaValue.Bool) {
      return 0;
    }
    if (value instanceof TlaValue.Int) {
      return 1;
    }
    if (value instanceof TlaValue.Str) {
      return 2;
    }
    if (value instanceof TlaValue.ModelValue) {
      return 3;
    }
    if (value instanceof TlaValue.Tuple) {
      return 4;
    }
    if (value instanceof TlaValue.Record) {
      return 5;
    }
    return value instanceof TlaValue.Function ? 6 : 7;
  }

  private static <T> int lexicographic(
      Iterable<T> left, Iterable<T> right, Comparator<? super T> order) {
    Iterator<T> l = left.iterator();
    Iterator<T> r = right.iterator();
    while (l.hasNext() && r.hasNext()) {
      int byElement = order.compare(l.next(), r.next());
      if (byElement != 0) {
        return byElement;
      }
    }
    return Boolean.compare(l.hasNext(), r.hasNext());
  }
}
