package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a terminal gets that shows standard output and standard error both. */
class ScreenTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aLineOfOutputTakesThePlaceOfTheLiveLine() {
    Screen screen = new Screen(shown, shown, true);
    screen.err().print(Progress.ERASE_LINE + "1/2 models");
    screen.err().flush();
    screen.out().println("a row");
    screen.out().println("another");
    assertThat(shown())
        .isEqualTo(Progress.ERASE_LINE + "1/2 models" + Progress.ERASE_LINE + "a row\nanother\n");
  }

  @Test
  void aLineOfErrorTakesThePlaceOfTheLiveLineToo() {
    Screen screen = new Screen(shown, shown, true);
    screen.err().print(Progress.ERASE_LINE + "1/2 models");
    screen.err().flush();
    screen.err().println("acksiom: no");
    assertThat(shown())
        .isEqualTo(Progress.ERASE_LINE + "1/2 models" + Progress.ERASE_LINE + "acksiom: no\n");
  }

  @Test
  void aWholeLineOfErrorStays() {
    Screen screen = new Screen(shown, shown, true);
    screen.err().println("acksiom: no");
    screen.out().println("a row");
    assertThat(shown()).isEqualTo("acksiom: no\na row\n");
  }

  @Test
  void elsewhereNothingIsErased() {
    Screen screen = new Screen(shown, new ByteArrayOutputStream(), false);
    screen.err().print("1/2 models");
    screen.err().flush();
    screen.out().println("a row");
    assertThat(shown()).isEqualTo("a row\n");
  }
}
