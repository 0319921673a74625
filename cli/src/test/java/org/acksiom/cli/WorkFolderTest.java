package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is temporary goes, what the user named or may want to read stays. */
class WorkFolderTest {
  @TempDir private Path folder;

  private static Path used(WorkFolder work) throws IOException {
    Files.createDirectory(work.path().resolve("below"));
    Files.writeString(work.path().resolve("below/some.out"), "TLC");
    return work.path();
  }

  @Test
  void aTemporaryFolderGoesWithAllThatIsInIt() throws IOException {
    Path path;
    try (WorkFolder work = WorkFolder.temporary("acksiom-test")) {
      path = used(work);
      assertThat(path).isDirectory();
      assertThat(work.stays()).isFalse();
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void aTemporaryFolderThatIsKeptStays() throws IOException {
    Path path;
    try (WorkFolder work = WorkFolder.temporary("acksiom-test")) {
      path = used(work);
      work.keep();
      assertThat(work.stays()).isTrue();
    }
    assertThat(path.resolve("below/some.out")).hasContent("TLC");
    Files.delete(path.resolve("below/some.out"));
    Files.delete(path.resolve("below"));
    Files.delete(path);
  }

  @Test
  void theUsersFolderIsMadeAndStays() throws IOException {
    Path named = folder.resolve("new/folder");
    try (WorkFolder work = WorkFolder.named(named)) {
      assertThat(used(work)).isEqualTo(named);
      assertThat(work.stays()).isTrue();
    }
    assertThat(named.resolve("below/some.out")).hasContent("TLC");
  }
}
