package org.acksiom.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.acksiom.impl.storage.DiskFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The house's plan, held against the code and the poms. */
@TestInstance(Lifecycle.PER_CLASS)
class HouseTest {
  /** A module and the modules that it may use. */
  private record Room(String module, List<String> uses) {
    Room(String module, String... uses) {
      this(module, List.of(uses));
    }
  }

  private static final List<Room> HOUSE =
      List.of(
          new Room("specs"),
          new Room("linearizability", "specs"),
          new Room("impl", "specs", "linearizability"),
          new Room("model-check", "specs"),
          new Room("conformance", "specs", "linearizability", "impl", "model-check"),
          new Room("kafka", "specs", "linearizability", "impl"),
          new Room(
              "cli", "specs", "linearizability", "impl", "model-check", "conformance", "kafka"),
          new Room(
              "bench",
              "specs",
              "linearizability",
              "impl",
              "model-check",
              "conformance",
              "kafka",
              "cli"));

  private static final String CORE = "org.acksiom.impl.core..";

  private JavaClasses code;

  @BeforeAll
  void readTheCode() {
    code =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.acksiom");
  }

  @TestFactory
  Stream<DynamicTest> noModulesCodeUsesAModuleThatThePlanDoesNotGiveIt() {
    return HOUSE.stream()
        .map(
            room ->
                DynamicTest.dynamicTest(
                    room.module(),
                    () ->
                        classes()
                            .that()
                            .resideInAnyPackage(packages(List.of(room.module())))
                            .should()
                            .onlyDependOnClassesThat(
                                resideInAnyPackage(packages(List.of(room.module())))
                                    .or(resideInAnyPackage(packages(room.uses())))
                                    .or(not(resideInAPackage("org.acksiom.."))))
                            .allowEmptyShould(true)
                            .check(code)));
  }

  @TestFactory
  Stream<DynamicTest> noPomNamesAModuleThatThePlanDoesNotGiveIt() {
    return HOUSE.stream()
        .map(
            room ->
                DynamicTest.dynamicTest(
                    room.module(),
                    () ->
                        assertThat(modulesNamedIn(Path.of("..", room.module(), "pom.xml")))
                            .isSubsetOf(room.uses())));
  }

  @Test
  void thePlanNamesEveryModuleOfTheBuild() throws Exception {
    assertThat(texts(Path.of("..", "pom.xml"), "module")).containsExactlyElementsOf(modules());
  }

  @Test
  void noClassLivesOutsideTheHouse() {
    classes().should().resideInAnyPackage(packages(modules())).check(code);
  }

  @Test
  void theCoreKnowsNoClockThreadRandomnessFileOrSocket() {
    noClasses()
        .that()
        .resideInAPackage(CORE)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.io..",
                    "java.net..",
                    "java.nio.channels..",
                    "java.nio.file..",
                    "java.util.concurrent..",
                    "java.util.random..")
                .and(not(equivalentTo(Serializable.class)))
                .or(equivalentTo(Clock.class))
                .or(equivalentTo(Thread.class))
                .or(equivalentTo(ThreadLocal.class))
                .or(equivalentTo(Process.class))
                .or(equivalentTo(Random.class))
                .or(equivalentTo(SplittableRandom.class))
                .or(equivalentTo(UUID.class)))
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "identityHashCode", Object.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(Instant.class, "now")
        .allowEmptyShould(true)
        .check(code);
  }

  @Test
  void theLogOnADiskReachesFilesThroughItsPortAlone() {
    noClasses()
        .that()
        .resideInAPackage("org.acksiom.impl.storage..")
        .and(not(DescribedPredicate.describe("are DiskFolder", HouseTest::isDiskFolder)))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..")
                .or(equivalentTo(File.class))
                .or(equivalentTo(RandomAccessFile.class))
                .or(equivalentTo(Thread.class))
                .or(equivalentTo(Clock.class))
                .or(equivalentTo(Instant.class)))
        .check(code);
  }

  private static boolean isDiskFolder(JavaClass type) {
    return type.getName().startsWith(DiskFolder.class.getName());
  }

  @Test
  void theCoreDoesNotKnowWhatItsLogIsOn() {
    noClasses()
        .that()
        .resideInAPackage(CORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.acksiom.impl.storage..", "org.acksiom.impl.simulator..")
        .check(code);
  }

  @Test
  void nobodyLogsBehindTheUsersBack() {
    noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..").check(code);
  }

  @Test
  void onlyTheCommandLineReadsTheEnvironment() {
    noClasses()
        .that()
        .areNotAssignableTo(Main.class)
        .and()
        .areNotAssignableTo(Launcher.class)
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .check(code);
  }

  private static List<String> modules() {
    return HOUSE.stream().map(Room::module).toList();
  }

  private static String[] packages(List<String> modules) {
    return modules.stream()
        .map(module -> "org.acksiom." + module.replace("-", "") + "..")
        .toArray(String[]::new);
  }

  /** The house's modules among the dependencies of a pom. */
  private static Set<String> modulesNamedIn(Path pom) throws Exception {
    return texts(pom, "dependency").stream()
        .filter(text -> text.startsWith("org.acksiom"))
        .map(text -> text.substring(text.indexOf("acksiom-") + "acksiom-".length()))
        .collect(toCollection(TreeSet::new));
  }

  /** The elements of that name, as their text without white space. */
  private static List<String> texts(Path pom, String element)
      throws IOException, ParserConfigurationException, SAXException {
    try (InputStream input = Files.newInputStream(pom)) {
      NodeList found =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(input)
              .getElementsByTagName(element);
      return IntStream.range(0, found.getLength())
          .mapToObj(found::item)
          .map(node -> node.getTextContent().replaceAll("\\s", ""))
          .toList();
    }
  }
}
