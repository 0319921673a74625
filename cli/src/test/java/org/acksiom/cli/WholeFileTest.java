package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir private Path folder;

  private static WholeFile file(Path path) {
    return new WholeFile("--html", path);
  }

  private void assertThatNothingElseIsThereThan(String... names) throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder(names);
    }
  }

  @Test
  void aFileInAFileIsRefusedBeforeAnyWork() throws IOException {
    Path regular = Files.writeString(folder.resolve("regular"), "");
    assertThatThrownBy(() -> file(regular.resolve("page.html")).ifWritable())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--html: expected a file in a folder that exists");
  }

  @Test
  void theTargetOfALinkIsWrittenAndTheLinkStays() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "before");
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    file(link).ifWritable().write("after");
    assertThat(link).isSymbolicLink();
    assertThat(target).hasContent("after");
    assertThatNothingElseIsThereThan("target", "link");
  }

  @Test
  void somebodysUnfinishedFileStaysAsItIs() throws IOException {
    Path somebodys = Files.writeString(folder.resolve("page.html.unfinished"), "somebody's");
    Path page = folder.resolve("page.html");
    file(page).write("text");
    assertThat(page).hasContent("text");
    assertThat(somebodys).hasContent("somebody's");
    assertThat(Files.getPosixFilePermissions(page))
        .isEqualTo(Files.getPosixFilePermissions(somebodys));
  }

  @Test
  void nothingIsLeftBehindIfItCannotBeWritten() throws IOException {
    Path full = Files.createDirectories(folder.resolve("full/of/something")).getParent();
    Path inTheWay = full.getParent();
    assertThatThrownBy(() -> file(inTheWay).write("text")).isInstanceOf(UserError.class);
    assertThatNothingElseIsThereThan("full");
  }
}
