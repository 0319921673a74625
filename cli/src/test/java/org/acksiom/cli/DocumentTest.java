package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How a document is read. */
class DocumentTest {
  private static List<Document.Command> commands(String language, String... lines) {
    return Document.commands(new Document.Block(10, language, List.of(lines)));
  }

  @Test
  void aConsoleShowsCommandsAndWhatTheyPrint() {
    assertThat(commands("console", "$ one", "a", "", "b", "$ two", "$ three \\", "  more", "c"))
        .containsExactly(
            new Document.Command(11, "one", List.of("a", "", "b"), true),
            new Document.Command(15, "two", List.of(), true),
            new Document.Command(16, "three \\\n  more", List.of("c"), true));
  }

  @Test
  void aHereDocumentBelongsToItsCommand() {
    assertThat(commands("console", "$ cat > f <<'EOF'", "$ no command", "EOF", "printed"))
        .containsExactly(
            new Document.Command(
                11, "cat > f <<'EOF'\n$ no command\nEOF", List.of("printed"), true));
  }

  @Test
  void aShellBlockShowsCommandsAlone() {
    assertThat(commands("sh", "# why", "one", "", "two  # so"))
        .containsExactly(
            new Document.Command(12, "one", List.of(), false),
            new Document.Command(14, "two  # so", List.of(), false));
  }

  @Test
  void aConsoleBeginsWithACommand() {
    assertThatThrownBy(() -> commands("console", "printed"))
        .hasMessageContaining("11: expected a command");
  }

  private static boolean isAsShown(String shown, String actual) {
    return Document.isAsShown(shown.lines().toList(), actual.lines().toList());
  }

  @Test
  void whatIsShownIsAllThatIsPrinted() {
    assertThat(isAsShown("a\nb", "a\nb\n\n")).isTrue();
    assertThat(isAsShown("a  \nb", "a\nb ")).isTrue();
    assertThat(isAsShown("a", "a\nb")).isFalse();
    assertThat(isAsShown("a\nb", "a")).isFalse();
    assertThat(isAsShown("", "a")).isFalse();
    assertThat(isAsShown("a.", "ab")).isFalse();
  }

  @Test
  void anEllipsisStandsForAnything() {
    assertThat(isAsShown("in … s", "in 3.1 s")).isTrue();
    assertThat(isAsShown("in … s", "in 3.1 m")).isFalse();
    assertThat(isAsShown("a\n  …\nz", "a\nb\nc\nz")).isTrue();
    assertThat(isAsShown("a\n…\nz", "a\nz")).isTrue();
    assertThat(isAsShown("a\n…\nz", "a\nz\nb")).isFalse();
    assertThat(isAsShown("…\nz\n…", "a\nz\nz\nb")).isTrue();
    assertThat(isAsShown("…\ny", "a\nz")).isFalse();
  }

  @Test
  void commandsInTheTextAreFoundOutsideOfBlocks() {
    Document document =
        new Document("d", List.of("`acksiom a` or `./acksiom b c`", "```", "`acksiom d`", "```"));
    assertThat(document.mentioned())
        .extracting(Document.Command::text)
        .containsExactly("acksiom a", "./acksiom b c");
  }

  @Test
  void aBlockWithoutAnEndIsRefused() {
    assertThatThrownBy(new Document("d", List.of("", "```sh"))::blocks)
        .hasMessage("d:2: the block has no end");
  }
}
