package org.acksiom.specs.tla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.acksiom.specs.Model;
import org.acksiom.specs.SpecFiles;
import org.acksiom.specs.SpecModule;
import org.acksiom.specs.tla.Token.Kind;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Cutting loses nothing, and cuts where TLA+ does. */
class TokensTest {

  @TestFactory
  Stream<DynamicTest> everyFileCanBePutTogetherAgain() {
    Stream<DynamicTest> modules =
        SpecFiles.modules().stream()
            .map(
                (SpecModule module) ->
                    DynamicTest.dynamicTest(
                        module.name(),
                        () -> assertWhole(module.source(), Tokens.ofModule(module.source()))));
    Stream<DynamicTest> models =
        SpecFiles.models().stream()
            .map(
                (Model model) ->
                    DynamicTest.dynamicTest(
                        model.name(),
                        () -> assertWhole(model.config(), Tokens.ofConfig(model.config()))));
    return Stream.concat(modules, models);
  }

  private static void assertWhole(String source, List<Token> tokens) {
    StringBuilder whole = new StringBuilder();
    int line = 1;
    int lineStart = 0;
    for (Token token : tokens) {
      for (; line < token.line(); line++) {
        whole.append('\n');
        lineStart = whole.length();
      }
      whole.append(" ".repeat(token.column() - (whole.length() - lineStart))).append(token.text());
      line = token.endLine();
      lineStart = whole.lastIndexOf("\n") + 1;
    }
    assertThat(whole.toString().lines().map(String::stripTrailing))
        .containsExactlyElementsOf(
            source.stripTrailing().lines().map(String::stripTrailing).toList());
  }

  private static List<String> cut(String expression) {
    List<String> texts = new ArrayList<>();
    for (Token token : Tokens.ofModule("---- MODULE M ----\n" + expression + "\n====")) {
      texts.add(token.text());
    }
    return texts.subList(3 + 1, texts.size() - 1);
  }

  @Test
  void theLongestOperatorCounts() {
    assertThat(cut("a<=>b|->c-+->d[]<>e~>f'=g/=h=<i>=j...k..l"))
        .containsExactly(
            ("a <=> b |-> c -+-> d [] <> e ~> f ' = g /= h =< i >= j ... k .. l").split(" "));
    assertThat(cut("<<<<>>, <<>>, <<>>>>"))
        .containsExactly("<<", "<<", ">>", ",", "<<", ">>", ",", "<<", ">>", ">>");
    assertThat(cut("S \\ T \\/ \\in\\notin (+) (-) (\\X) x^+ y^*"))
        .containsExactly(
            "S", "\\", "T", "\\/", "\\in", "\\notin", "(+)", "(-)", "(\\X)", "x", "^+", "y", "^*");
  }

  @Test
  void subscriptsNumbersAndStringsAreWhole() {
    assertThat(cut("[][Next]_vars /\\ <<A>>_v /\\ WF_vars(A) /\\ SF_<<x>>(B)"))
        .containsExactly(
            ("[] [ Next ]_ vars /\\ << A >>_ v /\\ WF_ vars ( A ) /\\ SF_ << x >> ( B )")
                .split(" "));
    assertThat(cut("1..3 4.5 \\b01 \\hFF \\o17 \\o x1 1x _y"))
        .containsExactly("1 .. 3 4.5 \\b01 \\hFF \\o17 \\o x1 1x _y".split(" "));
    assertThat(cut("\"a \\\" \\\\* b\" \"(* no comment *)\""))
        .containsExactly("\"a \\\" \\\\* b\"", "\"(* no comment *)\"");
  }

  @Test
  void commentsNestAndWhatIsAroundTheModuleIsNone() {
    List<Token> tokens =
        Tokens.ofModule(
            "before (* \"\n---- MODULE M ----\n(* a (* b\n*) c *) x \\* (* d\n---- MODULE N ----"
                + "\n====\n=====\nafter \"");
    assertThat(tokens)
        .extracting(Token::kind)
        .containsExactly(
            Kind.OUTSIDE,
            Kind.RULE,
            Kind.KEYWORD,
            Kind.IDENTIFIER,
            Kind.RULE,
            Kind.BLOCK_COMMENT,
            Kind.IDENTIFIER,
            Kind.LINE_COMMENT,
            Kind.RULE,
            Kind.KEYWORD,
            Kind.IDENTIFIER,
            Kind.RULE,
            Kind.END,
            Kind.END,
            Kind.OUTSIDE);
    assertThat(tokens.get(5).text()).isEqualTo("(* a (* b\n*) c *)");
    assertThat(tokens.get(6)).isEqualTo(new Token(Kind.IDENTIFIER, "x", 4, 8));
  }

  @Test
  void whatNeverEndsEndsWithTheTextOrTheLine() {
    assertThat(Tokens.ofConfig("x (* never\n=="))
        .extracting(Token::text)
        .containsExactly("x", "(* never\n==");
    assertThat(cut("\"never\nx")).containsExactly("\"never", "x");
  }

  @Test
  void tabsAndCarriageReturnsAreSpacesAndLineFeeds() {
    List<Token> tokens = Tokens.ofConfig("INIT\tA\r\n a\tb");
    assertThat(tokens)
        .extracting(Token::text, Token::line, Token::column)
        .containsExactly(tuple("INIT", 1, 0), tuple("A", 1, 8), tuple("a", 2, 1), tuple("b", 2, 8));
  }
}
