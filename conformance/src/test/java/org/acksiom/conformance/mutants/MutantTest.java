package org.acksiom.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

/** How a mutant's file is read. */
class MutantTest {
  private static final String CASE =
      "idempotent crash replicas=2 records=1 retries=0 faults=2 consumers=1";
  private static final String TEXT =
      """
      # off-by-one
      # The end is
      # taken for the last.
      # Seen: a record
      # is lost.
      # Source: KIP-0.
      # Case: %s
      --- a/F
      +++ b/F
      @@ -1 +1 @@
      -a
      +b
      """
          .formatted(CASE);

  @Test
  void itsHeaderTellsTheStory() throws Exception {
    Mutant mutant = Mutant.parse("off-by-one", TEXT);
    assertThat(mutant.story()).isEqualTo("The end is taken for the last.");
    assertThat(mutant.seen()).isEqualTo("a record is lost.");
    assertThat(mutant.source()).isEqualTo("KIP-0.");
    assertThat(mutant.cases())
        .containsExactly(
            new ClusterCase(Preset.IDEMPOTENT, FaultModel.CRASH, new Bounds(2, 1, 0, 2, 1)));
    assertThat(mutant.cases().get(0)).hasToString(CASE);
    assertThat(mutant.files()).containsExactly("F");
  }

  @Test
  void aBugOfTheLogOnADiskIsTriedInStorage() throws Exception {
    Mutant mutant = Mutant.parse("off-by-one", TEXT.replace(CASE, "storage"));
    assertThat(mutant.cases()).containsExactly(new StorageCase());
    assertThat(mutant.cases().get(0)).hasToString("storage");
    assertThat(mutant.witnesses()).containsExactly(WitnessKind.CRASH_TESTS);
    isRefused(TEXT.replace(CASE, CASE + "\n# Case: storage"), "found both");
  }

  private static void isRefused(String text, String why) {
    assertThatThrownBy(() -> Mutant.parse("off-by-one", text))
        .isInstanceOf(PatchException.class)
        .hasMessageStartingWith("off-by-one: ")
        .hasMessageContaining(why);
  }

  @Test
  void aHeaderWithoutItsPartsIsRefused() {
    isRefused(TEXT.replace("# off-by-one", "# off"), "expected '# off-by-one'");
    isRefused("--- a/F\n", "expected '# off-by-one'");
    isRefused(TEXT.replace("# The end is\n# taken for the last.\n", ""), "expected a story");
    isRefused(TEXT.replace("# Case: " + CASE + "\n", ""), "expected a story");
    isRefused(TEXT.replace("Source: ", ""), "expected a story");
    isRefused(TEXT.replace("Seen: ", ""), "expected a story");
  }

  @Test
  void aCaseThatIsNoneIsRefused() {
    isRefused(TEXT.replace("idempotent", "idem"), "expected a preset");
    isRefused(TEXT.replace(" crash", " flood"), "expected a fault model");
    isRefused(TEXT.replace("replicas=2", "replicas=6"), "replicas: expected 1 to 5, found 6");
    isRefused(TEXT.replace(" faults=2", ""), "expected 'storage' or a case such as");
  }
}
