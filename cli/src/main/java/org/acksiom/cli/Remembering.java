package org.acksiom.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.acksiom.modelcheck.Tlc;
import org.acksiom.modelcheck.TlcCache;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option of every command that asks TLC what it may have said before. */
final class Remembering {
  private final Path folder;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--no-cache",
      description =
          "Run TLC even where it has explored the same model before, and keep nothing of it.")
  private boolean noCache;

  /**
   * Without the option, in that folder.
   *
   * @param folder of the cache
   */
  Remembering(Path folder) {
    this.folder = folder;
  }

  /** TLC, with a memory unless the user wants none. */
  Tlc tlc() throws IOException {
    return Tlc.installed()
        .remembering(
            noCache
                ? TlcCache.none()
                : TlcCache.in(
                    folder,
                    TlcCache.BYTES_MAX,
                    line ->
                        command
                            .commandLine()
                            .getErr()
                            .println(command.qualifiedName() + ": " + line)));
  }
}
