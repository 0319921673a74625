package org.acksiom.specs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The modules and models, packaged as a folder of classes and as a jar. */
class SpecFilesTest {
  @TempDir private Path folder;

  @Test
  void everyModuleOfTheSourceTreeIsCopiedAsItIs() throws IOException {
    SpecFiles.copyModulesTo(folder.resolve("new/folder"));
    Map<String, String> expected = texts(Path.of("."), ".tla");
    expected.putAll(texts(Path.of("models"), ".tla"));
    assertThat(expected).containsKeys("KafkaDelivery.tla", "MCKafkaDelivery.tla");
    assertThat(texts(folder.resolve("new/folder"), "")).isEqualTo(expected);
  }

  @Test
  void everyModelOfTheSourceTreeIsThereInTheOrderOfTheNames() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    texts(Path.of("models"), ".cfg")
        .forEach((name, text) -> expected.put(name.replace(".cfg", ""), text));
    assertThat(SpecFiles.models()).extracting(Model::config).containsAll(expected.values());
    assertThat(SpecFiles.models())
        .extracting(Model::name)
        .containsExactlyInAnyOrderElementsOf(expected.keySet())
        .isSortedAccordingTo((a, b) -> (a + ".cfg").compareTo(b + ".cfg"));
  }

  @Test
  void aModelsModuleIsThere() {
    SpecFiles.copyModulesTo(folder);
    assertThat(SpecFiles.models())
        .allSatisfy(model -> assertThat(folder.resolve(model.module() + ".tla")).isRegularFile());
  }

  @Test
  void aJarHoldsTheSameAsAFolder() throws IOException {
    Path jar = folder.resolve("a jar.jar");
    try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      Path root = Files.createDirectories(zip.getPath("specs"));
      for (Map.Entry<String, String> file : texts(Path.of("models"), ".cfg").entrySet()) {
        Files.writeString(root.resolve(file.getKey()), file.getValue());
      }
    }
    List<Model> models =
        SpecFiles.read(URI.create("jar:" + jar.toUri() + "!/specs"), SpecFiles::models);
    assertThat(models).isEqualTo(SpecFiles.models());
  }

  @Test
  void copyingOverAnEarlierCopyReplacesIt() throws IOException {
    Files.writeString(folder.resolve("Commit.tla"), "something else, and longer than that");
    SpecFiles.copyModulesTo(folder);
    assertThat(folder.resolve("Commit.tla")).hasSameTextualContentAs(Path.of("Commit.tla"));
  }

  private static Map<String, String> texts(Path folder, String suffix) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(suffix)).toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return texts;
  }
}
