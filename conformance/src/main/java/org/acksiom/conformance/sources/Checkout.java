package org.acksiom.conformance.sources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The repository's files in a checkout, tests included. */
public final class Checkout implements SourceFiles {
  private final Path root;

  /**
   * A checkout.
   *
   * @param root the repository's root
   */
  public Checkout(Path root) {
    this.root = root;
  }

  @Override
  public Optional<String> text(String path) {
    return SourceFiles.of(root).text(path);
  }

  /**
   * The sources of all tests, by their paths from the root, in order.
   *
   * @throws UncheckedIOException if they can't be listed
   */
  public List<String> tests() {
    try (Stream<Path> modules = Files.list(root)) {
      return modules
          .map(module -> module.resolve("src/test/java"))
          .filter(Files::isDirectory)
          .flatMap(this::sources)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<String> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith("Test.java"))
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
