package org.acksiom.linearizability;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

/** Types to be described in {@link PublicApiTest}. */
public final class SampleApi {
  private SampleApi() {}

  /** What users cannot name: its members are seen through what extends it. */
  static class Hidden {
    protected static final String UNSEEN = "nobody can extend Seen";

    public void inherited() {}
  }

  /** What extends it. */
  public static final class Seen extends Hidden {}

  /** Two constants. */
  public enum Choice {
    /** One. */
    YES,
    /** The other. */
    NO
  }

  /** An annotation with a default value. */
  public @interface Marked {
    /** How. */
    int value() default 5;
  }

  /** Some members of which are for those who extend it. */
  public abstract static class Base {
    private final int hidden;

    /** Visible. */
    protected Base(int hidden) {
      this.hidden = hidden;
    }

    Base() {
      this(0);
    }

    /** Visible. */
    protected abstract int value();

    @Override
    public String toString() {
      return Integer.toString(hidden);
    }
  }

  /** With variables, a constant and what is thrown. */
  public sealed interface Source<T extends Comparable<T>> {
    /** A constant. */
    int LIMIT = 3;

    /** May fail. */
    <E extends Exception> T get(List<? super T> from, Callable<E> or, int... more)
        throws E, IOException, IllegalStateException;

    /** Has a body. */
    default void put() {}

    /** A record. */
    record Pair<T extends Comparable<T>>(T first, long second) implements Source<T> {
      @Override
      public <E extends Exception> T get(List<? super T> from, Callable<E> or, int... more) {
        return first;
      }
    }
  }
}
