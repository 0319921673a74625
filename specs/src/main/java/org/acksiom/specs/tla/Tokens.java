package org.acksiom.specs.tla;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acksiom.specs.tla.Token.Kind;

/**
 * Cuts TLA+ into tokens. Nothing is refused: an unknown character is a symbol of its own, a comment
 * that never ends goes to the end of the text, a string that never ends to the end of its line.
 */
public final class Tokens {
  private static final Set<String> MODULE_WORDS =
      Set.of(
          ("ACTION ASSUME ASSUMPTION AXIOM BOOLEAN BY CASE CHOOSE CONSTANT CONSTANTS COROLLARY DEF"
                  + " DEFINE DEFS DOMAIN ELSE ENABLED EXCEPT EXTENDS FALSE HAVE HIDE IF IN INSTANCE"
                  + " LAMBDA LEMMA LET LOCAL MODULE NEW OBVIOUS OMITTED ONLY OTHER PICK PROOF"
                  + " PROPOSITION PROVE QED RECURSIVE STATE STRING SUBSET SUFFICES TAKE TEMPORAL"
                  + " THEN THEOREM TRUE UNCHANGED UNION USE VARIABLE VARIABLES WITH WITNESS")
              .split(" "));

  private static final Set<String> CONFIG_WORDS =
      Set.of(
          ("ACTION_CONSTRAINT ACTION_CONSTRAINTS ALIAS CHECK_DEADLOCK CONSTANT CONSTANTS CONSTRAINT"
                  + " CONSTRAINTS FALSE INIT INVARIANT INVARIANTS NEXT POSTCONDITION PROPERTIES"
                  + " PROPERTY SPECIFICATION SYMMETRY TRUE VIEW")
              .split(" "));

  /** Of the operators that begin alike, the longer one is first. */
  private static final Pattern SYMBOL =
      Pattern.compile(
          Pattern.quote("-+->")
              + "|\\\\[A-Za-z]+|\\\\/|/\\\\"
              + "|\\]_|>>_|\\((?:[-+./]|\\\\X)\\)"
              + "|<=>|\\|->|::=|\\.\\.\\."
              + "|==|=>|=<|=\\||<=|>=|<<|>>|<>|<-|<:|->|--|-\\||-\\.|\\[\\]|~>|/=|//|:=|:>|::|\\.\\."
              + "|\\|\\||\\|-|\\|=|&&|\\?\\?|!!|##|\\$\\$|%%|@@|\\+\\+|\\*\\*|\\^\\^|\\^[+*#](?!\\))"
              + "|(?s:.)");

  private static final Pattern NUMBER =
      Pattern.compile("\\\\[bBoOhH][0-9A-Fa-f]+|[0-9]+(?:\\.[0-9]+)?");
  private static final Pattern NAME = Pattern.compile("[0-9]*[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*+\"?");
  private static final Pattern LINE_COMMENT = Pattern.compile("\\\\\\*[^\n]*");
  private static final Pattern RULE = Pattern.compile("-{4,}");
  private static final Pattern END = Pattern.compile("={4,}");
  private static final Pattern HEAD = Pattern.compile("-{4,} *MODULE\\b");

  private final String text;
  private final Set<String> words;
  private final List<Token> tokens = new ArrayList<>();
  private int position;
  private int line = 1;
  private int lineStart;

  private Tokens(String text, Set<String> words) {
    this.text = text;
    this.words = words;
  }

  /** The tokens of a module, in order, with the lines around it. */
  public static List<Token> ofModule(String source) {
    String text = plain(source);
    Tokens tokens = new Tokens(text, MODULE_WORDS);
    Matcher head = HEAD.matcher(text);
    tokens.outside(head.find() ? head.start() : text.length());
    tokens.module();
    tokens.outside(text.length());
    return List.copyOf(tokens.tokens);
  }

  /** The tokens of a configuration, in order. */
  public static List<Token> ofConfig(String source) {
    Tokens tokens = new Tokens(plain(source), CONFIG_WORDS);
    while (tokens.next() != null) {
      // All of them.
    }
    return List.copyOf(tokens.tokens);
  }

  /** With line feeds alone, and spaces for tabs. */
  static String plain(String source) {
    StringBuilder plain = new StringBuilder();
    int column = 0;
    for (char c : source.replace("\r\n", "\n").replace('\r', '\n').toCharArray()) {
      int width = c == '\t' ? 8 - column % 8 : 1;
      plain.append(c == '\t' ? " ".repeat(width) : String.valueOf(c));
      column = c == '\n' ? 0 : column + width;
    }
    return plain.toString();
  }

  private void outside(int end) {
    while (position < end) {
      int newline = text.indexOf('\n', position);
      int stop = newline < 0 || newline > end ? end : newline;
      String rest = text.substring(position, stop);
      if (!rest.isBlank()) {
        int indent = rest.length() - rest.stripLeading().length();
        tokens.add(new Token(Kind.OUTSIDE, rest.strip(), line, position + indent - lineStart));
      }
      advance(Math.min(stop + 1, end));
    }
  }

  private void module() {
    int depth = 0;
    Token token;
    while ((token = next()) != null) {
      if (token.isKeyword("MODULE")
          && tokens.size() > 1
          && tokens.get(tokens.size() - 2).kind() == Kind.RULE) {
        depth++;
      } else if (token.kind() == Kind.END && --depth <= 0) {
        return;
      }
    }
  }

  /** The next token, or {@code null} at the end. */
  private Token next() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      advance(position + 1);
    }
    if (position >= text.length()) {
      return null;
    }
    Token token = read();
    tokens.add(token);
    advance(position + token.text().length());
    return token;
  }

  private Token read() {
    String found;
    if (text.startsWith("(*", position)) {
      return token(Kind.BLOCK_COMMENT, text.substring(position, endOfComment()));
    } else if ((found = at(LINE_COMMENT)) != null) {
      return token(Kind.LINE_COMMENT, found.stripTrailing());
    } else if ((found = at(STRING)) != null) {
      return token(Kind.STRING, found);
    } else if ((found = at(RULE)) != null) {
      return token(Kind.RULE, found);
    } else if ((found = at(END)) != null) {
      return token(Kind.END, found);
    } else if ((found = at(NAME)) != null) {
      if (found.matches("[WS]F_.*")) {
        return token(Kind.KEYWORD, found.substring(0, 3));
      }
      return token(words.contains(found) ? Kind.KEYWORD : Kind.IDENTIFIER, found);
    } else if ((found = at(NUMBER)) != null) {
      return token(Kind.NUMBER, found);
    }
    return token(Kind.SYMBOL, at(SYMBOL));
  }

  private Token token(Kind kind, String found) {
    return new Token(kind, found, line, position - lineStart);
  }

  private String at(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(position, text.length());
    return matcher.lookingAt() ? matcher.group() : null;
  }

  private int endOfComment() {
    int depth = 0;
    for (int i = position; i < text.length() - 1; i++) {
      if (text.startsWith("(*", i)) {
        depth++;
        i++;
      } else if (text.startsWith("*)", i)) {
        i++;
        if (--depth == 0) {
          return i + 1;
        }
      }
    }
    return text.length();
  }

  private void advance(int to) {
    for (; position < to; position++) {
      if (text.charAt(position) == '\n') {
        line++;
        lineStart = position + 1;
      }
    }
  }
}
