package org.acksiom.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What users see is documented: types, members, parameters, components of records and checked
 * exceptions, without an error and without a link to nowhere, as javac's doclint has it.
 *
 * <p>Two things are not asked for. What a method returns is told by its first sentence, so it needs
 * no tag that says so again. And a record's components are documented at the record, so its compact
 * constructor need not repeat them; doclint of Java 17 does not ask for the former, so it is asked
 * for here.
 */
class ApiDocumentationTest {
  private static final Pattern COMPACT_CONSTRUCTOR = Pattern.compile("\\s*public \\w+ \\{.*");

  @TempDir private Path folder;

  @Test
  void everythingThatUsersSeeIsDocumented() throws IOException {
    try (Stream<Path> found = Files.walk(Path.of("src", "main", "java"))) {
      List<Path> sources = found.filter(file -> file.toString().endsWith(".java")).toList();

      assertThat(sources).hasSizeGreaterThan(50);
      assertThat(complaints(sources)).isEmpty();
    }
  }

  @Test
  void whatIsNotDocumentedIsFound() throws IOException {
    Path source =
        Files.writeString(
            folder.resolve("Sample.java"),
            """
            /** Has a comment. */
            public class Sample {
              /** Constructs. */
              public Sample() {}

              public void bare() {}

              /** Links to {@link Nowhere}. */
              public void linking() {}

              /** Takes something. */
              public void taking(int something) {}

              /** The number. */
              public int number() { return 1; }

              /** A pair. */
              public record Pair(int first, int second) {
                /** Checks. */
                public Pair {}
              }

              /** What users don't see. */
              private void hidden(int something) {}
            }
            """);

    assertThat(complaints(List.of(source)))
        .extracting(complaint -> complaint.replaceFirst("^\\S+:(\\d+): .*", "$1"))
        .containsOnly("6", "8", "12", "18");
  }

  /** What doclint says of sources, each with its place. */
  private List<String> complaints(List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
      List<String> options =
          List.of(
              "--release",
              "17",
              "-proc:none",
              "-Xdoclint:all/protected",
              "-Xmaxwarns",
              "1000",
              "-cp",
              System.getProperty("java.class.path"));
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, found, options, null, files.getJavaFileObjectsFromPaths(sources));
      List<String> complaints = new ArrayList<>();
      ComponentScanner components = new ComponentScanner(DocTrees.instance(task), complaints);
      for (CompilationUnitTree unit : task.parse()) {
        components.scan(unit, null);
      }
      task.analyze();
      for (Diagnostic<? extends JavaFileObject> diagnostic : found.getDiagnostics()) {
        if (diagnostic.getKind() != Diagnostic.Kind.NOTE && isAskedFor(diagnostic)) {
          complaints.add(
              complaint(
                  diagnostic.getSource(),
                  diagnostic.getLineNumber(),
                  diagnostic.getMessage(Locale.ROOT).strip()));
        }
      }
      return complaints;
    }
  }

  private static String complaint(JavaFileObject source, long line, String message) {
    return "%s:%d: %s".formatted(Path.of(source.toUri()).getFileName(), line, message);
  }

  /** Looks for the components of records that users see. */
  private static final class ComponentScanner extends TreePathScanner<Void, Void> {
    private final DocTrees trees;
    private final List<String> complaints;

    ComponentScanner(DocTrees trees, List<String> complaints) {
      this.trees = trees;
      this.complaints = complaints;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      if (!isPublic(type)) {
        return null;
      }
      if (type.getKind() == Tree.Kind.RECORD) {
        String comment = String.valueOf(trees.getDocComment(getCurrentPath()));
        for (Tree member : type.getMembers()) {
          if (member instanceof VariableTree component
              && !component.getModifiers().getFlags().contains(Modifier.STATIC)
              && !comment.contains("@param " + component.getName() + " ")) {
            complain(type, "no @param for the component " + component.getName());
          }
        }
      }
      return super.visitClass(type, unused);
    }

    private boolean isPublic(ClassTree type) {
      Tree parent = getCurrentPath().getParentPath().getLeaf();
      return type.getModifiers().getFlags().contains(Modifier.PUBLIC)
          || parent.getKind() == Tree.Kind.INTERFACE;
    }

    private void complain(ClassTree type, String message) {
      CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
      long start = trees.getSourcePositions().getStartPosition(unit, type);
      complaints.add(
          complaint(unit.getSourceFile(), unit.getLineMap().getLineNumber(start), message));
    }
  }

  private static boolean isAskedFor(Diagnostic<? extends JavaFileObject> diagnostic) {
    String message = diagnostic.getMessage(Locale.ROOT);
    boolean missing = diagnostic.getKind() != Diagnostic.Kind.ERROR;
    return !(missing && message.contains("@return"))
        && !(missing
            && message.contains("@param")
            && COMPACT_CONSTRUCTOR.matcher(line(diagnostic)).matches());
  }

  private static String line(Diagnostic<? extends JavaFileObject> diagnostic) {
    try {
      return diagnostic
          .getSource()
          .getCharContent(true)
          .toString()
          .lines()
          .skip(diagnostic.getLineNumber() - 1)
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
