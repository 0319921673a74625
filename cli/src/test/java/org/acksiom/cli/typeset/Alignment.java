package org.acksiom.cli.typeset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.acksiom.specs.tla.Token;

/** What is aligned in a source, held against its page. */
final class Alignment {
  private Alignment() {}

  /**
   * Checks that tokens which a reader of the source sees aligned stand in one column of the page,
   * and that every line has its tokens in order, apart where they are apart in the source.
   *
   * @return how many pairs are aligned
   */
  static int kept(List<Token> tokens, Page page) {
    Map<Token, Integer> columns = page.columns(tokens);
    Map<Integer, List<Token>> lines = new TreeMap<>();
    columns.keySet().forEach(t -> lines.computeIfAbsent(t.line(), l -> new ArrayList<>()).add(t));
    List<List<Token>> rows = new ArrayList<>(lines.values());
    int pairs = 0;
    for (int i = 0; i < rows.size(); i++) {
      List<Token> row = rows.get(i);
      assertInOrder(row, columns);
      for (int above = i - 1; above >= 0; above--) {
        if (rows.get(above).get(0).column() <= row.get(0).column()) {
          pairs += same(row.subList(0, 1), rows.get(above), columns);
          break;
        }
      }
      if (i > 0 && rows.get(i - 1).get(0).line() + 1 == row.get(0).line()) {
        pairs += same(setOff(row), setOff(rows.get(i - 1)), columns);
      }
    }
    return pairs;
  }

  private static int same(List<Token> below, List<Token> above, Map<Token, Integer> columns) {
    int pairs = 0;
    for (Token a : above) {
      for (Token b : below) {
        if (a.column() == b.column()) {
          assertThat(columns.get(b)).as(b + " under " + a).isEqualTo(columns.get(a));
          pairs++;
        }
      }
    }
    return pairs;
  }

  /** The tokens after two spaces or more. */
  private static List<Token> setOff(List<Token> row) {
    List<Token> setOff = new ArrayList<>();
    for (int i = 1; i < row.size(); i++) {
      if (row.get(i).column() > end(row.get(i - 1)) + 1) {
        setOff.add(row.get(i));
      }
    }
    return setOff;
  }

  private static int end(Token token) {
    return token.column() + token.text().length();
  }

  private static void assertInOrder(List<Token> row, Map<Token, Integer> columns) {
    for (int i = 1; i < row.size(); i++) {
      Token left = row.get(i - 1);
      int distance = columns.get(row.get(i)) - columns.get(left);
      assertThat(distance)
          .as(row.get(i).toString())
          .isGreaterThan(row.get(i).column() > end(left) ? 1 : 0);
    }
  }
}
