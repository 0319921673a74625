package org.acksiom.conformance.mutants;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A bug of the protocol or of the log on a disk: its story, and the patch that makes it.
 *
 * @param name in lower case with hyphens
 * @param story what is wrong, and why it looked right, in sentences
 * @param seen what a user would see
 * @param source where it is from: a KIP, an issue, an incident
 * @param cases where it is tried, the smallest first; all of them with the same witnesses
 * @param patch against the implementation's sources
 */
public record Mutant(
    String name, String story, String seen, String source, List<Case> cases, Patch patch) {
  private static final String COMMENT = "#";
  private static final String SEEN = "Seen:";
  private static final String SOURCE = "Source:";
  private static final String CASE = "Case:";

  /** Copies the cases. */
  public Mutant {
    cases = List.copyOf(cases);
  }

  /** Who looks at it, in the order of the report; the first is the judge. */
  public List<WitnessKind> witnesses() {
    return cases.get(0).witnesses();
  }

  /** The files that the bug is in, from the repository's root. */
  public List<String> files() {
    return List.copyOf(patch.files().keySet());
  }

  /**
   * The sources that it changes, as it leaves them, by their paths from the repository's root.
   *
   * @throws PatchException if the patch does not apply; the message names mutant, file and hunk
   */
  public Map<String, String> patched() throws PatchException {
    try {
      return patch.apply(Mutants::source);
    } catch (PatchException e) {
      throw new PatchException(name + ": " + e.getMessage());
    }
  }

  /**
   * Reads a patch file: lines that begin with {@code #}, of which the first is the name, then the
   * story, what is seen, the source and the cases; then the patch.
   *
   * @param name the name by which it is looked for
   * @throws PatchException if the file is not like that; the message begins with the name
   */
  static Mutant parse(String name, String text) throws PatchException {
    try {
      return parse(name, text.lines().toList());
    } catch (PatchException e) {
      throw new PatchException(name + ": " + e.getMessage());
    }
  }

  private static Mutant parse(String name, List<String> lines) throws PatchException {
    int end = 0;
    while (end < lines.size() && lines.get(end).startsWith(COMMENT)) {
      end++;
    }
    if (end == 0 || !lines.get(0).equals(COMMENT + " " + name)) {
      throw new PatchException("expected '# " + name + "' in the first line");
    }
    StringBuilder story = new StringBuilder();
    StringBuilder seen = new StringBuilder();
    StringBuilder source = new StringBuilder();
    List<Case> cases = new ArrayList<>();
    StringBuilder telling = story;
    for (String line : lines.subList(1, end)) {
      String words = line.substring(COMMENT.length()).strip();
      if (words.startsWith(CASE)) {
        cases.add(Case.parse(words.substring(CASE.length()).strip()));
        continue;
      }
      if (words.startsWith(SEEN)) {
        telling = seen;
        words = words.substring(SEEN.length()).strip();
      } else if (words.startsWith(SOURCE)) {
        telling = source;
        words = words.substring(SOURCE.length()).strip();
      }
      telling.append(telling.isEmpty() || words.isEmpty() ? "" : " ").append(words);
    }
    if (story.isEmpty() || seen.isEmpty() || source.isEmpty() || cases.isEmpty()) {
      throw new PatchException("expected a story, then Seen:, Source: and at least one Case:");
    }
    if (cases.stream().map(Case::witnesses).distinct().count() > 1) {
      throw new PatchException("expected cases of the cluster or of storage, found both");
    }
    return new Mutant(
        name,
        story.toString(),
        seen.toString(),
        source.toString(),
        cases,
        Patch.parse(lines.subList(end, lines.size())));
  }
}
