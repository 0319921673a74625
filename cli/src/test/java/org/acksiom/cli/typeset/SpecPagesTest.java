package org.acksiom.cli.typeset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.acksiom.specs.Model;
import org.acksiom.specs.SpecFiles;
import org.acksiom.specs.SpecModule;
import org.acksiom.specs.tla.Definition;
import org.acksiom.specs.tla.ModuleText;
import org.acksiom.specs.tla.Token;
import org.acksiom.specs.tla.Tokens;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** The specifications as pages: nothing is lost, what is aligned stays so, and links lead there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpecPagesTest {
  private final List<SpecModule> modules = SpecFiles.modules();
  private final List<Model> models = SpecFiles.models();
  private final Map<String, String> pages = SpecPages.of(modules, models, false);

  private Page page(String module) {
    return Page.of(pages.get(module + ".html"));
  }

  /** The pages of one module alone. */
  private static Page only(String name, String source) {
    return Page.of(
        SpecPages.of(List.of(new SpecModule(name, source)), List.of(), false).get(name + ".html"));
  }

  @TestFactory
  Stream<DynamicTest> nothingOfAModuleIsLost() {
    return ofEveryModule(
        module ->
            assertThat(page(module.name()).source())
                .isEqualTo(Page.words(Tokens.ofModule(module.source()))));
  }

  @TestFactory
  Stream<DynamicTest> nothingOfAModelIsLost() {
    return DynamicTest.stream(
        models.stream(),
        Model::name,
        model ->
            assertThat(page("models/" + model.name()).source())
                .isEqualTo(Page.words(Tokens.ofConfig(model.config()))));
  }

  @TestFactory
  Stream<DynamicTest> whatIsAlignedInTheSourceIsAlignedOnThePage() {
    return ofEveryModule(
        module ->
            // A short module may have nothing to align.
            assertThat(Alignment.kept(Tokens.ofModule(module.source()), page(module.name())))
                .isGreaterThan(module.source().lines().count() > 60 ? 0 : -1));
  }

  private Stream<DynamicTest> ofEveryModule(ThrowingConsumer<SpecModule> law) {
    return DynamicTest.stream(modules.stream(), SpecModule::name, law);
  }

  @Test
  void symbolsAreNarrowerThanWhatTheyAreWrittenAsAndListsLineUpAllTheSame() {
    String source =
        """
        ---- MODULE M ----
        A == /\\ <<1, 2>> \\in S    \\* first
             /\\ x \\notin T /\\ \\/ a
                              \\/ b
             /\\ LET y   == 1
                    two == 2
                IN  y     \\* last
        ====
        """;
    Page page = only("M", source);
    assertThat(
            page.elements("div").stream()
                .filter(div -> div.getAttribute("class").equals("l"))
                .map(div -> div.getTextContent().substring(1)))
        .containsExactly(
            "A ≜ ∧ ⟨1, 2⟩ ∈ S    first",
            "    ∧ x ∉ T ∧ ∨ a",
            "              ∨ b",
            "    ∧ LET y   ≜ 1",
            "          two ≜ 2",
            "      IN  y     last");
    assertThat(Alignment.kept(Tokens.ofModule(source), page)).isEqualTo(5);
  }

  @Test
  void everyLinkLeadsToAnAnchor() {
    Map<String, Page> parsed = new HashMap<>();
    pages.forEach((path, html) -> parsed.put(path, Page.of(html)));
    for (Map.Entry<String, Page> page : parsed.entrySet()) {
      assertThat(page.getValue().ids()).as(page.getKey()).doesNotHaveDuplicates();
      for (Element link : page.getValue().elements("a")) {
        String href = link.getAttribute("href");
        String[] parts = URLDecoder.decode(href, StandardCharsets.UTF_8).split("#", 2);
        String path =
            parts[0].isEmpty()
                ? page.getKey()
                : Path.of(page.getKey()).resolveSibling(parts[0]).normalize().toString();
        assertThat(parsed).as(page.getKey() + ": " + href).containsKey(path);
        if (parts.length == 2) {
          assertThat(parsed.get(path).ids()).as(page.getKey() + ": " + href).contains(parts[1]);
        }
      }
    }
  }

  @Test
  void everyPageIsReachedFromTheIndexAndNeedsNothingFromElsewhere() {
    Page index = page("index");
    Set<String> linked = new TreeSet<>();
    index.elements("a").forEach(a -> linked.add(a.getAttribute("href").split("#")[0]));
    assertThat(linked)
        .containsExactlyInAnyOrderElementsOf(
            pages.keySet().stream().filter(path -> !path.equals("index.html")).toList());
    assertThat(pages.values())
        .allSatisfy(
            html ->
                assertThat(html)
                    .doesNotContain("<script", "<link", "src=", "http", "@import", "url("));
  }

  @Test
  void everyLineAndEveryDefinitionHasAnAnchor() {
    for (SpecModule module : modules) {
      Set<String> ids = Set.copyOf(page(module.name()).ids());
      int lines = (int) module.source().stripTrailing().lines().count();
      for (int line = 1; line <= lines; line++) {
        assertThat(ids).as(module.name()).contains("L" + line);
      }
      assertThat(ids)
          .containsAll(module.text().definitions().stream().map(Definition::id).toList());
    }
  }

  @Test
  void everyUseOfADefinedNameIsALink() {
    for (SpecModule module : modules) {
      ModuleText text = module.text();
      Set<String> linked = new TreeSet<>();
      page(module.name()).elements("a").forEach(a -> linked.add(a.getTextContent()));
      List<String> unlinked = new ArrayList<>();
      List<Token> tokens = text.tokens();
      for (Definition definition : text.definitions()) {
        if (tokens.stream().filter(t -> t.text().equals(definition.name())).count() > 1) {
          unlinked.add(definition.name());
        }
      }
      assertThat(linked).containsAll(unlinked);
    }
  }

  @Test
  void aNameIsLinkedThroughExtendsAndThroughInstances() {
    assertThat(page("ProducerRetryProperties").links("ACKED_LOSS"))
        .containsOnlyKeys("Delivery.html#ACKED_LOSS");
    assertThat(page("ProducerRetryProperties").links("requests"))
        .containsOnlyKeys("ProducerRetry.html#requests");
    assertThat(page("MCKafkaDelivery").links("TypeOK")).containsOnlyKeys("Delivery.html#TypeOK");
    assertThat(page("MCKafkaDelivery").links("KafkaDelivery"))
        .containsOnlyKeys("KafkaDelivery.html");
    assertThat(page("KafkaDelivery").links("finalLog")).containsOnlyKeys("Delivery.html#finalLog");
    assertThat(page("models/Commit-keeps").links("CommittedStays"))
        .containsOnlyKeys("../CommitProperties.html#CommittedStays");
  }

  @Test
  void aLinkTellsWhatTheDefinitionSays() {
    assertThat(page("ProducerRetry").links("ProducerSends"))
        .containsEntry(
            "#ProducerSends",
            "WHO: the I/O thread. It sends the first record of the queue to broker b, if the window has"
                + " room.");
    assertThat(page("ProducerRetry").links("log"))
        .containsEntry("#log", "the copies that are stored: what is committed, then what is not");
    assertThat(page("ProducerRetryProperties").links("Stored"))
        .containsEntry(
            "Delivery.html#Stored",
            "How often a record stands in the final log, and where it stands first.");
    assertThat(page("KafkaDelivery").links("Brokers").get("#Brokers"))
        .matches("KafkaDelivery, line \\d+");
  }

  @Test
  void fieldsAndBoundNamesAreNoUses() {
    Page page =
        only(
            "M",
            """
            ---- MODULE M ----
            a == 1
            b == 2
            R == [a : {b}, c : {a}]
            F == [c |-> b, a |-> a].a + LET x == 1 IN x
            G == \\E x \\in {1} : x = b
            H == LET x == 2 IN x + (LET y == x IN y) + Cardinality({z \\in {x} : z = 1})
            ====
            """);
    assertThat(page.links("x")).containsOnlyKeys("#F.x", "#H.x");
    assertThat(lineLinks(page, "L4")).containsExactly("R", "b", "a");
    assertThat(lineLinks(page, "L5")).containsExactly("F", "b", "a", "x", "x");
    assertThat(lineLinks(page, "L6")).containsExactly("G", "b");
    assertThat(lineLinks(page, "L7")).containsExactly("H", "x", "x", "y", "x", "y", "x");
  }

  private static List<String> lineLinks(Page page, String id) {
    List<String> links = new ArrayList<>();
    for (Element div : page.elements("div")) {
      if (div.getAttribute("id").equals(id)) {
        for (int i = 1; i < div.getElementsByTagName("a").getLength(); i++) {
          links.add(div.getElementsByTagName("a").item(i).getTextContent());
        }
      }
    }
    return links;
  }

  @Test
  void namesAndStringsWithMarkupAreText() {
    String source =
        """
        ---- MODULE M ----
        (* A <b>bold</b> *and <i>* & "more" &amp; comment. *)
        A == "<script>alert(1)</script>" # "&lt;" \\* <u>
        ====
        """;
    Model model =
        new Model("<b>&'\"", "M", "A<i>", "It <u>shows</u>.", "\\* MODULE M\nCONSTANT X = \"<i>\"");
    Map<String, String> made =
        SpecPages.of(List.of(new SpecModule("M", source)), List.of(model), false);
    Page page = Page.of(made.get("M.html"));
    assertThat(page.source()).isEqualTo(Page.words(Tokens.ofModule(source)));
    assertThat(page.links("<b>&'\"")).containsOnlyKeys("models/%3Cb%3E%26%27%22.html");
    Page ofModel = Page.of(made.get("models/<b>&'\".html"));
    assertThat(ofModel.text()).contains("It <u>shows</u>.", "violates A<i>", "\"<i>\"");
    for (String html : made.values()) {
      Page any = Page.of(html);
      for (String tag : List.of("b", "u", "i", "script")) {
        assertThat(any.elements(tag)).isEmpty();
      }
    }
  }

  @Test
  void anOperatorThatNobodyKnowsIsPrintedAsItStandsAndOneOfTheModulesOwnIsLinked() {
    String source =
        """
        text before
        ---- MODULE M ----
        a \\prec b == a \\frobnicate b
        -. a == 0 - a
        c ^+ == c
        F == 1 \\prec ⊞ \\prec Unheard(-2) \\o "x" \\ {} ^^ §
        ====
        text "after (*
        """;
    Page page = only("M", source);
    assertThat(page.source()).isEqualTo(Page.words(Tokens.ofModule(source)));
    assertThat(page.links("≺")).containsOnlyKeys("#operator.5c.70.72.65.63");
    assertThat(page.text()).contains("\\frobnicate", "⊞", "Unheard", "∘", "∖", "§", "after (*");
  }

  @Test
  void commentsAreProse() {
    Page page =
        only(
            "M",
            """
            ---- MODULE M ----
            (***********************************)
            (* One paragraph that goes         *)
            (* on, with *much stress*.         *)
            (*                                 *)
            (* - an item                       *)
            (*   that goes on                  *)
            (* - another                       *)
            (*                                 *)
            (*   spec      code                *)
            (*   log       entries             *)
            (***********************************)
            A == 1
            ====
            """);
    assertThat(page.elements("p").stream().map(p -> p.getTextContent().replaceAll("\\s+", " ")))
        .contains("One paragraph that goes on, with much stress.")
        .contains("- an item that goes on", "- another");
    assertThat(page.elements("em"))
        .extracting(Element::getTextContent)
        .containsExactly("much stress");
    assertThat(page.elements("pre"))
        .extracting(Element::getTextContent)
        .containsExactly("spec      code\nlog       entries");
  }

  @Test
  void aModelTellsWhatIsExpectedAndWhatItsConstantsAre() {
    Page page = page("models/ProducerRetry-forgets");
    assertThat(page.text())
        .contains("Claim C5 needs clean elections")
        .contains("Expected: violates AckedIsStored")
        .contains("At-least-once: nothing acknowledged is lost.")
        .contains("whether elections are unclean");
    assertThat(page("ProducerRetryProperties").links("ProducerRetry-forgets"))
        .containsOnlyKeys("models/ProducerRetry-forgets.html");
  }

  @Test
  void aModuleThatNobodyHasHeardOfAppears() {
    List<SpecModule> more = new ArrayList<>(modules);
    more.add(new SpecModule("Novel", "---- MODULE Novel ----\nEXTENDS Commit\nX == log\n===="));
    Map<String, String> made = SpecPages.of(more, models, true);
    assertThat(Page.of(made.get("Novel.html")).links("log")).containsOnlyKeys("Commit.html#log");
    assertThat(Page.of(made.get("index.html")).links("Novel")).containsKey("Novel.html");
    assertThat(Page.of(made.get("index.html")).links("The report")).containsKey("../index.html");
  }

  @Test
  void theSameSpecificationsMakeTheSameBytes() {
    assertThat(SpecPages.of(SpecFiles.modules(), SpecFiles.models(), false)).isEqualTo(pages);
  }

  @Test
  void earlierPagesGoAndOtherFilesStay(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("models"));
    Path earlier = Files.writeString(folder.resolve("models/Gone.html"), pages.get("Commit.html"));
    Path own = Files.writeString(folder.resolve("notes.html"), "mine");
    assertThat(SpecPages.write(folder, false)).isEqualTo(folder.resolve("index.html"));
    assertThat(earlier).doesNotExist();
    assertThat(own).hasContent("mine");
    for (Map.Entry<String, String> page : pages.entrySet()) {
      assertThat(Files.readString(folder.resolve(page.getKey()))).isEqualTo(page.getValue());
    }
  }
}
