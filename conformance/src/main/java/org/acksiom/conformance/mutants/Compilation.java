package org.acksiom.conformance.mutants;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.acksiom.impl.core.Broker;
import org.acksiom.specs.DeliverySettings;

/** The patched classes of a mutant, compiled from memory to memory against the unpatched rest. */
final class Compilation {
  /** What the core is compiled against. */
  private static final List<Class<?>> CLASS_PATH = List.of(Broker.class, DeliverySettings.class);

  private Compilation() {}

  /**
   * Applies a mutant's patch to a copy of the sources and compiles what it changes.
   *
   * @return class files by the binary names of their classes
   * @throws PatchException if the patch does not apply or its result does not compile; the message
   *     names mutant, file and place
   * @throws IllegalStateException if this Java has no compiler
   */
  static Map<String, byte[]> of(Mutant mutant) throws PatchException {
    Map<String, String> patched = mutant.patched();
    try {
      return compile(patched);
    } catch (PatchException e) {
      throw new PatchException(mutant.name() + ": " + e.getMessage());
    }
  }

  private static Map<String, byte[]> compile(Map<String, String> sources) throws PatchException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException("expected a JDK, found a Java without a compiler");
    }
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager standard =
            compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8);
        InMemory files = new InMemory(standard)) {
      standard.setLocation(
          StandardLocation.CLASS_PATH, CLASS_PATH.stream().map(Compilation::home).toList());
      List<Source> units = new ArrayList<>();
      sources.forEach((path, text) -> units.add(new Source(path, text)));
      boolean compiled =
          compiler
              .getTask(null, files, found, List.of("-proc:none", "-nowarn", "-g"), null, units)
              .call();
      if (!compiled) {
        throw new PatchException("does not compile: " + errors(found));
      }
      return files.classes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder or the jar that a class is in. */
  private static File home(Class<?> type) {
    try {
      return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String errors(DiagnosticCollector<JavaFileObject> found) {
    return found.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(
            diagnostic ->
                diagnostic.getSource().getName()
                    + ":"
                    + diagnostic.getLineNumber()
                    + ": "
                    + diagnostic.getMessage(Locale.ROOT))
        .collect(Collectors.joining("; "));
  }

  /** A source that is a text. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String path, String text) {
      super(URI.create("memory:///" + path), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** A class file that stays in memory. */
  private static final class ClassFile extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ClassFile(String className) {
      super(URI.create("memory:///" + className.replace('.', '/') + ".class"), Kind.CLASS);
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }

  /** Reads as the files that it stands before, writes to memory. */
  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ClassFile> written = new HashMap<>();

    InMemory(JavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      ClassFile file = new ClassFile(className);
      written.put(className, file);
      return file;
    }

    Map<String, byte[]> classes() {
      Map<String, byte[]> classes = new HashMap<>();
      written.forEach((name, file) -> classes.put(name, file.bytes.toByteArray()));
      return classes;
    }
  }
}
