package org.acksiom.specs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model: a configuration of TLC for one module, and what is expected of it.
 *
 * @param name the name of the file without its ending
 * @param module the root module
 * @param violates the property that must be found violated, or {@code null} if everything must hold
 * @param about what the model shows, in a sentence
 * @param config the configuration's text
 */
public record Model(String name, String module, String violates, String about, String config) {
  private static final Pattern HEAD =
      Pattern.compile(
          "\\\\\\* MODULE (\\w+)\\R\\\\\\* EXPECT (?:holds|violates (\\w+))\\R\\\\\\* (.+)\\R(?s:.*)");

  private static final Pattern DEEP = Pattern.compile("(?:.*\\R){3}\\\\\\* DEEP\\b");

  /**
   * The model that a configuration's first three lines describe.
   *
   * @throws IllegalArgumentException if they don't
   */
  static Model of(String name, String config) {
    Matcher head = HEAD.matcher(config);
    if (!head.matches()) {
      throw new IllegalArgumentException(
          name
              + ".cfg: expected three comments, '\\* MODULE M', '\\* EXPECT holds' or '\\* EXPECT"
              + " violates P', and what it shows");
    }
    return new Model(name, head.group(1), head.group(2), head.group(3), config);
  }

  /** Whether it takes minutes, as a fourth line says that starts with {@code \* DEEP}. */
  public boolean isDeep() {
    return DEEP.matcher(config).lookingAt();
  }

  /** What is expected, in words. */
  public String expectation() {
    return violates == null ? "holds" : "violates " + violates;
  }
}
