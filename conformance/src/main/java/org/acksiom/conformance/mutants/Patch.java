package org.acksiom.conformance.mutants;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A change of sources, as {@code diff -u} and {@code git diff} write it. Of a hunk's header the
 * line numbers are for the reader: see {@link Hunk}.
 *
 * @param files by path from the repository's root the hunks of each file, in order
 */
record Patch(Map<String, List<Hunk>> files) {
  private static final String OLD_FILE = "--- a/";
  private static final String NEW_FILE = "+++ b/";
  private static final String HUNK = "@@ ";

  /**
   * Reads a patch.
   *
   * @param lines from the first {@code ---} on
   * @throws PatchException if it is none
   */
  static Patch parse(List<String> lines) throws PatchException {
    Map<String, List<Hunk>> files = new LinkedHashMap<>();
    int at = 0;
    while (at < lines.size()) {
      String old = expect(lines, at, OLD_FILE);
      if (!old.equals(expect(lines, at + 1, NEW_FILE))) {
        throw new PatchException("expected one file before and after, found " + lines.get(at + 1));
      }
      at += 2;
      List<Hunk> hunks = new ArrayList<>();
      while (at < lines.size() && !lines.get(at).startsWith(OLD_FILE)) {
        String header = HUNK + expect(lines, at++, HUNK);
        int begin = at;
        while (at < lines.size() && !begins(lines.get(at))) {
          at++;
        }
        hunks.add(hunk(old + ": " + header, lines.subList(begin, at)));
      }
      if (hunks.isEmpty() || files.put(old, hunks) != null) {
        throw new PatchException("expected each file once, with a hunk, found " + old);
      }
    }
    if (files.isEmpty()) {
      throw new PatchException("expected a change, found none");
    }
    return new Patch(files);
  }

  private static boolean begins(String line) {
    return line.startsWith(HUNK) || line.startsWith(OLD_FILE);
  }

  private static String expect(List<String> lines, int at, String beginning) throws PatchException {
    String line = at < lines.size() ? lines.get(at) : "the end";
    if (!line.startsWith(beginning)) {
      throw new PatchException("expected '" + beginning + "…', found " + line);
    }
    return line.substring(beginning.length());
  }

  private static Hunk hunk(String header, List<String> lines) throws PatchException {
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    for (String line : lines) {
      String text = line.isEmpty() ? "" : line.substring(1); // an editor may strip a blank line
      switch (line.isEmpty() ? ' ' : line.charAt(0)) {
        case ' ' -> {
          before.add(text);
          after.add(text);
        }
        case '-' -> before.add(text);
        case '+' -> after.add(text);
        default -> throw new PatchException(header + ": expected ' ', '-' or '+', found " + line);
      }
    }
    if (before.isEmpty() || before.equals(after)) {
      throw new PatchException(header + ": expected lines that change others");
    }
    return new Hunk(header, before, after);
  }

  /**
   * Applies it to sources.
   *
   * @param sources the text of a file by its path from the repository's root
   * @return the changed files' new texts, by path
   * @throws PatchException if a file is not there or a hunk does not apply; the message names both
   */
  Map<String, String> apply(Function<String, Optional<String>> sources) throws PatchException {
    Map<String, String> changed = new LinkedHashMap<>();
    for (Map.Entry<String, List<Hunk>> file : files.entrySet()) {
      String source =
          sources
              .apply(file.getKey())
              .orElseThrow(() -> new PatchException("there is no file " + file.getKey()));
      List<String> lines = new ArrayList<>(source.lines().toList());
      for (Hunk hunk : file.getValue()) {
        hunk.apply(lines);
      }
      changed.put(file.getKey(), String.join("\n", lines) + "\n");
    }
    return changed;
  }
}
