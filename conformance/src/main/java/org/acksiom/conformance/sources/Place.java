package org.acksiom.conformance.sources;

import java.util.regex.Pattern;

/**
 * A definition of the specification, or a method of the code, where it stands.
 *
 * @param file its file from the repository's root, with slashes
 * @param owner the module or the class that it is in
 * @param name the operator's or the method's name
 * @param line the line of its name, from 1
 * @param comment the comment above it as it is written, box and stars included; empty if none is
 * @param textLine the line on which {@code text} begins, from 1: annotations stand before a name
 * @param text its lines without the comment above, not indented
 */
public record Place(
    String file, String owner, String name, int line, String comment, int textLine, String text) {

  /** What a box, a documentation comment or a line comment adds to its words. */
  private static final Pattern FRAME =
      Pattern.compile("^\\s*(?:\\(\\*+\\)?|/\\*\\*|\\\\\\*|\\*/?)?|\\s*\\*+[/)]\\s*$");

  /** The owner and the name: {@code KafkaDelivery!LeaderAppends}, {@code Broker.receive}. */
  public String qualifiedName() {
    return owner + (file.endsWith(".tla") ? "!" : ".") + name;
  }

  /** The file and the line, as links to repositories have them: {@code specs/Commit.tla#L12}. */
  public String link() {
    return file + "#L" + line;
  }

  /** The line on which its text ends, from 1. */
  int lastLine() {
    return textLine + (int) text.lines().count() - 1;
  }

  /** The same, where another of its lines is meant. */
  Place at(int another) {
    return new Place(file, owner, name, another, comment, textLine, text);
  }

  /** The words of the comment, line by line, without box and stars. */
  public String commentWords() {
    StringBuilder words = new StringBuilder();
    comment
        .lines()
        .forEach(l -> words.append(FRAME.matcher(l).replaceAll("").strip()).append('\n'));
    return words.toString().strip();
  }
}
