package org.acksiom.cli.typeset;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acksiom.specs.tla.Token;
import org.acksiom.specs.tla.Token.Kind;

/** Makes HTML of the tokens of one module or configuration, line by line. */
final class Typesetter {
  /** A name that prose can only mean as one: with a hump or an underscore in it. */
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w.&])(?=\\w*[a-z][A-Z]|[A-Z]+_)[A-Za-z]\\w*");

  /** The class of a line in the grid. */
  private static final String CODE = "l";

  private final Symbols symbols = new Symbols();
  private final List<Token> tokens;
  private final boolean prose;
  private final Function<Token, Optional<Anchor>> anchors;
  private final Function<String, Optional<Anchor>> names;
  private final Grid grid;
  private final StringBuilder html = new StringBuilder();
  private final Set<Integer> numbered = new HashSet<>();

  /**
   * What a name is to the reader.
   *
   * @param id its own id if it is defined here, or {@code null}
   * @param address where it leads
   * @param title what is known of it
   * @param style the classes of its kind, or an empty text
   */
  record Anchor(String id, String address, String title, String style) {}

  /**
   * @param tokens all of them
   * @param prose whether comments on lines of their own are prose
   * @param anchors what a token is
   * @param names what a name in a comment is
   */
  Typesetter(
      List<Token> tokens,
      boolean prose,
      Function<Token, Optional<Anchor>> anchors,
      Function<String, Optional<Anchor>> names) {
    this.tokens = tokens;
    this.prose = prose;
    this.anchors = anchors;
    this.names = names;
    List<Token> inGrid = new ArrayList<>();
    for (int i = 0; i < tokens.size(); ) {
      int end = proseEnd(i);
      if (end == i) {
        end = lineEnd(i);
        if (style(tokens.get(i), i + 1 < end ? tokens.get(i + 1) : null).equals(CODE)) {
          inGrid.addAll(tokens.subList(i, end));
        }
      }
      i = end;
    }
    this.grid = new Grid(inGrid, token -> shown(token).length());
  }

  /** The whole, as the content of one element. */
  String html() {
    int line = 1;
    for (int i = 0; i < tokens.size(); ) {
      blank(line, tokens.get(i).line());
      int end = i;
      if (proseEnd(i) > i) {
        end = proseEnd(i);
        prose(tokens.subList(i, end));
      } else {
        end = lineEnd(i);
        line(tokens.subList(i, end));
      }
      line = Math.max(line, tokens.get(end - 1).endLine() + 1);
      i = end;
    }
    return html.toString();
  }

  private int lineEnd(int start) {
    int end = start;
    while (end < tokens.size() && tokens.get(end).line() == tokens.get(start).line()) {
      end++;
    }
    return end;
  }

  /**
   * What kind of line it is.
   *
   * @param second its second token, or {@code null}
   */
  private static String style(Token first, Token second) {
    return switch (first.kind()) {
      case OUTSIDE -> "outside";
      case END -> "rule";
      case RULE -> second != null && second.isKeyword("MODULE") ? "module" : "rule";
      default -> CODE;
    };
  }

  /** Where the prose ends that begins with that token: there if none does. */
  private int proseEnd(int start) {
    int end = start;
    while (prose && isProse(end) && (end == start || follows(end))) {
      end++;
    }
    return end;
  }

  private boolean follows(int index) {
    Token above = tokens.get(index - 1);
    Token token = tokens.get(index);
    return token.line() == above.endLine() + 1
        && token.column() == above.column()
        && token.kind() == above.kind();
  }

  /** Whether the token is a comment and alone on its lines. */
  private boolean isProse(int index) {
    if (index >= tokens.size() || !tokens.get(index).isComment()) {
      return false;
    }
    Token token = tokens.get(index);
    boolean alone =
        (index == 0 || tokens.get(index - 1).endLine() < token.line())
            && (index + 1 == tokens.size() || tokens.get(index + 1).line() > token.endLine());
    return alone && (token.kind() == Kind.BLOCK_COMMENT || token.column() == 0);
  }

  private void prose(List<Token> comments) {
    String text = Prose.html(comments, this::linked);
    Token first = comments.get(0);
    html.append("<div class=\"bar\">").append(number(first.line())).append("<div class=\"prose\"");
    if (first.column() > 0) {
      html.append(" style=\"margin-left:").append(first.column()).append("ch\"");
    }
    html.append(">\n").append(text).append("</div></div>\n");
    for (int line = first.line(); line <= comments.get(comments.size() - 1).endLine(); line++) {
      numbered.add(line);
    }
  }

  private String linked(String escaped) {
    Matcher name = NAME.matcher(escaped);
    return name.replaceAll(
        found ->
            Matcher.quoteReplacement(
                names
                    .apply(found.group())
                    .map(anchor -> use(anchor, found.group()))
                    .orElse(found.group())));
  }

  private static String use(Anchor anchor, String shown) {
    String style = anchor.style().isEmpty() ? "use" : "use " + anchor.style();
    return link("class=\"" + style + "\"", anchor, shown);
  }

  private static String definition(Anchor anchor, String shown) {
    return link("class=\"name\" id=\"" + Html.escape(anchor.id()) + "\"", anchor, shown);
  }

  private static String link(String attributes, Anchor anchor, String shown) {
    return "<a "
        + attributes
        + " href=\""
        + Html.escape(anchor.address())
        + "\" title=\""
        + Html.escape(anchor.title())
        + "\">"
        + shown
        + "</a>";
  }

  private void blank(int from, int to) {
    for (int line = from; line < to; line++) {
      if (numbered.add(line)) {
        html.append("<div class=\"blank\" id=\"L").append(line).append("\"></div>\n");
      }
    }
  }

  private String number(int line) {
    return "<a class=\"n\" href=\"#L" + line + "\">" + line + "</a>";
  }

  private void line(List<Token> line) {
    Token first = line.get(0);
    String style = style(first, line.size() > 1 ? line.get(1) : null);
    html.append("<div class=\"").append(style).append('"');
    if (numbered.add(first.line())) {
      html.append(" id=\"L").append(first.line()).append('"');
    }
    html.append('>').append(number(first.line()));
    int column = 0;
    for (Token token : line) {
      if (style.equals(CODE)) {
        html.append(" ".repeat(grid.column(token) - column));
        column = grid.column(token) + shown(token).length();
      } else {
        html.append(' ');
      }
      boolean drawn = !style.equals(CODE) && isRule(token);
      html.append(drawn ? rule(token) : token(token));
    }
    html.append("</div>\n");
  }

  /** A token's characters on the page. */
  private String shown(Token token) {
    return switch (token.kind()) {
      case SYMBOL -> symbols.of(token.text()).orElse(token.text());
      case LINE_COMMENT, BLOCK_COMMENT ->
          String.join(" ", Prose.lines(List.of(token)).stream().map(Prose.Line::text).toList())
              .strip();
      default -> token.text();
    };
  }

  private static boolean isRule(Token token) {
    return token.kind() == Kind.RULE || token.kind() == Kind.END;
  }

  private static String rule(Token token) {
    return "<hr class=\"" + (token.kind() == Kind.END ? "end" : "dashes") + "\" />";
  }

  private String token(Token token) {
    String text = Html.escape(shown(token));
    switch (token.kind()) {
      case KEYWORD:
        return "<span class=\"k\">" + text + "</span>";
      case STRING:
        return "<span class=\"str\">" + text + "</span>";
      case LINE_COMMENT, BLOCK_COMMENT:
        return "<span class=\"c\">" + comment(token) + "</span>";
      case SYMBOL:
        if (symbols.of(token.text()).isPresent()) {
          text =
              "<span class=\"s\" title=\"" + Html.escape(token.text()) + "\">" + text + "</span>";
        }
        break;
      default:
    }
    String inner = text;
    return anchors
        .apply(token)
        .map(anchor -> anchor.id() == null ? use(anchor, inner) : definition(anchor, inner))
        .orElse(inner);
  }

  private String comment(Token token) {
    StringBuilder text = new StringBuilder();
    for (Prose.Line line : Prose.lines(List.of(token))) {
      boolean later = line.number() > token.line();
      if (later && !line.text().isEmpty() && !text.toString().isEmpty()) {
        text.append(' ');
      }
      if (later && numbered.add(line.number())) {
        text.append("<span id=\"L").append(line.number()).append("\"></span>");
      }
      text.append(linked(Html.escape(line.text())));
    }
    return text.toString();
  }
}
