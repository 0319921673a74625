package org.acksiom.specs.tla;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.acksiom.specs.tla.Token.Kind;

/** What a module's text declares, defines and uses. Nested modules count as part of it. */
public final class ModuleText {
  private static final Set<String> UNITS =
      Set.of(
          "ASSUME",
          "ASSUMPTION",
          "AXIOM",
          "CONSTANT",
          "CONSTANTS",
          "COROLLARY",
          "EXTENDS",
          "LEMMA",
          "PROPOSITION",
          "THEOREM",
          "VARIABLE",
          "VARIABLES");

  /** What ends an expression: a definition may begin after it. */
  private static final Set<String> CLOSERS =
      Set.of(")", "]", "}", ">>", "'", "^+", "^*", "^#", "@");

  private final String name;
  private final List<Token> tokens;
  private final List<Integer> code = new ArrayList<>();
  private final List<Definition> definitions = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final Set<String> extended = new LinkedHashSet<>();
  private final Set<String> imported = new LinkedHashSet<>();
  private final Set<String> instantiated = new LinkedHashSet<>();
  private final Map<Integer, List<Token>> byLine = new HashMap<>();
  private String unit;

  private ModuleText(String name, String source) {
    this.name = name;
    this.tokens = Tokens.ofModule(source);
    for (int i = 0; i < tokens.size(); i++) {
      if (!tokens.get(i).isComment()) {
        code.add(i);
      }
    }
    for (Token token : tokens) {
      for (int line = token.line(); line <= token.endLine(); line++) {
        byLine.computeIfAbsent(line, l -> new ArrayList<>()).add(token);
      }
    }
    read();
  }

  /**
   * Reads a module.
   *
   * @param name its name, which is its file's without the ending
   * @param source its text
   */
  public static ModuleText of(String name, String source) {
    return new ModuleText(name, source);
  }

  /** The module's name. */
  public String name() {
    return name;
  }

  /** All tokens, comments included. */
  public List<Token> tokens() {
    return tokens;
  }

  /** What it defines, in order. */
  public List<Definition> definitions() {
    return List.copyOf(definitions);
  }

  /** The definition of that name, not counting those of a {@code LET}. */
  public Optional<Definition> definition(String defined) {
    return definitions.stream()
        .filter(d -> d.kind() != Definition.Kind.LOCAL && d.name().equals(defined))
        .findFirst();
  }

  /** The tokens on a line, those that begin above it included. */
  public List<Token> onLine(int line) {
    return byLine.getOrDefault(line, List.of());
  }

  /**
   * The comments above a definition, or above the group without blank lines in which it stands;
   * none if a rule stands between.
   */
  public List<Token> commentsAbove(Definition definition) {
    int top = tokens.get(definition.first()).line();
    while (!onLine(top - 1).isEmpty() && onLine(top - 1).stream().noneMatch(Token::isComment)) {
      if (onLine(top - 1).stream().anyMatch(t -> t.kind() == Kind.RULE)) {
        return List.of();
      }
      top--;
    }
    List<Token> comments = new ArrayList<>();
    int above = top - 1;
    while (!onLine(above).isEmpty() && onLine(above).stream().allMatch(Token::isComment)) {
      comments.addAll(0, onLine(above));
      above = onLine(above).get(0).line() - 1;
    }
    return comments;
  }

  /** The tokens of a definition that is not of a {@code LET}, without comments. */
  public List<Token> body(Definition definition) {
    Set<Integer> begins = new HashSet<>();
    definitions.stream()
        .filter(d -> d.kind() != Definition.Kind.LOCAL)
        .forEach(d -> begins.add(d.first()));
    List<Token> body = new ArrayList<>();
    int lets = 0;
    for (int i : code.subList(code.indexOf(definition.first()), code.size())) {
      Token token = tokens.get(i);
      boolean ends =
          begins.contains(i)
              || token.kind() == Kind.RULE
              || token.kind() == Kind.END
              || lets == 0 && (UNITS.contains(token.text()) || token.isKeyword("RECURSIVE"));
      if (ends && i != definition.first()) {
        break;
      }
      lets += token.isKeyword("LET") ? 1 : token.isKeyword("IN") ? -1 : 0;
      body.add(token);
    }
    return body;
  }

  /** The modules that it extends, in order. */
  public List<String> extended() {
    return List.copyOf(extended);
  }

  /** The modules whose definitions it takes over by {@code INSTANCE} without a name. */
  public List<String> imported() {
    return List.copyOf(imported);
  }

  /** The modules that it instantiates under a name. */
  public List<String> instantiated() {
    return List.copyOf(instantiated);
  }

  /** Every module that it needs, standard ones included. */
  public List<String> uses() {
    return Stream.of(extended, imported, instantiated).flatMap(Set::stream).distinct().toList();
  }

  private Token at(int index) {
    return index < 0 || index >= code.size() ? null : tokens.get(code.get(index));
  }

  private boolean symbol(int index, String symbol) {
    Token token = at(index);
    return token != null && token.isSymbol(symbol);
  }

  private void read() {
    int lets = 0;
    for (int i = 0; i < code.size(); i++) {
      Token token = at(i);
      if (token.kind() == Kind.KEYWORD) {
        if (lets == 0 && UNITS.contains(token.text())) {
          unit = token.text() + token.line();
        }
        switch (token.text()) {
          case "LET" -> lets++;
          case "IN" -> lets--;
          case "EXTENDS" -> names(i + 1).forEach(n -> extended.add(at(n).text()));
          case "CONSTANT", "CONSTANTS" -> declare(i + 1, Definition.Kind.CONSTANT);
          case "VARIABLE", "VARIABLES" -> declare(i + 1, Definition.Kind.VARIABLE);
          case "INSTANCE" -> instance(i);
          default -> {}
        }
      } else if (token.isSymbol("==")) {
        define(i, lets > 0);
      }
    }
  }

  private void instance(int index) {
    Token module = at(index + 1);
    if (module != null) {
      (symbol(index - 1, "==") ? instantiated : imported).add(module.text());
    }
  }

  /** The names of a list with commas, each with its parameters, from there on. */
  private List<Integer> names(int from) {
    List<Integer> names = new ArrayList<>();
    int i = from;
    while (at(i) != null && at(i).kind() == Kind.IDENTIFIER) {
      names.add(i);
      i++;
      if (symbol(i, "(")) {
        while (at(i) != null && !symbol(i, ")")) {
          i++;
        }
        i++;
      }
      if (!symbol(i, ",")) {
        break;
      }
      i++;
    }
    return names;
  }

  private void declare(int from, Definition.Kind kind) {
    if (at(from - 2) != null && at(from - 2).isKeyword("NEW")) {
      return;
    }
    names(from).forEach(n -> add(n, n, kind, null, true));
  }

  /** The definition whose {@code ==} is there. */
  private void define(int equals, boolean local) {
    int found = equals - 1;
    int first;
    if (symbol(found, ")") || symbol(found, "]")) {
      found = opening(found) - 1;
      first = found;
    } else if (at(found) != null && at(found).kind() == Kind.IDENTIFIER && isOperator(found - 1)) {
      found--;
      boolean prefix = at(found - 1) == null || at(found).text().equals("-.");
      first = prefix ? found : found - 1;
    } else {
      first = isOperator(found) || isPostfix(found) ? found - 1 : found;
    }
    Token defined = at(found);
    if (defined == null || defined.kind() != Kind.IDENTIFIER && defined.kind() != Kind.SYMBOL) {
      return;
    }
    Token before = at(first - 1);
    boolean hidden = before != null && before.isKeyword("LOCAL");
    Token instance = at(equals + 1);
    String of =
        instance != null && instance.isKeyword("INSTANCE") && at(equals + 2) != null
            ? at(equals + 2).text()
            : null;
    if (!local) {
      unit = defined.text();
    }
    add(
        found,
        hidden ? first - 1 : first,
        local ? Definition.Kind.LOCAL : Definition.Kind.OPERATOR,
        of,
        !hidden);
  }

  private boolean isOperator(int index) {
    Token token = at(index);
    return token != null
        && token.kind() == Kind.SYMBOL
        && !CLOSERS.contains(token.text())
        && !Set.of("(", "[", "{", "<<", ",", ":", "==").contains(token.text());
  }

  private boolean isPostfix(int index) {
    Token token = at(index);
    return token != null
        && token.kind() == Kind.SYMBOL
        && Set.of("^+", "^*", "^#").contains(token.text());
  }

  private int opening(int closing) {
    int depth = 0;
    for (int i = closing; i >= 0; i--) {
      if (symbol(i, ")") || symbol(i, "]") || symbol(i, "}") || symbol(i, "]_")) {
        depth++;
      } else if ((symbol(i, "(") || symbol(i, "[") || symbol(i, "{")) && --depth == 0) {
        return i;
      }
    }
    return 0;
  }

  private void add(int found, int first, Definition.Kind kind, String instance, boolean exported) {
    Token token = at(found);
    String base = token.kind() == Kind.IDENTIFIER ? token.text() : "operator" + codes(token.text());
    String wanted = kind == Definition.Kind.LOCAL ? unit + "." + base : base;
    String id = wanted;
    for (int n = 2; id.matches("L\\d+") || !ids.add(id); n++) {
      id = wanted + "." + n;
    }
    definitions.add(
        new Definition(
            token.text(), id, kind, code.get(found), code.get(first), instance, exported));
  }

  private static String codes(String symbol) {
    StringBuilder codes = new StringBuilder();
    symbol.chars().forEach(c -> codes.append('.').append(Integer.toHexString(c)));
    return codes.toString();
  }
}
