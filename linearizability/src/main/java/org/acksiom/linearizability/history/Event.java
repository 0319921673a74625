package org.acksiom.linearizability.history;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * One line of a history: a process says that it starts an operation, or what became of the one that
 * it started.
 *
 * <p>Values are plain data: {@code null}, {@link Boolean}, {@link Long}, {@link Double}, {@link
 * String}, {@link Keyword}, {@link java.util.List}, {@link java.util.Set} and {@link Map} of these.
 *
 * @param process who acts: a client that has at most one operation under way
 * @param type what is said
 * @param function the operation's name, such as {@code read}, {@code cas} or {@code send}
 * @param value its argument, on {@link Type#OK} its result; may be {@code null}
 * @param attributes whatever else the line says ({@code key}, {@code time}, {@code error}, …), by
 *     name; never {@code null}
 */
public record Event(
    long process, Type type, String function, Object value, Map<String, Object> attributes) {

  /** What a line of a history says of an operation. */
  public enum Type {
    /** It begins. */
    INVOKE,
    /** It took effect, with this result. */
    OK,
    /** It did not take effect. */
    FAIL,
    /** Nobody knows: it may take effect at any later time, or never. */
    INFO;

    /** The word for it in every written form, such as {@code invoke}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String[] FIELDS = {"f", "process", "type", "value"};

  /**
   * Keeps a copy of the attributes that nobody can change.
   *
   * @throws IllegalArgumentException if an attribute has the name of a field in the written forms
   */
  public Event {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(function, "function");
    if (!(attributes instanceof CompactMap)) {
      attributes =
          attributes.isEmpty()
              ? Map.of()
              : Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
    for (String field : FIELDS) {
      if (attributes.containsKey(field)) {
        throw new IllegalArgumentException(
            "no attribute may be called one of " + Arrays.toString(FIELDS));
      }
    }
  }
}
