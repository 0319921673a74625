package org.acksiom.kafka.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the name that a misspelt name was probably meant to be: the one with the fewest letters
 * added, dropped, changed or swapped, where capitals, dots, hyphens and underscores don't count.
 */
final class NearestName {
  private static final int MOST_LETTERS = 3;

  private final Map<String, String> lettersOfFirst;
  private final Map<String, String> lettersOfOthers;

  /**
   * Knows the names.
   *
   * @param first names that are preferred to equally near ones of {@code others}
   */
  NearestName(Set<String> first, Set<String> others) {
    lettersOfFirst = letters(first);
    lettersOfOthers = letters(others);
  }

  private static Map<String, String> letters(Set<String> names) {
    Map<String, String> letters = new TreeMap<>();
    names.forEach(name -> letters.put(name, letters(name)));
    return letters;
  }

  /**
   * The nearest known name, with at most one letter in four wrong, and at most three; empty if none
   * is so near. A preferred name is as near as can be if {@code name} breaks it off at a dot and
   * has two words; a beginning {@code producer.} is left out. Of equally near names the first in
   * the alphabet is taken. Takes time proportional to the number of known names times the square of
   * their lengths, and linear in the length of {@code name}.
   */
  Optional<String> to(String name) {
    String wanted = name.startsWith("producer.") ? name.substring("producer.".length()) : name;
    String letters = letters(wanted);
    String nearest = null;
    int least = Math.min(MOST_LETTERS, Math.max(1, letters.length() / 4)) + 1;
    for (Map.Entry<String, String> known : lettersOfFirst.entrySet()) {
      boolean breaksOff = wanted.contains(".") && known.getKey().startsWith(wanted + ".");
      int distance = breaksOff ? 0 : distance(letters, known.getValue());
      if (distance < least) {
        nearest = known.getKey();
        least = distance;
      }
    }
    for (Map.Entry<String, String> known : lettersOfOthers.entrySet()) {
      int distance = distance(letters, known.getValue());
      if (distance < least) {
        nearest = known.getKey();
        least = distance;
      }
    }
    return Optional.ofNullable(nearest);
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[._-]", "");
  }

  /**
   * The distance of Damerau and Levenshtein in its form without overlapping swaps; a bound below it
   * if it is large.
   */
  static int distance(String a, String b) {
    int difference = Math.abs(a.length() - b.length());
    if (difference > MOST_LETTERS) {
      return difference;
    }
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    Arrays.setAll(last, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1] + 1, last[j] + 1), last[j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[b.length()];
  }
}
