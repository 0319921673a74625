package org.acksiom.cli.typeset;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acksiom.specs.tla.Token;

/**
 * Comments as prose. The lines of a paragraph flow together; a paragraph whose lines are indented
 * or spaced by hand keeps them; lines after a dash or a number are items of a list.
 */
final class Prose {
  private static final Pattern FRAME = Pattern.compile("[*\\s]*");
  private static final Pattern ITEM = Pattern.compile("(?:[-*•]|\\d+\\.|\\([a-z0-9]\\)) +\\S.*");
  private static final Pattern EMPHASIS =
      Pattern.compile("(?<![\\w*\\\\])\\*(?=[^\\s*])([^*]*[^\\s*])\\*(?![\\w*])");

  /** An anchor's place in a text that is not HTML yet: the number of a line between these two. */
  private static final char OPEN = '\uE000';

  private static final char CLOSE = '\uE001';
  private static final Pattern ANCHOR = Pattern.compile(OPEN + "(\\d+)" + CLOSE);

  private Prose() {}

  /**
   * A line of a comment.
   *
   * @param number of the source, from 1
   * @param indent the spaces before it, counted from the comment's start
   * @param text without the comment's delimiters and frame
   */
  record Line(int number, int indent, String text) {}

  /** The lines of comments that follow each other. */
  static List<Line> lines(List<Token> comments) {
    List<Line> lines = new ArrayList<>();
    for (Token comment : comments) {
      String[] texts = comment.text().split("\n", -1);
      for (int i = 0; i < texts.length; i++) {
        String text = bare(texts[i], comment, i == 0, i == texts.length - 1);
        int indent =
            text.length() - text.stripLeading().length() + (i == 0 ? 2 : -comment.column());
        lines.add(new Line(comment.line() + i, Math.max(0, indent), text.strip()));
      }
    }
    return lines;
  }

  private static String bare(String line, Token comment, boolean first, boolean last) {
    String text = first ? line.substring(2) : line;
    boolean ends = last && comment.kind() == Token.Kind.BLOCK_COMMENT && text.endsWith("*)");
    text = ends ? text.substring(0, text.length() - 2) : text;
    return FRAME.matcher(text).matches() ? "" : text;
  }

  /**
   * Comments as paragraphs of HTML, with an anchor for each line.
   *
   * @param names makes links of the names in a text that is escaped already
   */
  static String html(List<Token> comments, UnaryOperator<String> names) {
    StringBuilder html = new StringBuilder();
    List<Line> paragraph = new ArrayList<>();
    StringBuilder anchors = new StringBuilder();
    for (Line line : lines(comments)) {
      if (line.text().isEmpty()) {
        html.append(paragraph(paragraph, names));
        paragraph.clear();
        anchors.append(OPEN).append(line.number()).append(CLOSE);
      } else {
        String before = anchors.toString() + OPEN + line.number() + CLOSE;
        paragraph.add(new Line(line.number(), line.indent(), before + line.text()));
        anchors.setLength(0);
      }
    }
    html.append(paragraph(paragraph, names));
    return html.append(anchored(anchors.toString())).toString();
  }

  private static String paragraph(List<Line> lines, UnaryOperator<String> names) {
    if (lines.isEmpty()) {
      return "";
    }
    int indent = lines.stream().mapToInt(Line::indent).min().orElse(0);
    boolean list = plain(lines.get(0)).matches(ITEM.pattern());
    if (list) {
      return list(lines, names);
    } else if (lines.stream().anyMatch(line -> line.indent() > indent + 1 || isSpaced(line))) {
      StringBuilder kept = new StringBuilder();
      for (Line line : lines) {
        kept.append(" ".repeat(line.indent() - indent)).append(line.text()).append('\n');
      }
      return "<pre>" + inline(kept.toString().stripTrailing(), names) + "</pre>\n";
    }
    boolean title = lines.size() == 1 && plain(lines.get(0)).matches("[A-Z][A-Z ,]+[A-Z]");
    return "<p" + (title ? " class=\"title\"" : "") + ">" + inline(joined(lines), names) + "</p>\n";
  }

  /** Items and, before the first deeper line that begins none, their continuations. */
  private static String list(List<Line> lines, UnaryOperator<String> names) {
    StringBuilder html = new StringBuilder();
    List<Line> item = new ArrayList<>();
    for (Line line : lines) {
      if (plain(line).matches(ITEM.pattern()) && !item.isEmpty()) {
        html.append(item(item, names));
        item.clear();
      }
      item.add(line);
    }
    return html.append(item(item, names)).toString();
  }

  private static String item(List<Line> lines, UnaryOperator<String> names) {
    return "<p class=\"item\">" + inline(joined(lines), names) + "</p>\n";
  }

  private static String joined(List<Line> lines) {
    return String.join("\n", lines.stream().map(Line::text).toList());
  }

  private static String plain(Line line) {
    return ANCHOR.matcher(line.text()).replaceAll("");
  }

  /** Spaces within a line, other than after a sentence, make columns. */
  private static boolean isSpaced(Line line) {
    return plain(line).matches(".*[^.:!?\\s]\\s{2,}\\S.*|.*\\s{3,}\\S.*");
  }

  /** A piece of a comment as HTML. */
  static String phrase(String text) {
    return inline(text, names -> names);
  }

  /** A piece of a comment without its marks. */
  static String unmarked(String text) {
    return EMPHASIS.matcher(text).replaceAll("$1");
  }

  private static String inline(String text, UnaryOperator<String> names) {
    Matcher emphasis = EMPHASIS.matcher(text);
    StringBuilder html = new StringBuilder();
    int end = 0;
    while (emphasis.find()) {
      html.append(names.apply(Html.escape(text.substring(end, emphasis.start()))));
      html.append("<em>").append(Html.escape(emphasis.group(1))).append("</em>");
      end = emphasis.end();
    }
    html.append(names.apply(Html.escape(text.substring(end))));
    String known = html.toString().replaceFirst("^((?:" + ANCHOR + ")*)WHO:", "$1<b>WHO:</b>");
    return anchored(
        known.replaceFirst(
            "^((?:" + ANCHOR + ")*)Difference from Kafka:", "$1<b>Difference from Kafka:</b>"));
  }

  private static String anchored(String text) {
    return ANCHOR.matcher(text).replaceAll("<span id=\"L$1\"></span>");
  }
}
