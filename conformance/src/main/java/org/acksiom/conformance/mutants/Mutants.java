package org.acksiom.conformance.mutants;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acksiom.conformance.sources.SourceFiles;

/** The seeded bugs, and the sources that they are bugs of. Both are resources of the build. */
public final class Mutants {
  private static final String FOLDER = "/mutants/";
  private static final String INDEX = "index";
  private static final String SUFFIX = ".patch";

  private Mutants() {}

  /** Their names, in the order of the report: by the part of the protocol that they break. */
  public static List<String> names() {
    return resource(FOLDER + INDEX).orElseThrow().lines().filter(line -> !line.isBlank()).toList();
  }

  /**
   * The mutant of that name.
   *
   * @throws PatchException if there is none, or its file is not well-formed
   */
  public static Mutant of(String name) throws PatchException {
    if (!names().contains(name)) {
      throw new PatchException("expected the name of a mutant, found '" + name + "'");
    }
    Optional<String> text = resource(FOLDER + name + SUFFIX);
    return Mutant.parse(
        name, text.orElseThrow(() -> new PatchException(name + ": the patch file is missing")));
  }

  /**
   * All of them, in the order of {@link #names}.
   *
   * @throws PatchException if a file is not well-formed
   */
  public static List<Mutant> all() throws PatchException {
    List<Mutant> all = new ArrayList<>();
    for (String name : names()) {
      all.add(of(name));
    }
    return all;
  }

  /** The text of a source of the implementation, by its path from the repository's root. */
  static Optional<String> source(String path) {
    return SourceFiles.packaged().text(path);
  }

  private static Optional<String> resource(String name) {
    try (InputStream bytes = Mutants.class.getResourceAsStream(name)) {
      return bytes == null
          ? Optional.empty()
          : Optional.of(new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
