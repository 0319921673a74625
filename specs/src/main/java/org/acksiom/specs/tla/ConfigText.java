package org.acksiom.specs.tla;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.acksiom.specs.tla.Token.Kind;

/** What a model's configuration says: its constants, what it checks, and what it cuts. */
public final class ConfigText {
  private static final Set<String> CHECKS =
      Set.of("INVARIANT", "INVARIANTS", "PROPERTY", "PROPERTIES");

  /** By these the model checker looks at less than the specification allows. */
  private static final Set<String> CUTS =
      Set.of(
          "CONSTRAINT",
          "CONSTRAINTS",
          "ACTION_CONSTRAINT",
          "ACTION_CONSTRAINTS",
          "SYMMETRY",
          "VIEW");

  private final List<Token> tokens;
  private final Map<String, String> constants = new LinkedHashMap<>();
  private final List<String> checked = new ArrayList<>();
  private final List<String> unexplained = new ArrayList<>();

  private ConfigText(String source) {
    tokens = Tokens.ofConfig(source);
    List<Token> code = tokens.stream().filter(token -> !token.isComment()).toList();
    Token section = null;
    for (int i = 0; i < code.size(); i++) {
      Token token = code.get(i);
      if (token.kind() == Kind.KEYWORD && !isTruth(token)) {
        section = token;
      } else if (section == null) {
        continue;
      } else if (CHECKS.contains(section.text())) {
        checked.add(token.text());
      } else if (CUTS.contains(section.text())) {
        explain(section, token);
      } else if (section.text().matches("CONSTANTS?") && i + 1 < code.size()) {
        i = constant(code, i);
      }
    }
  }

  /** Reads a configuration. */
  public static ConfigText of(String source) {
    return new ConfigText(source);
  }

  private static boolean isTruth(Token token) {
    return token.text().equals("TRUE") || token.text().equals("FALSE");
  }

  /** Reads {@code name = value} or {@code name <- operator}; the last token that belongs to it. */
  private int constant(List<Token> code, int name) {
    StringBuilder value = new StringBuilder();
    int i = name + 2;
    int depth = 0;
    Token previous = null;
    for (; i < code.size(); i++) {
      Token token = code.get(i);
      boolean next = i + 1 < code.size() && isAssignment(code.get(i + 1));
      if (token.kind() == Kind.KEYWORD && !isTruth(token) || depth == 0 && next) {
        break;
      }
      depth += "{([".contains(token.text()) ? 1 : "})]".contains(token.text()) ? -1 : 0;
      boolean spaced =
          previous != null
              && (token.line() > previous.line()
                  || token.column() > previous.column() + previous.text().length());
      value.append(spaced ? " " : "").append(token.text());
      previous = token;
    }
    constants.put(code.get(name).text(), value.toString());
    return i - 1;
  }

  private static boolean isAssignment(Token token) {
    return token.isSymbol("=") || token.isSymbol("<-");
  }

  private void explain(Token section, Token cut) {
    if (!hides(cut.line()) && !hides(section.line())) {
      unexplained.add(section.text() + " " + cut.text());
    }
  }

  /** Whether a comment on the line, or on those directly above it, says what is hidden. */
  private boolean hides(int line) {
    return tokens.stream()
            .anyMatch(token -> token.isComment() && token.line() == line && saysSo(token))
        || hidesAbove(line);
  }

  private boolean hidesAbove(int line) {
    List<Token> above = tokens.stream().filter(token -> token.endLine() == line - 1).toList();
    return !above.isEmpty()
        && above.stream().allMatch(Token::isComment)
        && (above.stream().anyMatch(ConfigText::saysSo) || hidesAbove(above.get(0).line()));
  }

  private static boolean saysSo(Token comment) {
    return comment.text().matches("(?si).*\\bhid(es?|den|ing)\\b.*");
  }

  /** All tokens, comments included. */
  public List<Token> tokens() {
    return tokens;
  }

  /** The constants with their values or the operators put in their places, in order. */
  public Map<String, String> constants() {
    return new LinkedHashMap<>(constants);
  }

  /** The invariants and properties, in order. */
  public List<String> checked() {
    return List.copyOf(checked);
  }

  /**
   * The constraints, views and symmetries of which no comment on the same line, or directly above,
   * says what they hide.
   */
  public List<String> unexplainedCuts() {
    return List.copyOf(unexplained);
  }
}
