package org.acksiom.cli.typeset;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The mathematical symbols for TLA+'s ASCII operators: one character each. */
final class Symbols {
  private static final String TABLE =
      """
      /\\ ∧
      \\land ∧
      \\/ ∨
      \\lor ∨
      ~ ¬
      \\lnot ¬
      \\neg ¬
      => ⇒
      <=> ≡
      \\equiv ≡
      == ≜
      \\A ∀
      \\E ∃
      \\AA ∀
      \\EE ∃
      \\in ∈
      \\notin ∉
      \\cup ∪
      \\union ∪
      \\cap ∩
      \\intersect ∩
      \\subseteq ⊆
      \\subset ⊂
      \\supseteq ⊇
      \\supset ⊃
      \\ ∖
      \\X ×
      \\times ×
      # ≠
      /= ≠
      <= ≤
      =< ≤
      \\leq ≤
      >= ≥
      \\geq ≥
      \\ll ≪
      \\gg ≫
      << ⟨
      >> ⟩
      |-> ↦
      -> →
      <- ←
      ' ′
      [] □
      <> ◇
      ~> ⤳
      -+-> ⇸
      ... …
      \\o ∘
      \\circ ∘
      \\cdot ⋅
      \\bullet ●
      \\star ⋆
      \\div ÷
      \\oplus ⊕
      (+) ⊕
      \\ominus ⊖
      (-) ⊖
      \\odot ⊙
      (.) ⊙
      \\oslash ⊘
      (/) ⊘
      \\otimes ⊗
      (\\X) ⊗
      \\bigcirc ◯
      \\prec ≺
      \\preceq ⪯
      \\succ ≻
      \\succeq ⪰
      \\sqcap ⊓
      \\sqcup ⊔
      \\sqsubset ⊏
      \\sqsubseteq ⊑
      \\sqsupset ⊐
      \\sqsupseteq ⊒
      \\uplus ⊎
      \\wr ≀
      \\propto ∝
      \\approx ≈
      \\asymp ≍
      \\cong ≅
      \\doteq ≐
      \\sim ∼
      \\simeq ≃
      |- ⊢
      -| ⊣
      |= ⊨
      =| ⫤
      || ‖
      := ≔
      ::= ⩴
      ^+ ⁺
      !! ‼
      ?? ⁇
      """;

  private final Map<String, String> symbols = new HashMap<>();

  Symbols() {
    TABLE
        .lines()
        .forEach(
            row ->
                symbols.put(
                    row.substring(0, row.indexOf(' ')), row.substring(row.indexOf(' ') + 1)));
  }

  /** The symbol for an operator; none where it is printed as it is written. */
  Optional<String> of(String operator) {
    return Optional.ofNullable(symbols.get(operator));
  }
}
