package org.acksiom.linearizability.history;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * A map of a few entries that nobody can change, in the order in which they were put, in a quarter
 * of a hash map's memory. Keys and values may be {@code null}.
 */
final class CompactMap<K, V> extends AbstractMap<K, V> {

  /** From here on a hash map finds keys faster. */
  private static final int SIZE_MAX = 8;

  /** Keys and values, in turns. */
  private final Object[] entries;

  private CompactMap(Object[] entries) {
    this.entries = entries;
  }

  /** Collects entries for one map after another. */
  static final class Builder<K, V> {
    private final Object[] entries = new Object[2 * SIZE_MAX];
    private int filled;

    /** All entries, once they are too many for the array; {@code null} before. */
    private Map<K, V> many;

    /** Forgets what was put. */
    void clear() {
      filled = 0;
      many = null;
    }

    boolean containsKey(Object key) {
      return many != null ? many.containsKey(key) : indexOf(entries, filled, key) >= 0;
    }

    /** Puts an entry whose key is not yet there. */
    void put(K key, V value) {
      if (many == null && filled == entries.length) {
        many = new LinkedHashMap<>(new CompactMap<K, V>(entries));
      }
      if (many != null) {
        many.put(key, value);
      } else {
        entries[filled] = key;
        entries[filled + 1] = value;
        filled += 2;
      }
    }

    /** The map of what was put. */
    Map<K, V> build() {
      if (many != null) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(many));
      }
      return filled == 0
          ? Collections.emptyMap()
          : new CompactMap<>(Arrays.copyOf(entries, filled));
    }
  }

  private static int indexOf(Object[] entries, int filled, Object key) {
    for (int i = 0; i < filled; i += 2) {
      if (key == null ? entries[i] == null : key.equals(entries[i])) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public int size() {
    return entries.length / 2;
  }

  @Override
  public boolean containsKey(Object key) {
    return indexOf(entries, entries.length, key) >= 0;
  }

  @Override
  public V get(Object key) {
    int index = indexOf(entries, entries.length, key);
    return index < 0 ? null : value(index);
  }

  @SuppressWarnings("unchecked")
  private K key(int index) {
    return (K) entries[index];
  }

  @SuppressWarnings("unchecked")
  private V value(int index) {
    return (V) entries[index + 1];
  }

  @Override
  public Set<Entry<K, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return CompactMap.this.size();
      }

      @Override
      public Iterator<Entry<K, V>> iterator() {
        return new Iterator<>() {
          private int index;

          @Override
          public boolean hasNext() {
            return index < entries.length;
          }

          @Override
          public Entry<K, V> next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            Entry<K, V> entry = new SimpleImmutableEntry<>(key(index), value(index));
            index += 2;
            return entry;
          }
        };
      }
    };
  }
}
