package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.acksiom.specs.FileTree;

/**
 * A copy of the repository in which a reader types what a document says. {@code ./acksiom} is
 * there, too: instead of asking Maven it compiles the sources that differ from the repository's,
 * and puts them before the classes that are tested.
 */
final class Workshop {
  private static final List<String> COPIED =
      List.of("specs", "linearizability", "impl", "model-check", "conformance", "kafka", "cli");

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private final Path root;
  private final Path folder;
  private final Path changedClasses;
  private final Path cache;
  private Map<String, String> changed = Map.of();

  /** What a command came to: what it printed, and its exit code. */
  record Done(int code, List<String> lines) {}

  /**
   * Opens one.
   *
   * @param root the repository
   * @param work an empty folder
   * @param cache where TLC's answers are kept
   */
  Workshop(Path root, Path work, Path cache) throws IOException {
    this.root = root;
    this.folder = Files.createDirectories(work.resolve("acksiom"));
    this.changedClasses = Files.createDirectories(work.resolve("changed"));
    this.cache = cache;
    for (String module : COPIED) {
      copy(root.resolve(module).resolve("src"), folder.resolve(module).resolve("src"));
    }
    copySpecs(root.resolve("specs"), folder.resolve("specs"));
    copy(root.resolve("docs"), folder.resolve("docs"));
    Path script = folder.resolve("acksiom");
    Files.writeString(
        script,
        "#!/usr/bin/env bash\nexec %s -XX:+UseSerialGC -cp \"%s\" %s \"$@\"\n"
            .formatted(JAVA, classPath(), Main.class.getName()));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String classPath() {
    return changedClasses + File.pathSeparator + System.getProperty("java.class.path");
  }

  private static void copySpecs(Path from, Path to) throws IOException {
    copy(from.resolve("models"), to.resolve("models"));
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path each : tree.toList()) {
        Path copy = to.resolve(from.relativize(each));
        if (Files.isDirectory(each)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(each, copy);
        }
      }
    }
  }

  /**
   * Runs a command with bash.
   *
   * @param before the exit code of the command before it
   */
  Done run(String command, int before) throws IOException, InterruptedException {
    if (command.startsWith("./acksiom")) {
      compileWhatChanged();
    }
    return done("bash", "-c", "(exit " + before + ")\n" + command);
  }

  /**
   * Compiles a test and runs it: each failure is printed.
   *
   * @param source of one class, in no package
   */
  Done runTest(String name, String source) throws IOException, InterruptedException {
    Path classes = Files.createDirectories(folder.resolveSibling("tests"));
    Path file = classes.resolve(name + ".java");
    Files.writeString(file, source);
    compile(classes, List.of(file));
    return done(
        JAVA.toString(),
        "-cp",
        classes + File.pathSeparator + classPath(),
        DocumentedTest.class.getName(),
        name);
  }

  private Done done(String... command) throws IOException, InterruptedException {
    Path err = folder.resolveSibling("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
    builder.environment().put("ACKSIOM_CACHE", cache.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("it ends once it has spoken").isTrue();
    List<String> lines = new ArrayList<>(out.lines().toList());
    Files.readAllLines(err).stream().filter(line -> !isProgress(line)).forEach(lines::add);
    return new Done(process.exitValue(), lines);
  }

  /** On a terminal it is gone when the work is done. */
  private static boolean isProgress(String line) {
    return line.matches("[\\d,]+(/[\\d,]+)? \\w+, .*(s|min|h).*: .*");
  }

  private void compileWhatChanged() throws IOException {
    Map<String, String> now = changedSources();
    if (now.equals(changed)) {
      return;
    }
    FileTree.delete(changedClasses);
    Files.createDirectories(changedClasses);
    changed = now;
    if (now.isEmpty()) {
      return;
    }
    copySpecsAsResource();
    copy(folder.resolve("impl/src/main/java"), changedClasses.resolve("sources"));
    copy(folder.resolve("conformance/src/main/mutants"), changedClasses.resolve("mutants"));
    compile(
        changedClasses,
        now.keySet().stream().filter(path -> path.endsWith(".java")).map(folder::resolve).toList());
  }

  private void copySpecsAsResource() throws IOException {
    copySpecs(folder.resolve("specs"), Files.createDirectories(changedClasses.resolve("specs")));
  }

  /** The files that are not as in the repository, with their text. */
  private Map<String, String> changedSources() throws IOException {
    Map<String, String> differing = new TreeMap<>();
    for (String module : COPIED) {
      try (Stream<Path> tree = Files.walk(folder.resolve(module))) {
        for (Path file : tree.filter(Files::isRegularFile).toList()) {
          Path original = root.resolve(folder.relativize(file));
          if (!Files.exists(original) || Files.mismatch(original, file) >= 0) {
            differing.put(folder.relativize(file).toString(), Files.readString(file));
          }
        }
      }
    }
    return differing;
  }

  private void compile(Path to, List<Path> sources) {
    if (sources.isEmpty()) {
      return;
    }
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-nowarn", "-cp", classPath(), "-d", to.toString()));
    arguments.addAll(sources.stream().map(Path::toString).collect(Collectors.toList()));
    int errors =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(errors).as("the compiler takes %s", sources).isZero();
  }
}
