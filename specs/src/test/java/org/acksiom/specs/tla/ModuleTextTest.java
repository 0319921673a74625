package org.acksiom.specs.tla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.acksiom.specs.tla.Definition.Kind;
import org.junit.jupiter.api.Test;

/** What a module declares, defines and uses, however it is written. */
class ModuleTextTest {
  private static ModuleText text(String body) {
    return ModuleText.of("M", "---- MODULE M ----\n" + body + "\n====\n");
  }

  @Test
  void everyKindOfDefinitionIsFound() {
    assertThat(
            text("""
                    EXTENDS Naturals, Other
                    CONSTANTS C, F(_, _), D  \\* == no definition
                    VARIABLE v
                    A == C'
                    B(x, G(_)) == <<x>>
                    f[x \\in {1}] == x
                    LOCAL L == INSTANCE Inner WITH a <- 1
                    p \\prec q == p
                    -. p == 0 - p
                    p ^+ == p
                    I(x) == INSTANCE Inner
                    INSTANCE Taken
                    THEOREM T == LET y == 1  z(k) == k IN y
                    """)
                .definitions())
        .extracting(
            Definition::name, Definition::kind, Definition::instanceOf, Definition::exported)
        .containsExactly(
            tuple("C", Kind.CONSTANT, null, true),
            tuple("F", Kind.CONSTANT, null, true),
            tuple("D", Kind.CONSTANT, null, true),
            tuple("v", Kind.VARIABLE, null, true),
            tuple("A", Kind.OPERATOR, null, true),
            tuple("B", Kind.OPERATOR, null, true),
            tuple("f", Kind.OPERATOR, null, true),
            tuple("L", Kind.OPERATOR, "Inner", false),
            tuple("\\prec", Kind.OPERATOR, null, true),
            tuple("-.", Kind.OPERATOR, null, true),
            tuple("^+", Kind.OPERATOR, null, true),
            tuple("I", Kind.OPERATOR, "Inner", true),
            tuple("T", Kind.OPERATOR, null, true),
            tuple("y", Kind.LOCAL, null, true),
            tuple("z", Kind.LOCAL, null, true));
  }

  @Test
  void whatAModuleUsesIsThereInItsThreeKinds() {
    ModuleText text =
        text("EXTENDS A, B \\* EXTENDS X\nINSTANCE C\nD == INSTANCE E\nF == \"INSTANCE Y\"");
    assertThat(text.extended()).containsExactly("A", "B");
    assertThat(text.imported()).containsExactly("C");
    assertThat(text.instantiated()).containsExactly("E");
    assertThat(text.uses()).containsExactly("A", "B", "C", "E");
  }

  @Test
  void noTwoDefinitionsAndNoLineShareAnId() {
    assertThat(
            text("L12 == 1\nA == LET x == 1 IN LET x == 2 IN x\nB == LET x == 1 IN x\nA == 2")
                .definitions())
        .extracting(Definition::id)
        .containsExactly("L12.2", "A", "A.x", "A.x.2", "B", "B.x", "A.2");
  }

  /** The text between the first and the last token of a definition, line by line. */
  private static String body(ModuleText text, String name) {
    return String.join(
        " ", text.body(text.definition(name).orElseThrow()).stream().map(Token::text).toList());
  }

  @Test
  void aDefinitionsBodyEndsWhereTheNextUnitBegins() {
    ModuleText text =
        text(
            """
            A(x) == LET RECURSIVE r(_)  r(y) == y IN \\* not of B
                    r(x)
            (* B's *)
            B == 1
            VARIABLE v
            C == 2
            ----------
            RECURSIVE D(_)
            D(x) == x
            LOCAL E == 3
            p \\prec q == 4
            THEOREM T == TRUE
            F == 5
            """);
    assertThat(body(text, "A"))
        .isEqualTo("A ( x ) == LET RECURSIVE r ( _ ) r ( y ) == y IN r ( x )");
    assertThat(body(text, "B")).isEqualTo("B == 1");
    assertThat(body(text, "C")).isEqualTo("C == 2");
    assertThat(body(text, "D")).isEqualTo("D ( x ) == x");
    assertThat(body(text, "E")).isEqualTo("LOCAL E == 3");
    assertThat(body(text, "\\prec")).isEqualTo("p \\prec q == 4");
    assertThat(body(text, "F")).isEqualTo("F == 5");
  }

  @Test
  void theCommentAboveAGroupIsThatOfEachOfIt() {
    ModuleText text =
        text(
            """
            (* one *)
            (* two *)
            A == 1
            B == 2

            C == 3
            (* not D's *)
            ----------
            D == 4
            """);
    assertThat(text.commentsAbove(text.definition("B").orElseThrow()))
        .extracting(Token::text)
        .containsExactly("(* one *)", "(* two *)");
    assertThat(text.commentsAbove(text.definition("C").orElseThrow())).isEmpty();
    assertThat(text.commentsAbove(text.definition("D").orElseThrow())).isEmpty();
    assertThat(text.onLine(3)).extracting(Token::text).containsExactly("(* two *)");
  }

  @Test
  void aConfigurationTellsItsConstantsAndWhatItChecks() {
    ConfigText config =
        ConfigText.of(
            """
            CONSTANTS  \\* all of them
              A = {"x", y}
              B <- Small  C = TRUE
              D = d
            INVARIANTS I J
            INIT Init
            PROPERTY P
            CONSTANT E = -1
            """);
    assertThat(config.constants()).hasToString("{A={\"x\", y}, B=Small, C=TRUE, D=d, E=-1}");
    assertThat(config.checked()).containsExactly("I", "J", "P");
  }
}
