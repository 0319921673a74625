package org.acksiom.cli.typeset;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acksiom.specs.tla.Definition;
import org.acksiom.specs.tla.ModuleText;
import org.acksiom.specs.tla.Token;

/** What a module's comments say of its definitions. */
final class Abouts {
  private static final Pattern SENTENCE = Pattern.compile("[.!?](?=\\s+[\\p{Lu}\\d(*\"])|[.!?:]$");

  private final ModuleText module;

  Abouts(ModuleText module) {
    this.module = module;
  }

  /**
   * The first sentence of the comment above a definition, or above the group without blank lines in
   * which it stands; of a declaration the comment behind it. Who acts is not yet a sentence: the
   * next one is added.
   */
  String of(Definition definition) {
    Token name = module.tokens().get(definition.token());
    return switch (definition.kind()) {
      case LOCAL -> "";
      case CONSTANT, VARIABLE -> behind(name);
      case OPERATOR -> firstSentence(firstParagraph(module.commentsAbove(definition)));
    };
  }

  /** What is said of the module: the text of the first comment after its name. */
  String head() {
    StringBuilder text = new StringBuilder();
    for (Token token : module.tokens()) {
      if (token.isComment()) {
        for (Prose.Line line : Prose.lines(List.of(token))) {
          text.append(line.text()).append('\n');
        }
      } else if (text.length() > 0) {
        break;
      }
    }
    return text.toString().strip().split("\n\\s*\n")[0].replaceAll("\\s+", " ").strip();
  }

  private String behind(Token name) {
    StringBuilder text = new StringBuilder();
    int line = name.line();
    boolean first = true;
    while (!module.onLine(line).isEmpty()) {
      List<Token> tokens = module.onLine(line);
      Token last = tokens.get(tokens.size() - 1);
      if (!last.isComment()
          || !first && tokens.size() > 1
          || !first && last.column() <= name.column()) {
        break;
      }
      Prose.lines(List.of(last)).forEach(l -> text.append(l.text()).append(' '));
      first = false;
      line++;
    }
    return text.toString().strip();
  }

  private static String firstParagraph(List<Token> comments) {
    StringBuilder text = new StringBuilder();
    for (Prose.Line l : Prose.lines(comments)) {
      if (l.text().isBlank() && !text.toString().isBlank()) {
        break;
      }
      text.append(l.text()).append(' ');
    }
    return text.toString().replaceAll("\\s+", " ").strip();
  }

  static String firstSentence(String text) {
    Matcher end = SENTENCE.matcher(text);
    if (!end.find()) {
      return text;
    }
    boolean enough = !text.startsWith("WHO:") || !end.find();
    return enough && text.startsWith("WHO:") ? text : text.substring(0, end.end());
  }
}
