package org.acksiom.conformance.sources;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Java source with the places of its methods. It is read token by token: whoever has a Java
 * without a compiler can still be shown the code.
 */
final class JavaSource {
  private final String file;
  private final List<String> lines;
  private final List<JavaToken> tokens;
  private final List<Method> methods = new ArrayList<>();
  private int position;

  /**
   * A method.
   *
   * @param place where it stands
   * @param annotations by their simple names, the strings in all of that name
   */
  record Method(Place place, Map<String, List<String>> annotations) {}

  private JavaSource(String file, String text) {
    this.file = file;
    this.lines = text.lines().toList();
    this.tokens = JavaToken.of(text);
    while (position < tokens.size()) {
      int before = position;
      member("");
      position += position == before ? 1 : 0;
    }
  }

  /**
   * Reads a source.
   *
   * @param file its path from the repository's root
   */
  static JavaSource of(String file, String text) {
    return new JavaSource(file, text);
  }

  /** Its methods, those of nested types included, in order; constructors are none. */
  List<Method> methods() {
    return List.copyOf(methods);
  }

  private JavaToken at(int index) {
    return index < tokens.size() && index >= 0 ? tokens.get(index) : JavaToken.NONE;
  }

  /** Reads a member of a type, or a type of the file, from there to its end. */
  private void member(String owner) {
    JavaToken comment = JavaToken.NONE;
    while (at(position).isComment()) {
      comment = at(position++);
    }
    int first = position;
    Map<String, List<String>> annotations = annotations();
    int name = -1;
    String type = null;
    boolean ended = false;
    while (position < tokens.size() && !at(position).is("}") && !ended) {
      JavaToken token = at(position);
      if (token.is("(")) {
        if (name < 0 && type == null && isName(position - 1)) {
          name = position - 1;
        }
        skipBrackets();
      } else if (name < 0 && type == null && isTypeKeyword(position)) {
        type = at(position + 1).text();
      } else if (token.is("{") && type != null) {
        body(type);
        return;
      } else if (token.is("{")) {
        skipBrackets();
        ended = true;
      } else if (token.is("=")) {
        skipTo(";");
        ended = true;
        name = -1;
      } else {
        ended = token.is(";");
      }
      position++;
    }
    int last = Math.min(position, tokens.size()) - 1;
    if (name >= 0) {
      methods.add(new Method(place(owner, name, comment, first, last), annotations));
    }
  }

  /** Reads the members of a type from its opening brace to its closing one. */
  private void body(String type) {
    position++;
    while (position < tokens.size() && !at(position).is("}")) {
      member(type);
    }
    position++;
  }

  private Map<String, List<String>> annotations() {
    Map<String, List<String>> annotations = new TreeMap<>();
    while (at(position).is("@") && !at(position + 1).is("interface")) {
      String name = at(position + 1).text();
      List<String> strings = new ArrayList<>();
      position += 2;
      while (at(position).is(".")) {
        name = at(position + 1).text();
        position += 2;
      }
      if (at(position).is("(")) {
        int from = position;
        skipBrackets();
        position++;
        tokens.subList(from, Math.min(position, tokens.size())).stream()
            .filter(JavaToken::isString)
            .forEach(token -> strings.add(token.text().substring(1, token.text().length() - 1)));
      }
      annotations.computeIfAbsent(name, n -> new ArrayList<>()).addAll(strings);
    }
    return annotations;
  }

  /** Whether a method's name is there: a type stands before it, where constructors have none. */
  private boolean isName(int index) {
    JavaToken before = at(index - 1);
    return at(index).isWord()
        && (before.is(">") || before.is("]") || before.isWord() && !before.isModifier());
  }

  private boolean isTypeKeyword(int index) {
    return at(index).isTypeKeyword() && at(index + 1).isWord() && !at(index - 1).is(".");
  }

  /** From an opening bracket to its closing one. */
  private void skipBrackets() {
    int depth = 0;
    for (; position < tokens.size(); position++) {
      if (at(position).isOpening()) {
        depth++;
      } else if (at(position).isClosing() && --depth == 0) {
        return;
      }
    }
  }

  private void skipTo(String symbol) {
    for (; position < tokens.size() && !at(position).is(symbol); position++) {
      if (at(position).isOpening()) {
        skipBrackets();
      }
    }
  }

  private Place place(String owner, int name, JavaToken comment, int first, int last) {
    int begin = at(first).line();
    return new Place(
        file,
        owner,
        at(name).text(),
        at(name).line(),
        comment.isDocumentation() ? written(comment.line(), comment.endLine()) : "",
        begin,
        written(begin, at(last).endLine()));
  }

  private String written(int first, int last) {
    return String.join("\n", lines.subList(first - 1, last)).stripIndent().stripTrailing();
  }
}
