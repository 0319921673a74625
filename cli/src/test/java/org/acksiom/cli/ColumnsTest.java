package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How much of a text is shown on a line. */
class ColumnsTest {
  @Test
  void whatFitsIsShownAsItIs() {
    assertThat(Columns.cut("abcde", 5)).isEqualTo("abcde");
    assertThat(Columns.cut("", 5)).isEmpty();
  }

  @Test
  void whatDoesNotFitEndsInAnEllipsisThatFits() {
    assertThat(Columns.cut("abcdef", 5)).isEqualTo("abcd…");
  }

  @Test
  void wideCharactersTakeTwoColumnsAndMarksNone() {
    assertThat(Columns.cut("日本語", 6)).isEqualTo("日本語");
    assertThat(Columns.cut("日本語x", 6)).isEqualTo("日本…");
    assertThat(Columns.cut("e\u0301e\u0301", 2)).isEqualTo("e\u0301e\u0301");
  }

  @Test
  void aFilesNameCantMoveTheCursor() {
    assertThat(Columns.cut("a\nb\u001b[Kc", 9)).isEqualTo("a?b?[Kc");
  }
}
