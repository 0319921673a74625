package org.acksiom.conformance.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

class JavaSourceTest {
  private static final Path REPOSITORY = Path.of("..");

  /** Methods as {@code Type.name}, in order. */
  private static List<String> read(String source) {
    return JavaSource.of("X.java", source).methods().stream()
        .map(method -> method.place().qualifiedName())
        .toList();
  }

  /** The compiler says the same of every source of the repository. */
  @Test
  void everyMethodIsFoundWhereTheCompilerFindsIt() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (Stream<Path> tree = Files.walk(REPOSITORY);
        StandardJavaFileManager files =
            compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      List<Path> sources =
          tree.filter(file -> file.toString().matches(".*/src/(main|test)/java/.*\\.java"))
              .toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
      int methods = 0;
      for (CompilationUnitTree unit : task.parse()) {
        List<String> expected = new Methods(unit, task).all();
        String name = Path.of(unit.getSourceFile().toUri()).getFileName().toString();
        List<String> found =
            JavaSource.of(name, unit.getSourceFile().getCharContent(true).toString())
                .methods()
                .stream()
                .map(JavaSource.Method::place)
                .map(p -> p.owner() + "." + p.name() + ":" + p.textLine())
                .toList();
        assertThat(found).as(name).containsExactlyInAnyOrderElementsOf(expected);
        methods += found.size();
      }
      assertThat(methods).isGreaterThan(3000);
    }
  }

  /** The methods of named types, as the compiler's tree has them. */
  private static final class Methods extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final JavacTask task;
    private final Deque<String> types = new ArrayDeque<>();
    private final List<String> found = new ArrayList<>();

    Methods(CompilationUnitTree unit, JavacTask task) {
      this.unit = unit;
      this.task = task;
    }

    List<String> all() {
      scan(unit, null);
      return found;
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      types.push(type.getSimpleName().toString());
      super.visitClass(type, nothing);
      types.pop();
      return null;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      if (method.getReturnType() != null) {
        long start = Trees.instance(task).getSourcePositions().getStartPosition(unit, method);
        found.add(
            types.peek() + "." + method.getName() + ":" + unit.getLineMap().getLineNumber(start));
      }
      return null; // what a body declares is nobody's method
    }

    @Override
    public Void visitVariable(VariableTree variable, Void nothing) {
      return null;
    }
  }

  @Test
  void aMethodHasItsAnnotationsItsDocumentationAndItsText() {
    String source =
        """
        class A {
          /** Says
            * so. */
          @Test @Named({"one", "two"}) @Named("again")
          @org.x.Other(value = "three", n = 4)
          <T> List<T> m(int a) throws E {
            return "}"; // }
          }
        }
        """;
    JavaSource.Method method = JavaSource.of("A.java", source).methods().get(0);
    assertThat(method.annotations())
        .containsEntry("Test", List.of())
        .containsEntry("Named", List.of("one", "two", "again"))
        .containsEntry("Other", List.of("three"));
    assertThat(method.place().line()).isEqualTo(6);
    assertThat(method.place().textLine()).isEqualTo(4);
    assertThat(method.place().commentWords()).isEqualTo("Says\nso.");
    assertThat(method.place().text()).startsWith("@Test @Named").endsWith("// }\n}");
  }

  @Test
  void whatLooksLikeAMethodIsNone() {
    assertThat(
            read(
                """
                package p;
                public enum A implements B<C> {
                  ONE("x") { int inner() { return 1; } }, TWO(2), THREE;
                  static { f(); }
                  A() {}
                  A(int n) { this(); }
                  int[] field = { g(1) };
                  Runnable r = new Runnable() { public void run() {} };
                  record R(int a, String b) { R { h(); } int sum() { return a; } }
                  @interface N { String[] value() default {}; }
                  char c = '"'; String t = \"""
                      void no() {}
                      \""";
                  int yes() { class L { void local() {} } return 1; }
                }
                """))
        .containsExactly("R.sum", "N.value", "A.yes");
  }

  @Test
  void aTextThatIsNoJavaEnds() {
    assertThat(read("} } class { ( void x( {")).isEmpty();
    assertThat(read("")).isEmpty();
    assertThat(read("class A { void m() {")).hasSizeLessThanOrEqualTo(1);
  }
}
