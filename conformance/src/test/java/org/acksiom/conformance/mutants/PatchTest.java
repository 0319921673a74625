package org.acksiom.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a patch changes, and what it refuses. */
class PatchTest {
  private static final String FILE = "a\nb\n\nc\nb\nd\n";

  private static Patch patch(String text) throws PatchException {
    return Patch.parse(text.lines().toList());
  }

  private static String header(String file) {
    return "--- a/" + file + "\n+++ b/" + file + "\n";
  }

  private static Map<String, String> applied(String hunks) throws PatchException {
    return patch(header("F") + hunks)
        .apply(path -> path.equals("F") ? Optional.of(FILE) : Optional.empty());
  }

  @Test
  void aHunkChangesItsLinesWhereverTheyAre() throws Exception {
    assertThat(applied("@@ -70,2 +70,2 @@\n b\n-d\n+e\n"))
        .isEqualTo(Map.of("F", "a\nb\n\nc\nb\ne\n"));
  }

  @Test
  void severalHunksChangeOneFile() throws Exception {
    assertThat(applied("@@ 1 @@\n-a\n+x\n@@ 2 @@\n-d\n")).isEqualTo(Map.of("F", "x\nb\n\nc\nb\n"));
  }

  @Test
  void aBlankLineMayHaveLostItsSpace() throws Exception {
    assertThat(applied("@@ 1 @@\n b\n\n-c\n+x\n")).isEqualTo(Map.of("F", "a\nb\n\nx\nb\nd\n"));
  }

  @Test
  void linesThatAreNotThereAreRefusedByFileAndHunk() {
    assertThatThrownBy(() -> applied("@@ -1 +1 @@\n-a\n+x\n@@ -7 +7 @@\n a\n-d\n+e\n"))
        .isInstanceOf(PatchException.class)
        .hasMessage("F: @@ -7 +7 @@ does not apply: its lines are not in the file");
  }

  @Test
  void linesThatAreThereTwiceAreRefused() {
    assertThatThrownBy(() -> applied("@@ -2 +2 @@\n-b\n+x\n"))
        .hasMessage("F: @@ -2 +2 @@ does not apply: its lines are in the file twice");
  }

  @Test
  void aFileThatIsNotThereIsRefused() throws Exception {
    Patch elsewhere = patch(header("G") + "@@ 1 @@\n-a\n+x\n");
    assertThatThrownBy(() -> elsewhere.apply(path -> Optional.empty()))
        .hasMessage("there is no file G");
  }

  @Test
  void whatIsNoPatchIsRefused() {
    for (String text :
        List.of(
            "",
            header("F"),
            header("F") + "@@ 1 @@\n",
            header("F") + "@@ 1 @@\n a\n",
            header("F") + "@@ 1 @@\n+a\n",
            header("F") + "@@ 1 @@\n*a\n",
            header("F") + "a\n",
            "--- a/F\n+++ b/G\n@@ 1 @@\n-a\n",
            header("F") + "@@ 1 @@\n-a\n" + header("F") + "@@ 1 @@\n-b\n")) {
      assertThatThrownBy(() -> patch(text)).as(text).isInstanceOf(PatchException.class);
    }
  }
}
