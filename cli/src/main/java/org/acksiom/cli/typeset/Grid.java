package org.acksiom.cli.typeset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.acksiom.specs.tla.Token;

/**
 * In which column of the page each token stands, so that what is aligned in the source is aligned
 * there, although symbols are narrower than what they are written as.
 *
 * <p>Aligned in the source are tokens that begin in the same column, if one of them is the first of
 * its line and the other on the next line above that is not indented deeper; or if they stand on
 * lines that follow each other, both after a space, and one is set off by two or both are the same.
 * Other tokens follow the one before them as in the source.
 */
final class Grid {
  private final Map<Token, Integer> columns = new HashMap<>();
  private final Map<Token, Token> parent = new HashMap<>();
  private final Map<Token, Token> before = new HashMap<>();

  /** Of first tokens that stand under no other: the one from which their distance is counted. */
  private final Map<Token, Token> anchor = new HashMap<>();

  /** Groups, by their roots, of which one touches the token before it and must go on doing so. */
  private final Set<Token> touching = new HashSet<>();

  private final ToIntFunction<Token> width;

  /**
   * @param tokens those that stand in the grid, in the order of the source
   * @param width how many columns a token takes on the page
   */
  Grid(List<Token> tokens, ToIntFunction<Token> width) {
    this.width = width;
    List<List<Token>> lines = new ArrayList<>();
    for (Token token : tokens) {
      if (lines.isEmpty() || last(lines).get(0).line() != token.line()) {
        lines.add(new ArrayList<>());
      }
      last(lines).add(token);
    }
    for (int i = 0; i < lines.size(); i++) {
      align(lines, i);
    }
    place(tokens);
  }

  /** The column of the page, from 0, in which a token stands. */
  int column(Token token) {
    return columns.get(token);
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }

  private void align(List<List<Token>> lines, int index) {
    List<Token> line = lines.get(index);
    for (int i = 1; i < line.size(); i++) {
      before.put(line.get(i), line.get(i - 1));
    }
    alignFirst(lines, index);
    if (index == 0 || last(lines.get(index - 1)).endLine() + 1 < line.get(0).line()) {
      return;
    }
    for (Token token : line.subList(1, line.size())) {
      for (Token above : lines.get(index - 1)) {
        if (above.column() == token.column()
            && gap(token) > 0
            && gap(above) != 0
            && !touching.contains(root(above))
            && (gap(token) > 1 || gap(above) > 1 || above.text().equals(token.text()))) {
          join(above, token);
        }
      }
    }
  }

  private void alignFirst(List<List<Token>> lines, int index) {
    Token first = lines.get(index).get(0);
    for (int i = index - 1; i >= 0; i--) {
      if (lines.get(i).get(0).column() <= first.column()) {
        for (Token above : lines.get(i)) {
          if (above.column() == first.column()) {
            join(above, first);
            if (gap(above) == 0) {
              touching.add(root(above));
            }
            anchor.remove(first);
          } else if (above.column() < first.column()) {
            anchor.put(first, above);
          }
        }
        return;
      }
    }
  }

  private Token root(Token token) {
    Token root = token;
    while (parent.containsKey(root)) {
      root = parent.get(root);
    }
    return root;
  }

  private void join(Token above, Token below) {
    Token a = root(above);
    Token b = root(below);
    if (!a.equals(b)) {
      parent.put(b, a);
    }
  }

  /** The spaces before a token, or -1 before the first of a line. */
  private int gap(Token token) {
    Token left = before.get(token);
    return left == null ? -1 : token.column() - left.column() - left.text().length();
  }

  /** From left to right, each column of aligned tokens as far left as its widest line allows. */
  private void place(List<Token> tokens) {
    Map<Integer, Map<Token, List<Token>>> byColumn = new TreeMap<>();
    for (Token token : tokens) {
      byColumn
          .computeIfAbsent(token.column(), c -> new LinkedHashMap<>())
          .computeIfAbsent(root(token), r -> new ArrayList<>())
          .add(token);
    }
    for (Map<Token, List<Token>> groups : byColumn.values()) {
      groups.values().forEach(this::placeTogether);
    }
  }

  private void placeTogether(List<Token> group) {
    int gap = group.stream().mapToInt(this::gap).filter(g -> g >= 0).min().orElse(0);
    int column = 0;
    for (Token token : group) {
      Token left = before.get(token);
      if (left != null) {
        int end = columns.get(left) + width.applyAsInt(left);
        column = Math.max(column, end + (gap(token) == 0 ? 0 : Math.max(gap, 1)));
      } else if (!parent.containsKey(token)) {
        column = Math.max(column, indented(token));
      }
    }
    for (Token token : group) {
      columns.put(token, column);
    }
  }

  private int indented(Token first) {
    Token from = anchor.get(first);
    return from == null ? first.column() : columns.get(from) + first.column() - from.column();
  }
}
