package org.acksiom.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/**
 * {@code java -jar acksiom.jar}: the command line in one file, with every library in it as it was
 * published.
 *
 * <p>TLC and Kafka's nodes run in processes of their own, seeded bugs are compiled, and all of them
 * need jars that are files. So the libraries are unpacked into the cache the first time, each into
 * a folder that is named by its content, and found there again. They then are on the class path, as
 * if {@code java -cp} had named them: the JVM calls {@link #agentmain} before {@link #main}.
 *
 * <p>Nothing that is not in the JDK can be used here before that.
 */
final class Launcher {
  /** The folder in the jar; the file in it that lists its jars in the order of the class path. */
  private static final String FOLDER = "lib/";

  private static final String LIST = FOLDER + "classpath";

  private Launcher() {}

  /**
   * Appends the libraries to the class path.
   *
   * @param nothing no argument is given
   * @param jvm this one
   */
  public static void agentmain(String nothing, Instrumentation jvm) {
    try {
      List<Path> libraries = unpacked();
      for (Path library : libraries) {
        try (JarFile opened = new JarFile(library.toFile())) {
          jvm.appendToSystemClassLoaderSearch(opened);
        }
      }
      System.setProperty(
          "java.class.path",
          own()
              + libraries.stream()
                  .map(library -> File.pathSeparator + library)
                  .collect(Collectors.joining()));
    } catch (UserError e) {
      end(ExitCode.BAD_INPUT, e.getMessage());
    } catch (IOException e) {
      end(
          ExitCode.FAILED,
          "unpacking the libraries failed (ACKSIOM_CACHE names another folder): " + e);
    }
  }

  /**
   * Runs the command line as {@link Main#main} does.
   *
   * @param args the command and its arguments
   */
  public static void main(String[] args) {
    Main.main(args);
  }

  private static void end(ExitCode code, String message) {
    new PrintStream(System.err, true, StandardCharsets.UTF_8).println("acksiom: " + message);
    System.exit(code.value());
  }

  private static Path own() {
    return Path.of(
        URI.create(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  private static List<Path> unpacked() throws IOException {
    Path folder =
        CacheFolder.of(System.getenv(), Path.of(System.getProperty("user.home")))
            .toAbsolutePath()
            .resolve("jars");
    List<Path> libraries = new ArrayList<>();
    try (JarFile own = new JarFile(own().toFile(), false);
        BufferedReader list =
            new BufferedReader(
                new InputStreamReader(
                    own.getInputStream(own.getEntry(LIST)), StandardCharsets.UTF_8))) {
      for (String library : list.readLine().split("[:;]")) { // the separator of who built it
        String name = library.substring(library.indexOf('/') + 1);
        libraries.add(unpacked(own, own.getJarEntry(FOLDER + name), folder));
      }
    }
    return libraries;
  }

  /** It appears whole or not at all: another process may be looking for it. */
  private static Path unpacked(JarFile jar, JarEntry library, Path folder) throws IOException {
    String name = library.getName().substring(FOLDER.length());
    String content = "%08x-%x".formatted(library.getCrc(), library.getSize());
    Path file = folder.resolve(content).resolve(name);
    if (!Files.isRegularFile(file) || Files.size(file) != library.getSize()) {
      Files.createDirectories(file.getParent());
      // Not a temporary file of the JVM, which nobody else may read: users may share a cache.
      String own = name + "." + ProcessHandle.current().pid() + "-" + System.nanoTime();
      Path written = file.resolveSibling(own);
      try (InputStream in = jar.getInputStream(library)) {
        Files.copy(in, written, StandardCopyOption.REPLACE_EXISTING);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(written);
      }
    }
    return file;
  }
}
