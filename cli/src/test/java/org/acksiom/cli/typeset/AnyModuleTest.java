package org.acksiom.cli.typeset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.acksiom.specs.SpecModule;
import org.acksiom.specs.tla.Token;
import org.acksiom.specs.tla.Tokens;

/** Whatever stands in a module, sense or nonsense: its page loses nothing and stays aligned. */
class AnyModuleTest {

  @Property(tries = 500)
  void nothingIsLostAndWhatIsAlignedStaysAligned(@ForAll("modules") String source) {
    List<Token> tokens = Tokens.ofModule(source);
    Page page =
        Page.of(SpecPages.of(List.of(new SpecModule("M", source)), List.of(), false).get("M.html"));
    assertThat(page.source()).isEqualTo(Page.words(tokens));
    assertThat(page.ids()).doesNotHaveDuplicates();
    assertThat(Alignment.kept(tokens, page)).isNotNegative();
  }

  @Provide
  Arbitrary<String> modules() {
    Arbitrary<String> word =
        Arbitraries.of(
            ("/\\ \\/ \\in \\notin \\subseteq == => <=> << >> [] <> ~> ~ # ( ) [ ] { } , : ' |-> -> <-"
                    + " @ ! . .. ... \\A \\E \\X \\o \\ = <= /= ]_v WF_v ^+ (+) A B x yy LET IN IF THEN"
                    + " EXCEPT UNCHANGED VARIABLES CONSTANT INSTANCE EXTENDS LOCAL 1 42 3.5 \\b01"
                    + " \"s<t\" \"a\\\"b\" & < > \\prec \\what \u2261 \u00a7 :> @@")
                .split(" "));
    Arbitrary<String> gap = Arbitraries.of("", " ", " ", " ", "  ", "    ");
    Arbitrary<String> comment =
        Arbitraries.of(
            "", "", "", "", "  \\* why", " (* in *)", "(* two\n   lines *)", "(*a (*b*) c*)");
    Arbitrary<String> code =
        Combinators.combine(
                Arbitraries.of(0, 0, 1, 2, 3, 4, 7, 8),
                Combinators.combine(word, gap).as((w, g) -> w + g).list().ofMaxSize(7),
                comment)
            .as((indent, words, end) -> " ".repeat(indent) + String.join("", words) + end);
    Arbitrary<String> prose =
        Arbitraries.of(
            "",
            "(***********)\n(* A  box   *)\n(* of *it*. *)\n(***********)",
            "\\* at the margin",
            "  \\* in between",
            "  (* - item   *)\n  (*   more   *)",
            "(* plain\n   - text & <more>\n\n   1. end *)",
            "--------------");
    return Arbitraries.frequencyOf(Tuple.of(6, code), Tuple.of(1, prose))
        .list()
        .ofMaxSize(9)
        .map(lines -> "---- MODULE M ----\n" + String.join("\n", lines) + "\n====\n");
  }
}
