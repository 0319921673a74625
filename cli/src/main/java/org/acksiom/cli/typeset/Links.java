package org.acksiom.cli.typeset;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.acksiom.cli.typeset.Library.Target;
import org.acksiom.specs.tla.Definition;
import org.acksiom.specs.tla.ModuleText;
import org.acksiom.specs.tla.Token;
import org.acksiom.specs.tla.Token.Kind;

/**
 * Where each name in a module leads: to its definition, here or in another module, or, for the name
 * of a module, to that module. Names of fields and bound names lead nowhere.
 */
final class Links {
  private static final Set<String> BINDERS =
      Set.of("\\A", "\\E", "\\AA", "\\EE", "CHOOSE", "LAMBDA", "{", "[", ",");

  private final Library library;
  private final ModuleText module;
  private final List<Token> code = new ArrayList<>();
  private final Map<Token, Target> targets = new HashMap<>();
  private final Map<Token, String> modules = new HashMap<>();
  private final Map<Token, Definition> defined = new HashMap<>();
  private final Map<String, Definition> locals = new HashMap<>();
  private final Deque<String> brackets = new ArrayDeque<>();
  private String instance;

  Links(Library library, ModuleText module) {
    this.library = library;
    this.module = module;
    module.tokens().stream().filter(token -> !token.isComment()).forEach(code::add);
    for (Definition definition : module.definitions()) {
      defined.put(module.tokens().get(definition.token()), definition);
    }
    for (int i = 0; i < code.size(); i++) {
      follow(i);
    }
  }

  /** The definition that a token uses. */
  Optional<Target> target(Token token) {
    return Optional.ofNullable(targets.get(token));
  }

  /** The module that a token names. */
  Optional<String> module(Token token) {
    return Optional.ofNullable(modules.get(token));
  }

  /** The definition that a token is the name of. */
  Optional<Definition> defined(Token token) {
    return Optional.ofNullable(defined.get(token));
  }

  private Token at(int index) {
    return index < 0 || index >= code.size() ? new Token(Kind.OUTSIDE, "", 0, 0) : code.get(index);
  }

  private void follow(int i) {
    Token token = at(i);
    if (defined.containsKey(token)) {
      Definition definition = defined.get(token);
      if (definition.kind() == Definition.Kind.LOCAL) {
        locals.put(definition.name(), definition);
      } else {
        locals.clear();
      }
    } else if (token.kind() == Kind.IDENTIFIER) {
      name(i, token);
    } else if (token.kind() == Kind.SYMBOL) {
      bracket(token.text());
      library.meaning(module.name(), token.text()).ifPresent(target -> targets.put(token, target));
    } else if (token.isKeyword("INSTANCE")) {
      instance = at(i + 1).text();
    }
  }

  private void bracket(String symbol) {
    if (Set.of("(", "[", "{", "<<").contains(symbol)) {
      brackets.push(symbol);
    } else if (Set.of(")", "]", "]_", "}", ">>", ">>_").contains(symbol) && !brackets.isEmpty()) {
      brackets.pop();
    }
  }

  private void name(int i, Token token) {
    Token before = at(i - 1);
    Token after = at(i + 1);
    boolean first = before.isSymbol("[") || before.isSymbol(",");
    boolean inRecord = "[".equals(brackets.peek());
    if (namesModule(i)) {
      library.module(token.text()).ifPresent(named -> modules.put(token, named.name()));
    } else if (before.isSymbol(".")
        || first && inRecord && (after.isSymbol("|->") || after.isSymbol(":"))) {
      return;
    } else if (before.isSymbol("!")) {
      qualifier(i - 2)
          .flatMap(this::target)
          .map(target -> target.definition().instanceOf())
          .flatMap(of -> library.meaning(of, token.text()))
          .ifPresent(target -> targets.put(token, target));
    } else if (after.isSymbol("<-") && instance != null) {
      library.meaning(instance, token.text()).ifPresent(target -> targets.put(token, target));
    } else if (locals.containsKey(token.text()) && isBound(i)) {
      locals.remove(token.text()); // the LET is over
    } else if (locals.containsKey(token.text())) {
      targets.put(token, new Target(module, locals.get(token.text())));
    } else {
      library.meaning(module.name(), token.text()).ifPresent(target -> targets.put(token, target));
    }
  }

  private boolean namesModule(int i) {
    int start = i;
    while (at(start - 1).isSymbol(",") && at(start - 2).kind() == Kind.IDENTIFIER) {
      start -= 2;
    }
    return at(i - 1).isKeyword("INSTANCE")
        || at(i - 1).isKeyword("MODULE")
        || at(start - 1).isKeyword("EXTENDS");
  }

  /** Whether a quantifier, a set or a function binds the name: {@code \E x, y \in S}. */
  private boolean isBound(int i) {
    int end = i + 1;
    while (at(end).isSymbol(",") && at(end + 1).kind() == Kind.IDENTIFIER) {
      end += 2;
    }
    boolean binds = BINDERS.contains(at(i - 1).text());
    boolean lambda = at(i - 1).isKeyword("LAMBDA");
    return binds && (at(end).isSymbol("\\in") || lambda) && !at(i - 1).isSymbol("<<");
  }

  /** The name before an exclamation mark, whose arguments end there. */
  private Optional<Token> qualifier(int end) {
    if (!at(end).isSymbol(")")) {
      return Optional.of(at(end));
    }
    int depth = 0;
    for (int i = end; i >= 0; i--) {
      if (at(i).isSymbol(")")) {
        depth++;
      } else if (at(i).isSymbol("(") && --depth == 0) {
        return Optional.of(at(i - 1));
      }
    }
    return Optional.empty();
  }
}
