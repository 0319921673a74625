package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.acksiom.conformance.Claim;
import org.acksiom.conformance.Ledger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/claims.md} is what the command writes, as far as can be told without TLC. */
class ClaimsMarkdownTest {
  private static final Path COMMITTED = Path.of("..", "docs", "claims.md");
  private static final String STALE = "regenerate it: " + ClaimsCommand.REGENERATE;
  private static final String NOTHING_KNOWN =
      ClaimsMarkdown.of(
          Stream.of(Claim.values()).map(claim -> Ledger.judge(claim, Map.of(), List.of())).toList(),
          Map.of(),
          List.of());

  @TempDir private Path folder;

  private static String committed() throws IOException {
    return Files.readString(COMMITTED);
  }

  @Test
  void theCommittedLedgerIsAboutThisSpecification() throws IOException {
    assertThat(committed())
        .as(STALE)
        .contains(
            "Specification: `" + ClaimsMarkdown.specification(ClaimsCommand.scenarios()) + "`.\n");
  }

  @Test
  void theCommittedLedgerHasTheClaimsWithAllThatTheyRestOn() throws IOException {
    assertThat(outline(committed())).as(STALE).isEqualTo(outline(NOTHING_KNOWN));
  }

  /** A document without what was found: no verdicts, no states, no stories. */
  private static List<String> outline(String document) {
    List<String> outline = new ArrayList<>();
    for (String line : document.lines().toList()) {
      String[] columns = line.split(" \\| ");
      if (Pattern.matches("\\| \\[C\\d\\].*", line)) {
        outline.add(columns[0] + columns[1] + columns[3]);
      } else if (columns.length == 5 || columns.length == 8) {
        outline.add(String.join(" | ", List.of(columns).subList(0, columns.length == 5 ? 3 : 4)));
      } else if (!line.isBlank()
          && !line.startsWith("The shortest ")
          && !Pattern.matches("\\d+\\. .*", line)) {
        outline.add(line.replaceFirst("^\\*\\*.*\\*\\*", ""));
      }
    }
    return outline;
  }

  @Test
  void nothingIsOpenInTheCommittedLedger() throws IOException {
    assertThat(committed()).doesNotContain("| ? |").doesNotContainIgnoringCase("undecided");
    assertThat(NOTHING_KNOWN).contains("| ? |", "**Undecided**");
  }

  @Test
  void aVerdictOfTheCommittedLedgerFollowsFromWhatStandsBelowIt() throws IOException {
    Map<String, String> sections = new TreeMap<>();
    for (String section : committed().split("\n## ")) {
      sections.put(section.substring(0, 2), section);
    }
    for (Claim claim : Claim.values()) {
      String section = sections.get(claim.name());
      boolean contradicted = section.contains("| **") || !claim.refuters().isEmpty();
      assertThat(section)
          .as(claim.name())
          .contains((contradicted ? "**False as taught**" : "**Holds**") + "; true when: ");
      assertThat(section.contains("The shortest counterexample")).isEqualTo(contradicted);
    }
  }

  @Test
  void theSpecificationIsAnotherWithOtherBounds() {
    assertThat(ClaimsMarkdown.specification(ClaimsCommand.scenarios()))
        .isEqualTo(ClaimsMarkdown.specification(ClaimsCommand.scenarios()))
        .isNotEqualTo(ClaimsMarkdown.specification(List.of()));
  }

  @Test
  @EnabledIfSystemProperty(named = "acksiom.deep", matches = "true")
  void theCommandWritesTheCommittedLedger() throws IOException {
    Path written = folder.resolve("claims.md");
    Acksiom run = Acksiom.run(folder, "claims", "--markdown", "--out", written);
    assertThat(run.code()).isZero();
    assertThat(written).as(STALE).hasSameTextualContentAs(COMMITTED);
  }

  @Test
  void aLedgerWithHolesReplacesNone() throws IOException {
    Path tools = Files.writeString(folder.resolve("tools.jar"), "not a jar");
    Path written = Files.writeString(folder.resolve("claims.md"), "whole");
    System.setProperty("acksiom.tla2tools", tools.toString());
    try {
      Acksiom run = Acksiom.run(folder, "claims", "--markdown", "--out", written);
      assertThat(run.code()).isEqualTo(4);
      assertThat(run.err()).contains("not every claim was decided; " + written + " stays");
      assertThat(written).hasContent("whole");
    } finally {
      System.clearProperty("acksiom.tla2tools");
    }
  }
}
