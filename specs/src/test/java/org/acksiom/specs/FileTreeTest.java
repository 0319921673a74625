package org.acksiom.specs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
  @TempDir private Path folder;

  @Test
  void allOfATreeGoesAndNothingElse() throws Exception {
    Path kept = Files.writeString(folder.resolve("kept"), "here");
    Path tree = folder.resolve("tree");
    Files.createDirectories(tree.resolve("a/b/c"));
    Files.createDirectories(tree.resolve("a-empty"));
    Files.writeString(tree.resolve("a/b/file"), "text");
    Files.createSymbolicLink(tree.resolve("a/link"), folder);

    FileTree.delete(tree);

    assertThat(tree).doesNotExist();
    assertThat(kept).hasContent("here");
  }

  @Test
  void whatIsNotThereCannotBeDeleted() {
    assertThatThrownBy(() -> FileTree.delete(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
