package org.acksiom.modelcheck;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import util.SimpleFilenameToStream;

/**
 * Finds modules as TLC does, but has the standard ones in a folder of its own. TLC unpacks them
 * under fixed names into the folder that all processes have for temporary files, so that two of
 * them write over, or delete, what the other one parses.
 */
final class OwnModules extends SimpleFilenameToStream {
  private static final String STANDARD = "/tla2sany/StandardModules/";
  private static final String SUFFIX = ".tla";

  private final Path standard;

  /**
   * Modules of a specification.
   *
   * @param folder of its own modules
   * @param standard an empty folder for the standard ones, to be deleted when all is parsed
   */
  OwnModules(Path folder, Path standard) {
    super(folder.toString());
    this.standard = standard;
  }

  @Override
  public File resolve(String name, boolean isModule) {
    String file = isModule && !name.endsWith(SUFFIX) ? name + SUFFIX : name;
    try (InputStream module = SimpleFilenameToStream.class.getResourceAsStream(STANDARD + file)) {
      if (module == null) {
        return super.resolve(name, isModule);
      }
      Path own = standard.resolve(file);
      if (Files.notExists(own)) {
        Files.copy(module, own);
      }
      return new TLAFile(own.toString(), true, this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
