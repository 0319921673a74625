package org.acksiom.specs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The TLA+ modules and their models, as they are packaged with this class. */
public final class SpecFiles {
  private static final String FOLDER = "/specs";

  private SpecFiles() {}

  /**
   * Copies all modules, those of the models included, into one folder, so that TLC finds them. One
   * that is there already is not written again: another TLC may be reading it.
   *
   * @param folder where to; made if it is not there
   * @throws UncheckedIOException if it can't be written
   */
  public static void copyModulesTo(Path folder) {
    read(
        packaged(),
        specs -> {
          Files.createDirectories(folder);
          for (Path module : files(specs, ".tla")) {
            Path copy = folder.resolve(module.getFileName().toString());
            byte[] text = Files.readAllBytes(module);
            if (!Files.exists(copy) || !Arrays.equals(text, Files.readAllBytes(copy))) {
              Files.write(copy, text);
            }
          }
          return null;
        });
  }

  /**
   * The modules, those of the models included, in reading order: that of {@code README.md}, and one
   * that it does not name after the last of those that it needs.
   */
  public static List<SpecModule> modules() {
    return read(packaged(), SpecFiles::modules);
  }

  static List<SpecModule> modules(Path specs) throws IOException {
    List<SpecModule> modules = new ArrayList<>();
    for (Path file : files(specs, ".tla")) {
      String name = file.getFileName().toString().replaceFirst("\\.tla$", "");
      modules.add(new SpecModule(name, Files.readString(file)));
    }
    Path guide = specs.resolve("README.md");
    return ReadingOrder.of(modules, Files.exists(guide) ? Files.readString(guide) : "");
  }

  /** The models, in the order of their names. */
  public static List<Model> models() {
    return read(packaged(), SpecFiles::models);
  }

  static List<Model> models(Path specs) throws IOException {
    List<Model> models = new ArrayList<>();
    for (Path config : files(specs, ".cfg")) {
      String name = config.getFileName().toString().replaceFirst("\\.cfg$", "");
      models.add(Model.of(name, Files.readString(config)));
    }
    return models;
  }

  /** Something that reads the packaged files. */
  interface Reading<T> {
    T of(Path specs) throws IOException;
  }

  private static List<Path> files(Path specs, String suffix) throws IOException {
    try (Stream<Path> tree = Files.walk(specs)) {
      return tree.filter(file -> file.toString().endsWith(suffix))
          .sorted(Comparator.comparing((Function<Path, String>) f -> f.getFileName().toString()))
          .toList();
    }
  }

  private static URI packaged() {
    URL found = SpecFiles.class.getResource(FOLDER);
    if (found == null) {
      throw new IllegalStateException("expected the folder " + FOLDER + " on the class path");
    }
    return URI.create(found.toString());
  }

  /** Reads the specifications in a folder or in a jar. */
  static <T> T read(URI specs, Reading<T> reading) {
    try {
      if (!specs.getScheme().equals("jar")) {
        return reading.of(Path.of(specs));
      }
      String jar = specs.getRawSchemeSpecificPart();
      Path file = Path.of(URI.create(jar.substring(0, jar.indexOf("!/"))));
      try (FileSystem files = FileSystems.newFileSystem(file, Map.of())) {
        return reading.of(files.getPath(FOLDER));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
