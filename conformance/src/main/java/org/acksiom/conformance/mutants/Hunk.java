package org.acksiom.conformance.mutants;

import java.util.Collections;
import java.util.List;

/**
 * One change of a unified diff: lines that must stand in the file, and what becomes of them.
 *
 * <p>The lines must stand there exactly once, wherever that is. So a patch outlives changes
 * elsewhere in its file, which a line number would not, and never ends up at a place that only
 * looks like its own, as with the fuzz of {@code patch(1)}.
 *
 * @param header its line in the patch, for messages
 * @param before the lines that it expects
 * @param after the lines that it leaves
 */
record Hunk(String header, List<String> before, List<String> after) {

  /** Copies the lines. */
  Hunk {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /**
   * Changes the lines of a file.
   *
   * @throws PatchException if the expected lines are not there, or there more than once
   */
  void apply(List<String> lines) throws PatchException {
    int at = Collections.indexOfSubList(lines, before);
    if (at < 0) {
      throw new PatchException(header + " does not apply: its lines are not in the file");
    }
    if (at != Collections.lastIndexOfSubList(lines, before)) {
      throw new PatchException(header + " does not apply: its lines are in the file twice");
    }
    List<String> place = lines.subList(at, at + before.size());
    place.clear();
    place.addAll(after);
  }
}
