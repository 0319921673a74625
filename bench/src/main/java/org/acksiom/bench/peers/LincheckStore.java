package org.acksiom.bench.peers;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jetbrains.kotlinx.lincheck.Actor;

/**
 * Values by key, as a sequential specification for Lincheck, which loads a copy of the class and
 * makes and calls it by reflection: so everything that is given and returned is of the JDK.
 */
public abstract class LincheckStore {
  private static final String DONE = "done";

  private final Object start;
  private final Map<Object, Object> values = new HashMap<>();

  private LincheckStore(Object start) {
    this.start = start;
  }

  static Class<? extends LincheckStore> startingWith(Object start) {
    if (start == null) {
      return OfNothing.class;
    }
    return start.equals("") ? OfEmptyStrings.class : OfZeroes.class;
  }

  /** Nothing is there. */
  public static final class OfNothing extends LincheckStore {
    /** A new store. */
    public OfNothing() {
      super(null);
    }
  }

  /** Every key holds the empty string. */
  public static final class OfEmptyStrings extends LincheckStore {
    /** A new store. */
    public OfEmptyStrings() {
      super("");
    }
  }

  /** Every key holds 0. */
  public static final class OfZeroes extends LincheckStore {
    /** A new store. */
    public OfZeroes() {
      super(0L);
    }
  }

  /** The call of an operation. */
  static Actor actor(Told told) {
    Object key = plain(told.key());
    return switch (told.kind()) {
      case READ -> actor("read", key);
      case WRITE -> actor("write", key, plain(told.first()));
      case APPEND -> actor("append", key, plain(told.first()));
      case CAS, FAILED_CAS ->
          actor(
              told.isHeard() ? "cas" : "casUnheard",
              key,
              plain(told.first()),
              plain(told.second()));
    };
  }

  private static Actor actor(String name, Object... arguments) {
    Class<?>[] types = new Class<?>[arguments.length];
    Arrays.fill(types, Object.class);
    try {
      Method method = LincheckStore.class.getMethod(name, types);
      return new Actor(method, Arrays.asList(arguments));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the call of an operation returned. */
  static Object heard(Told told) {
    return switch (told.kind()) {
      case READ -> plain(told.first());
      case CAS -> told.isHeard() ? Boolean.TRUE : DONE;
      case FAILED_CAS -> Boolean.FALSE;
      default -> DONE;
    };
  }

  private static Object plain(Object value) {
    return value == Told.Nil.NIL ? null : value;
  }

  /** The value of a key. */
  public Object read(Object key) {
    return values.getOrDefault(key, start);
  }

  /** Sets the value of a key. */
  public Object write(Object key, Object value) {
    values.put(key, value);
    return DONE;
  }

  /** Appends to the value of a key. */
  public Object append(Object key, Object value) {
    values.put(key, read(key) + (String) value);
    return DONE;
  }

  /** Sets the value of a key if it is the one that is expected. */
  public Object cas(Object key, Object from, Object to) {
    boolean found = Objects.equals(read(key), from);
    if (found) {
      values.put(key, to);
    }
    return found;
  }

  /** The same where nobody hears whether it was. */
  public Object casUnheard(Object key, Object from, Object to) {
    cas(key, from, to);
    return DONE;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LincheckStore that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }
}
