package org.acksiom.conformance.sources;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of a Java source.
 *
 * @param text its characters
 * @param line the line on which it begins, from 1
 */
record JavaToken(String text, int line) {
  /** What stands beyond the end. */
  static final JavaToken NONE = new JavaToken("", 0);

  private static final Pattern TOKEN =
      Pattern.compile(
          "//[^\n]*|(?s:/\\*.*?\\*/)"
              + "|\"\"\"(?s:[^\\\\]*?(?:\\\\.[^\\\\]*?)*?)\"\"\""
              + "|\"(?:[^\"\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\n]|\\\\.)*'"
              + "|[\\p{L}_$][\\p{L}\\p{N}_$]*|\\p{N}[\\p{L}\\p{N}_.]*|\\S");

  private static final Set<String> MODIFIERS =
      Set.of(
          ("abstract default final native private protected public static strictfp synchronized"
                  + " transient volatile new return throw")
              .split(" "));

  private static final Set<String> TYPES = Set.of("class", "enum", "interface", "record");

  /** All tokens of a source, comments included. */
  static List<JavaToken> of(String source) {
    List<JavaToken> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(source);
    int line = 1;
    int counted = 0;
    while (matcher.find()) {
      for (; counted < matcher.start(); counted++) {
        line += source.charAt(counted) == '\n' ? 1 : 0;
      }
      tokens.add(new JavaToken(matcher.group(), line));
    }
    return tokens;
  }

  /** The lines on which these tokens follow each other in a source, comments aside, from 1. */
  static List<Integer> find(String source, List<String> texts) {
    List<JavaToken> tokens = of(source).stream().filter(token -> !token.isComment()).toList();
    List<Integer> lines = new ArrayList<>();
    for (int i = 0; i + texts.size() <= tokens.size(); i++) {
      List<JavaToken> here = tokens.subList(i, i + texts.size());
      if (here.stream().map(JavaToken::text).toList().equals(texts)) {
        lines.add(here.get(0).line());
      }
    }
    return lines;
  }

  /** The line on which it ends, from 1. */
  int endLine() {
    return line + (int) text.chars().filter(c -> c == '\n').count();
  }

  boolean is(String symbol) {
    return text.equals(symbol);
  }

  boolean isComment() {
    return text.startsWith("//") || text.startsWith("/*");
  }

  boolean isDocumentation() {
    return text.startsWith("/**");
  }

  boolean isString() {
    return text.startsWith("\"");
  }

  boolean isWord() {
    return !text.isEmpty() && Character.isJavaIdentifierStart(text.charAt(0));
  }

  boolean isModifier() {
    return MODIFIERS.contains(text);
  }

  boolean isTypeKeyword() {
    return TYPES.contains(text);
  }

  boolean isOpening() {
    return is("(") || is("[") || is("{");
  }

  boolean isClosing() {
    return is(")") || is("]") || is("}");
  }
}
