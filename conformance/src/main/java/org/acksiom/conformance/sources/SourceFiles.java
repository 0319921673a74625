package org.acksiom.conformance.sources;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The repository's files, by their paths from its root, with slashes. */
@FunctionalInterface
public interface SourceFiles {

  /**
   * The text of a file, lines ended by line feeds; empty if there is none.
   *
   * @throws UncheckedIOException if it can't be read
   */
  Optional<String> text(String path);

  /** Those of a checkout. */
  static SourceFiles of(Path repository) {
    return path -> {
      Path file = repository.resolve(path);
      try {
        return Files.isRegularFile(file)
            ? Optional.of(Files.readString(file).replace("\r\n", "\n"))
            : Optional.empty();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** Those that are packaged: the specifications, and the sources of {@code impl}. */
  static SourceFiles packaged() {
    Map<String, String> resources = Map.of("specs/", "/specs/", "impl/src/main/java/", "/sources/");
    return path ->
        resources.entrySet().stream()
            .filter(folder -> path.startsWith(folder.getKey()))
            .findFirst()
            .flatMap(
                folder -> resource(folder.getValue() + path.substring(folder.getKey().length())));
  }

  private static Optional<String> resource(String name) {
    try (InputStream bytes = SourceFiles.class.getResourceAsStream(name)) {
      return bytes == null
          ? Optional.empty()
          : Optional.of(
              new String(bytes.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
