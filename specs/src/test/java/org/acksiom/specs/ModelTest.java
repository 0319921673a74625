package org.acksiom.specs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A configuration's first three lines say what it is of, what is expected, and what it shows. */
class ModelTest {
  private static final String BODY = "SPECIFICATION Spec\nINVARIANT Safe\n";

  @Test
  void theHeadOfAModelThatHoldsIsRead() {
    String config = "\\* MODULE Commit\n\\* EXPECT holds\n\\* What it shows: that.\n" + BODY;
    assertThat(Model.of("m", config))
        .isEqualTo(new Model("m", "Commit", null, "What it shows: that.", config));
    assertThat(Model.of("m", config).expectation()).isEqualTo("holds");
  }

  @Test
  void theHeadOfAModelThatFailsNamesWhatIsViolated() {
    Model model =
        Model.of("m", "\\* MODULE Commit\r\n\\* EXPECT violates Safe\r\n\\* This.\r\n" + BODY);
    assertThat(model.violates()).isEqualTo("Safe");
    assertThat(model.about()).isEqualTo("This.");
    assertThat(model.expectation()).isEqualTo("violates Safe");
  }

  @Test
  void aFourthLineSaysThatAModelTakesMinutes() {
    String head = "\\* MODULE Commit\n\\* EXPECT holds\n\\* What it shows: that.\n";
    assertThat(Model.of("m", head + "\\* DEEP 800,000 states\n" + BODY).isDeep()).isTrue();
    assertThat(Model.of("m", head + BODY).isDeep()).isFalse();
    assertThat(Model.of("m", head + BODY + "\\* DEEP\n").isDeep()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        BODY,
        "\\* MODULE Commit\n\\* EXPECT holds\n" + BODY,
        "\\* EXPECT holds\n\\* MODULE Commit\n\\* This.\n" + BODY,
        "\\* MODULE Commit\n\\* EXPECT violates\n\\* This.\n" + BODY,
        "\\* MODULE Commit\n\\* EXPECT something\n\\* This.\n" + BODY,
        "\\* MODULE\n\\* EXPECT holds\n\\* This.\n" + BODY,
        "\n\\* MODULE Commit\n\\* EXPECT holds\n\\* This.\n" + BODY,
      })
  void aHeadThatIsSomethingElseIsRefusedWithTheFileAndWhatWasExpected(String config) {
    assertThatThrownBy(() -> Model.of("commit-keeps", config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("commit-keeps.cfg: expected three comments")
        .hasMessageContainingAll("MODULE", "EXPECT holds", "EXPECT violates P");
  }
}
