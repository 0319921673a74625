package org.acksiom.conformance.sources;

import java.util.ArrayList;
import java.util.List;

/** Something in the specification or in the code has no partner in the other. */
public final class UntracedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ArrayList<String> problems;

  /**
   * Something has no partner.
   *
   * @param problems one line each: what has none, where, and what was expected
   */
  UntracedException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = new ArrayList<>(problems);
  }

  /** One line each: what has no partner, where, and what was expected. */
  public List<String> problems() {
    return List.copyOf(problems);
  }
}
