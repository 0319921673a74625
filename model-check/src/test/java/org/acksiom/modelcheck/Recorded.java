package org.acksiom.modelcheck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What TLC 2.18 printed for the models beside it. */
final class Recorded {

  static final Path FOLDER = Path.of("src", "test", "resources", "recorded");

  private Recorded() {}

  static Path file(String name) {
    return FOLDER.resolve(name);
  }

  static List<String> lines(String name) throws IOException {
    return Files.readAllLines(file(name));
  }
}
