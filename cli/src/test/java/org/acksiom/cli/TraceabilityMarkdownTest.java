package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.acksiom.conformance.Claim;
import org.acksiom.conformance.sources.Checkout;
import org.acksiom.impl.simulator.Action;
import org.acksiom.specs.Anomaly;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/traceability.md} is what the command writes, and every link in it leads there. */
class TraceabilityMarkdownTest {
  private static final Path REPOSITORY = Path.of("..");
  private static final Path COMMITTED = REPOSITORY.resolve("docs/traceability.md");
  private static final String STALE = "regenerate it: " + TraceabilityCommand.REGENERATE;
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)\\]\\(([^)#]*)(?:#(\\S+))?\\)");

  /** A name, or two of which the second is in the first, and the line. */
  private static final Pattern LABEL = Pattern.compile("`(?:\\w+[!.])?(\\w+)`:(\\d+)");

  @TempDir private Path folder;

  private static String committed() throws IOException {
    return Files.readString(COMMITTED);
  }

  @Test
  void theCommittedDocumentIsAboutTheseSources() throws IOException {
    assertThat(committed()).as(STALE).isEqualTo(TraceabilityMarkdown.of(new Checkout(REPOSITORY)));
  }

  @Test
  void everyLinkLeadsToALineThatHasTheNameThatItPromises() throws IOException {
    int lines = 0;
    for (String line : committed().lines().toList()) {
      for (MatchResult link : LINK.matcher(line).results().toList()) {
        Path target = link.group(2).isEmpty() ? COMMITTED : COMMITTED.resolveSibling(link.group(2));
        assertThat(target).as(line).exists();
        Matcher label = LABEL.matcher(link.group(1));
        if (label.matches()) {
          assertThat(link.group(3)).as(line).isEqualTo("L" + label.group(2));
          String there = Files.readAllLines(target).get(Integer.parseInt(label.group(2)) - 1);
          assertThat(there)
              .as(line)
              .containsPattern("\\b" + promised(label.group(1), line) + "\\b");
          lines++;
        } else if (link.group(3) != null) {
          assertThat(Files.readString(target).toLowerCase(Locale.ROOT))
              .as(line)
              .contains("\n## " + link.group(3) + "\n");
        }
      }
    }
    assertThat(lines).isGreaterThan(150);
  }

  /**
   * What stands on the line: the name, or, where a row's link names a module alone, what the row is
   * about, or, where a link names a check, the anomaly that it finds.
   */
  private static String promised(String name, String line) {
    Matcher row = Pattern.compile("\\| `(\\w+).*").matcher(line);
    boolean aboutRow = List.of("KafkaDelivery", "IsrReplication", "Abstraction").contains(name);
    if (name.startsWith("judge")) {
      return "find";
    }
    return aboutRow && row.matches() ? row.group(1) : name;
  }

  @Test
  void everyClaimActionAndAnomalyIsInIt() throws IOException {
    String document = committed();
    for (Claim claim : Claim.values()) {
      assertThat(document).contains("\n## " + claim + "\n\n> " + claim.sentence());
    }
    for (Action action : Action.values()) {
      assertThat(document).containsPattern("\n\\| `" + action.specName() + "[`(]");
    }
    for (Anomaly anomaly : Anomaly.values()) {
      assertThat(document).contains("\n| `" + anomaly + "` | [`Delivery!" + anomaly);
    }
  }

  @Test
  void c4IsFollowedInFiveLinks() throws IOException {
    String walk = committed().split("\n## ")[1];
    assertThat(walk).startsWith("Follow C4: ").contains("\n> " + Claim.C4.sentence());
    assertThat(walk.lines().filter(line -> line.matches("\\d\\. .*")))
        .hasSize(5)
        .allMatch(line -> LINK.matcher(line).results().count() == 1);
    assertThat(walk.strip()).endsWith("--kafka\n   ```").contains("   DUPLICATE == ");
  }

  /** A checkout of which one file has another text. */
  private Path checkoutWith(String path, String old, String replacement) throws IOException {
    for (Path part : List.of(Path.of("specs"), Path.of("impl"), Path.of("kafka"))) {
      copy(part);
    }
    copy(Path.of("linearizability", "src"));
    copy(Path.of("conformance", "src", "main", "java"));
    Path file = folder.resolve(path);
    String text = Files.readString(file);
    assertThat(text).contains(old);
    Files.writeString(file, text.replace(old, replacement));
    return folder;
  }

  private void copy(Path part) throws IOException {
    try (Stream<Path> files = Files.walk(REPOSITORY.resolve(part))) {
      for (Path file : files.filter(f -> f.toString().matches(".*\\.(java|tla)")).toList()) {
        Path copy = folder.resolve(REPOSITORY.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  @Test
  void anActionOfAnotherNameIsNamedOnOneLineForEachThatIsMissing() throws IOException {
    Path checkout = checkoutWith("specs/KafkaDelivery.tla", "BrokerRejects", "BrokerDeclines");
    Acksiom run = Acksiom.run(folder, "traceability", "--repository", checkout);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines())
        .hasSize(2)
        .anyMatch(line -> line.contains("KafkaDelivery!BrokerDeclines: no Action of the"))
        .anyMatch(line -> line.contains("expected an action BrokerRejects in Next, found none"));
    assertThat(run.out()).isEmpty();
  }

  @Test
  void anAnomalyWithoutACheckIsNamed() throws IOException {
    Path checkout =
        checkoutWith(
            "linearizability/src/main/java/org/acksiom/linearizability/delivery/PartitionJudge.java",
            "find(PHANTOM,",
            "find(null,");
    assertThatThrownBy(() -> TraceabilityMarkdown.of(new Checkout(checkout)))
        .hasMessageEndingWith("PartitionJudge.java: expected find(PHANTOM,, found none");
  }

  @Test
  void aPropertyThatIsNotDefinedIsNamed() throws IOException {
    Path checkout = checkoutWith("specs/CommitProperties.tla", "CommittedStays ==", "Kept ==");
    assertThatThrownBy(() -> TraceabilityMarkdown.of(new Checkout(checkout)))
        .hasMessage(
            "specs/CommitProperties.tla: expected a definition of CommittedStays, found none");
  }

  @Test
  void aClaimOrAnAnomalyWithoutATestAndATestOfNoClaimAreNamed() throws IOException {
    Path checkout =
        checkoutWith(
            "impl/src/test/java/org/acksiom/impl/core/ProducerTest.java",
            "@Tag(\"C6\")",
            "@Tag(\"C66\")");
    Path torture =
        checkout.resolve("kafka/src/test/java/org/acksiom/kafka/workload/TortureTest.java");
    Files.writeString(torture, Files.readString(torture).replace("@Tag(\"C6\")", ""));
    assertThatThrownBy(() -> TraceabilityMarkdown.of(new Checkout(checkout)))
        .hasMessageContaining("C6: expected a test with @Tag(\"C6\"), found none")
        .hasMessageContaining("ProducerTest.withoutRetriesTheFirstErrorFailsTheSend: expected a")
        .hasMessageContaining("found @Tag(\"C66\")");
  }

  @Test
  void aTestThatOnlyClaimsToShowAnAnomalyIsNamed() throws IOException {
    Path checkout =
        checkoutWith(
            "linearizability/src/test/java/org/acksiom/linearizability/delivery/AnomalyStoriesTest.java",
            "@Tag(\"GAP\")",
            "@Tag(\"PHANTOM\") @Tag(\"GAP\")");
    assertThatThrownBy(() -> TraceabilityMarkdown.of(new Checkout(checkout)))
        .hasMessageContaining(
            "aRecordMissingBeforeALaterOneIsAGap: expected PHANTOM, found its tag");
  }

  @Test
  void whatIsNoCheckoutIsRefusedOnOneLine() {
    Acksiom run = Acksiom.run(folder, "traceability", "--repository", folder);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .contains(
            "--repository: expected a checkout of Acksiom with specs/KafkaDelivery.tla, found");
  }

  @Test
  void theCommandWritesTheDocumentAsAWhole() throws IOException {
    Path written = folder.resolve("traceability.md");
    Acksiom run = Acksiom.run(folder, "traceability", "--repository", REPOSITORY, "--out", written);
    assertThat(run.code()).isZero();
    assertThat(written).hasSameTextualContentAs(COMMITTED);
    assertThat(folder).isDirectoryContaining(file -> file.equals(written));
  }
}
