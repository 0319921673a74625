package org.acksiom.conformance.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourcesTest {
  private static final String MODULE =
      """
      ---- MODULE M ----
      VARIABLES
        v,  \\* said
        w
      (* One. *)
      A(x) ==
        /\\ v' = x  \\* more

      N == INSTANCE M WITH v <- w, w <- {}
      B == N!A(1)
      C == LET y == A(2) IN y
      D == 4
      Next == B \\/ C \\/ D = 4
      ====
      """;

  private static final String TESTS =
      """
      class T {
        @Tag("one")
        @Tag("two")
        void first() {
          call( // twice
              WORD, 1);
        }
        int field = call(WORD, 3);
        @Tag("one") void second() { call(WORD, 2); /* call(WORD */ }
      }
      """;

  private final Map<String, String> files = Map.of("specs/M.tla", MODULE, "a/T.java", TESTS);
  private final Sources sources = new Sources(path -> Optional.ofNullable(files.get(path)));
  private final TlaSource module = TlaSource.of(path -> Optional.of(MODULE), "M");

  @Test
  void aDefinitionHasItsPlaceItsCommentAndAllItsLines() {
    Place place = sources.definition("M", "A");
    assertThat(place.link()).isEqualTo("specs/M.tla#L6");
    assertThat(place.qualifiedName()).isEqualTo("M!A");
    assertThat(place.commentWords()).isEqualTo("One.");
    assertThat(place.text()).isEqualTo("A(x) ==\n  /\\ v' = x  \\* more");
    assertThat(sources.variables("M"))
        .extracting(Place::name, Place::line)
        .hasToString("[(\"v\", 3), (\"w\", 4)]");
  }

  @Test
  void anActionIsWhatChangesTheStateHoweverFarDown() {
    assertThat(module.actions()).containsExactly("B", "C");
    assertThat(module.changesState("D")).isFalse();
  }

  @Test
  void whatAnInstanceChangesHasTheNameThatStandsForIt() {
    assertThat(module.changed("C")).containsExactly("v");
    assertThat(module.changed("B")).containsExactly("w");
    assertThat(module.takenOver("B")).extracting(Place::name).containsExactly("A");
    assertThat(module.takenOver("C")).isEmpty();
  }

  @Test
  void aUseIsInItsMethodAndNotInAComment() {
    assertThat(sources.uses("a/T.java", "call", "(", "WORD", ","))
        .extracting(Place::qualifiedName, Place::line)
        .hasToString("[(\"T.first\", 5), (\"T.second\", 9)]");
    assertThat(sources.first("a/T.java", "three", "WORD", ",", "3").link())
        .isEqualTo("a/T.java#L8");
  }

  @Test
  void aTestIsFoundByEachOfItsTags() {
    Map<String, List<Place>> tagged = sources.tagged(List.of("a/T.java"));
    assertThat(tagged.get("one")).extracting(Place::name).containsExactly("first", "second");
    assertThat(tagged.get("two")).extracting(Place::name).containsExactly("first");
    assertThat(tagged).hasSize(2);
  }

  @Test
  void whatIsNowhereIsNamedWithItsFile() {
    assertThatThrownBy(() -> sources.definition("M", "v"))
        .hasMessage("specs/M.tla: expected a definition of v, found none");
    assertThatThrownBy(() -> sources.definition("X", "A"))
        .hasMessage("specs/X.tla: expected a module, found none");
    assertThatThrownBy(() -> sources.uses("a/T.java", "gone", "("))
        .hasMessage("a/T.java: expected gone(, found none");
    assertThatThrownBy(() -> sources.first("b/T.java", "x", "x"))
        .hasMessage("b/T.java: expected a file, found none");
  }
}
