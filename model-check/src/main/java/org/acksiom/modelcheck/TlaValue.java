package org.acksiom.modelcheck;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A TLA+ value as TLC prints it. Equality is TLA+'s: a sequence is the function from {@code 1..n},
 * a record is the function from its field names, sets have no order and no repetition. Each value
 * has one form only (see {@link #function}), so equality and order are those of the forms.
 *
 * <p>The order is total, and ours: Booleans, integers, strings, model values, tuples, records,
 * functions, sets, and within a form by content. {@code toString()} prints TLA+ with sets and
 * domains in that order, and {@link #parse} reads it back.
 */
public sealed interface TlaValue extends Comparable<TlaValue> {

  /** {@code TRUE} or {@code FALSE}. */
  record Bool(boolean value) implements TlaValue {
    @Override
    public String toString() {
      return value ? "TRUE" : "FALSE";
    }
  }

  /** An integer in the range of TLC, which is Java's {@code int}. */
  record Int(int value) implements TlaValue {
    @Override
    public String toString() {
      return Integer.toString(value);
    }
  }

  /** A string; {@code value} is without quotes and escapes. */
  record Str(String value) implements TlaValue {
    @Override
    public String toString() {
      return TlaText.quote(value);
    }
  }

  /**
   * A constant that the configuration left uninterpreted, equal to itself only.
   *
   * @param name an identifier of ASCII letters, digits and underscores with at least one letter
   */
  record ModelValue(String name) implements TlaValue {
    /**
     * @throws IllegalArgumentException if the name is not an identifier, or is {@code TRUE} or
     *     {@code FALSE}
     */
    public ModelValue {
      if (!TlaText.isIdentifier(name) || name.equals("TRUE") || name.equals("FALSE")) {
        throw new IllegalArgumentException("expected an identifier, found " + TlaText.quote(name));
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * A tuple, which is also a sequence: {@code <<a, b>>}. The empty function and the empty sequence
   * are both the empty tuple.
   *
   * @param elements in order; the first is at index 1 in TLA+
   */
  record Tuple(List<TlaValue> elements) implements TlaValue {
    public Tuple {
      elements = List.copyOf(elements);
    }

    @Override
    public String toString() {
      return TlaText.written(this);
    }
  }

  /**
   * A record, which is a function from strings.
   *
   * @param fields at least one, in the order of their names
   */
  record Record(SortedMap<String, TlaValue> fields) implements TlaValue {
    /**
     * @throws IllegalArgumentException if there is no field
     */
    public Record {
      if (fields.isEmpty()) {
        throw new IllegalArgumentException("a record without fields is the empty tuple");
      }
      fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    @Override
    public String toString() {
      return TlaText.written(this);
    }
  }

  /**
   * A function that is neither a tuple nor a record: {@code (k :> v @@ l :> w)}. Made by {@link
   * TlaValue#function}.
   *
   * @param mapping at least one pair, in the order of the keys
   */
  record Function(SortedMap<TlaValue, TlaValue> mapping) implements TlaValue {
    /**
     * @throws IllegalArgumentException if the domain is that of a tuple or a record
     */
    public Function {
      if (isSequenceDomain(mapping) || isRecordDomain(mapping)) {
        throw new IllegalArgumentException(
            "the domain is that of a tuple or a record: use function()");
      }
      mapping = Collections.unmodifiableSortedMap(new TreeMap<>(mapping));
    }

    @Override
    public String toString() {
      return TlaText.written(this);
    }
  }

  /**
   * A finite set.
   *
   * @param elements without repetition, in order; the constructor sees to both
   */
  record FiniteSet(List<TlaValue> elements) implements TlaValue {
    public FiniteSet {
      elements = List.copyOf(new TreeSet<>(elements));
    }

    @Override
    public String toString() {
      return TlaText.written(this);
    }
  }

  /**
   * The function with this mapping, in its one form: a tuple if the domain is {@code 1..n} (or
   * empty), a record if it is a set of strings, a {@link Function} otherwise.
   */
  static TlaValue function(Map<? extends TlaValue, ? extends TlaValue> mapping) {
    SortedMap<TlaValue, TlaValue> sorted = new TreeMap<>(mapping);
    if (isSequenceDomain(sorted)) {
      return new Tuple(new ArrayList<>(sorted.values()));
    }
    if (isRecordDomain(sorted)) {
      SortedMap<String, TlaValue> fields = new TreeMap<>();
      sorted.forEach((key, value) -> fields.put(((Str) key).value(), value));
      return new Record(fields);
    }
    return new Function(sorted);
  }

  /**
   * Reads one value, in any of the forms that TLC prints, over any number of lines.
   *
   * @throws TlaSyntaxException if the text is not one value; its source is {@code value}
   */
  static TlaValue parse(String text) throws TlaSyntaxException {
    TlaParser parser = new TlaParser("value", text, 1);
    TlaValue value = parser.value();
    parser.end();
    return value;
  }

  @Override
  default int compareTo(TlaValue other) {
    return TlaOrder.compare(this, other);
  }

  private static boolean isSequenceDomain(SortedMap<TlaValue, TlaValue> mapping) {
    int next = 1;
    for (TlaValue key : mapping.keySet()) {
      if (!key.equals(new Int(next))) {
        return false;
      }
      next++;
    }
    return true;
  }

  private static boolean isRecordDomain(SortedMap<TlaValue, TlaValue> mapping) {
    return mapping.keySet().stream().allMatch(Str.class::isInstance);
  }
}
