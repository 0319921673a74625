package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where TLC's answers are kept is the user's choice, then the system's. */
class CacheFolderTest {
  private static final Path HOME = Path.of("/home/me");

  private static Path of(Map<String, String> environment) {
    return CacheFolder.of(environment, HOME);
  }

  @Test
  void theUsersOwnVariableCountsBeforeTheSystemsAndTheSystemsBeforeTheHome() {
    assertThat(of(Map.of("ACKSIOM_CACHE", "mine", "XDG_CACHE_HOME", "/var/xdg")))
        .isEqualTo(Path.of("mine"));
    assertThat(of(Map.of("XDG_CACHE_HOME", "/var/xdg"))).isEqualTo(Path.of("/var/xdg/acksiom"));
    assertThat(of(Map.of())).isEqualTo(Path.of("/home/me/.cache/acksiom"));
  }

  @Test
  void anEmptyVariableIsNoneAndSoIsARelativeXdgCacheHome() {
    assertThat(of(Map.of("ACKSIOM_CACHE", "", "XDG_CACHE_HOME", "")))
        .isEqualTo(Path.of("/home/me/.cache/acksiom"));
    assertThat(of(Map.of("XDG_CACHE_HOME", "xdg"))).isEqualTo(Path.of("/home/me/.cache/acksiom"));
  }

  @Test
  void aNameThatNoFolderCanHaveIsTheUsersMistake() {
    assertThatThrownBy(() -> of(Map.of("ACKSIOM_CACHE", "a\0b")))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("ACKSIOM_CACHE: expected a folder, found ");
  }
}
