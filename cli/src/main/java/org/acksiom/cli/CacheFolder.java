package org.acksiom.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where TLC's answers are kept from one command to the next. */
final class CacheFolder {
  private CacheFolder() {}

  /**
   * {@code $ACKSIOM_CACHE}, else {@code $XDG_CACHE_HOME/acksiom}, else {@code ~/.cache/acksiom}. An
   * empty variable counts as none, and so, by the rules of the XDG, does a relative {@code
   * XDG_CACHE_HOME}.
   *
   * @param environment of the process
   * @param home the user's folder
   * @throws UserError if {@code ACKSIOM_CACHE} can't be the name of a folder
   */
  static Path of(Map<String, String> environment, Path home) {
    String own = environment.getOrDefault("ACKSIOM_CACHE", "");
    if (!own.isEmpty()) {
      return path(own)
          .orElseThrow(
              () -> new UserError("ACKSIOM_CACHE: expected a folder, found '" + own + "'"));
    }
    return path(environment.getOrDefault("XDG_CACHE_HOME", ""))
        .filter(Path::isAbsolute)
        .orElse(home.resolve(".cache"))
        .resolve("acksiom");
  }

  private static Optional<Path> path(String name) {
    try {
      return Optional.of(Path.of(name));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
