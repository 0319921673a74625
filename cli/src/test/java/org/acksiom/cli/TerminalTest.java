package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is taken for a terminal, and what for one that wants colours. */
class TerminalTest {
  @Test
  void aPipeGetsNeitherALiveLineNorColours() {
    Terminal terminal = Terminal.of("", Map.of("TERM", "xterm"));
    assertThat(terminal.output()).isFalse();
    assertThat(terminal.error()).isFalse();
    assertThat(terminal.colours()).isFalse();
  }

  @Test
  void outputAndErrorAreToldApart() {
    assertThat(Terminal.of("1", Map.of("TERM", "xterm")).error()).isFalse();
    assertThat(Terminal.of("1", Map.of("TERM", "xterm")).colours()).isTrue();
    assertThat(Terminal.of("2", Map.of("TERM", "xterm")).error()).isTrue();
    assertThat(Terminal.of("2", Map.of("TERM", "xterm")).colours()).isFalse();
  }

  @Test
  void noColorTakesTheColoursAndLeavesTheLiveLine() {
    Map<String, String> environment = Map.of("TERM", "xterm", "NO_COLOR", "1");
    assertThat(Terminal.of("12", environment).colours()).isFalse();
    assertThat(Terminal.of("12", environment).error()).isTrue();
    assertThat(Terminal.of("12", Map.of("TERM", "xterm", "NO_COLOR", "")).colours()).isTrue();
  }

  @Test
  void aDumbTerminalGetsPlainLines() {
    assertThat(Terminal.of("12", Map.of("TERM", "dumb")))
        .isEqualTo(new Terminal(true, false, false));
    assertThat(Terminal.of("12", Map.of())).isEqualTo(new Terminal(true, false, false));
  }
}
