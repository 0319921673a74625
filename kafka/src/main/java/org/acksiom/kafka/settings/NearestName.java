package org.acksiom.kafka.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The name that a misspelt name was probably meant to be. */
final class NearestName {

  private static final int MOST_LETTERS = 3;

  private NearestName() {}

  /**
   * The nearest known name: fewest letters added, dropped, changed or swapped, where capitals,
   * dots, hyphens and underscores don't count; at most one letter in four, and three. A name that
   * breaks off at a dot is near as well if it has two words, and so is one that begins with {@code
   * producer.}. Empty if none is near.
   *
   * <p>Of equally near names one of {@code first} is taken, then the first in the alphabet. Takes
   * time proportional to the number of known names times the square of their lengths, however long
   * {@code name} is.
   */
  static Optional<String> to(String name, Set<String> first, Iterable<String> others) {
    String wanted = name.startsWith("producer.") ? name.substring("producer.".length()) : name;
    String letters = letters(wanted);
    Candidate best = new Candidate(null, allowed(letters) + 1);
    for (String known : first) {
      int distance = breaksOff(wanted, known) ? 0 : distance(letters, letters(known));
      best = best.orNearer(known, distance);
    }
    Candidate bestOther = new Candidate(null, best.distance);
    for (String known : others) {
      if (!first.contains(known)) {
        bestOther = bestOther.orNearer(known, distance(letters, letters(known)));
      }
    }
    return Optional.ofNullable(bestOther.name != null ? bestOther.name : best.name);
  }

  private record Candidate(String name, int distance) {
    Candidate orNearer(String other, int otherDistance) {
      boolean nearer = otherDistance < distance;
      boolean earlier = otherDistance == distance && name != null && other.compareTo(name) < 0;
      return nearer || earlier ? new Candidate(other, otherDistance) : this;
    }
  }

  private static int allowed(String letters) {
    return Math.min(MOST_LETTERS, Math.max(1, letters.length() / 4));
  }

  private static boolean breaksOff(String name, String known) {
    return name.contains(".") && known.startsWith(name + ".");
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
