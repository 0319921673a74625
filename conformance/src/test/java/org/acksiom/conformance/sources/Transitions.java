package org.acksiom.conformance.sources;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.acksiom.impl.core.SpecAction;
import org.acksiom.impl.simulator.Action;

/**
 * The transitions of the core as the compiler sees them: which methods change a state machine, and
 * which of them the simulator calls for each action.
 */
final class Transitions {
  private static final String CORE = "org.acksiom.impl.core";
  private static final String DISPATCH = "Cluster.step";

  /** By which collections of the JDK change. */
  private static final Set<String> MUTATORS =
      Set.of(
          ("add addAll addFirst addLast clear compute computeIfAbsent merge poll pop push put putAll"
                  + " remove removeAll removeFirst removeIf removeLast replaceAll retainAll set sort")
              .split(" "));

  private final Trees trees;
  private final Map<ExecutableElement, Method> methods = new LinkedHashMap<>();
  private final Map<String, Set<ExecutableElement>> dispatched = new HashMap<>();

  /** What is known of a method. */
  private static final class Method {
    private final String where;
    private final Set<ExecutableElement> calls = new LinkedHashSet<>();
    private boolean changesFields;

    Method(String where) {
      this.where = where;
    }
  }

  /**
   * Reads sources.
   *
   * @param sources of core and simulator, by path
   * @throws IllegalArgumentException if they don't compile
   */
  Transitions(Map<String, String> sources) {
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach((path, text) -> units.add(new Source(path, text)));
    StringBuilder errors = new StringBuilder();
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(
                    null,
                    null,
                    d -> errors.append(d.getCode().startsWith("compiler.err") ? d + "\n" : ""),
                    List.of("-proc:none", "-cp", System.getProperty("java.class.path")),
                    null,
                    units);
    trees = Trees.instance(task);
    try {
      Iterable<? extends CompilationUnitTree> parsed = task.parse();
      task.analyze();
      parsed.forEach(unit -> new Reading().scan(unit, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (errors.length() > 0) {
      throw new IllegalArgumentException(errors.toString());
    }
  }

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

  /** Methods that change the core and carry no action, or another than the simulator's. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (ExecutableElement method : methods.keySet()) {
      List<String> carried = actions(method);
      if (isTransition(method) && carried.isEmpty()) {
        problems.add(
            at(method) + ": expected a @SpecAction, for it changes what it belongs to; found none");
      }
      for (String action : carried) {
        if (!reached(action).contains(method)) {
          problems.add(
              at(method)
                  + ": expected to be called by "
                  + DISPATCH
                  + " for "
                  + action
                  + ", is not");
        }
      }
    }
    for (Action action : Action.values()) {
      for (ExecutableElement method : entered(action.specName())) {
        if (!actions(method).contains(action.specName())) {
          problems.add(
              at(method)
                  + ": expected @SpecAction(\""
                  + action.specName()
                  + "\"), for "
                  + DISPATCH
                  + " calls it then; found "
                  + actions(method));
        }
      }
    }
    return problems;
  }

  /** The methods with an action, as {@code Broker.crash}, with those of the network. */
  List<String> annotated() {
    return methods.keySet().stream()
        .filter(method -> !actions(method).isEmpty())
        .map(Transitions::name)
        .toList();
  }

  /** The methods that are transitions of the core, whether they say so or not. */
  List<String> transitions() {
    return methods.keySet().stream().filter(this::isTransition).map(Transitions::name).toList();
  }

  private static String name(ExecutableElement method) {
    return method.getEnclosingElement().getSimpleName() + "." + method.getSimpleName();
  }

  private String at(ExecutableElement method) {
    return methods.get(method).where + ": " + name(method);
  }

  private static List<String> actions(ExecutableElement method) {
    SpecAction carried = method.getAnnotation(SpecAction.class);
    return carried == null ? List.of() : Arrays.asList(carried.value());
  }

  private boolean isTransition(ExecutableElement method) {
    return isOfCore(method)
        && method.getKind() == ElementKind.METHOD
        && !method.getModifiers().contains(Modifier.PRIVATE)
        && !method.getModifiers().contains(Modifier.STATIC)
        && changes(method, new HashSet<>());
  }

  private boolean changes(ExecutableElement method, Set<ExecutableElement> seen) {
    Method known = methods.get(method);
    return known != null
        && seen.add(method)
        && method.getKind() == ElementKind.METHOD
        && !method.getModifiers().contains(Modifier.STATIC)
        && (known.changesFields || known.calls.stream().anyMatch(m -> changes(m, seen)));
  }

  private static boolean isOfCore(ExecutableElement method) {
    Element type = method;
    while (type.getKind() != ElementKind.PACKAGE) {
      type = type.getEnclosingElement();
    }
    return type.toString().equals(CORE);
  }

  /** All that is called for an action, however far down. */
  private Set<ExecutableElement> reached(String action) {
    Set<ExecutableElement> reached = new LinkedHashSet<>();
    dispatched.getOrDefault(action, Set.of()).forEach(method -> reach(method, reached));
    return reached;
  }

  private void reach(ExecutableElement method, Set<ExecutableElement> reached) {
    if (methods.containsKey(method) && reached.add(method)) {
      methods.get(method).calls.forEach(called -> reach(called, reached));
    }
  }

  /** The transitions of the core that the simulator itself calls for an action. */
  private Set<ExecutableElement> entered(String action) {
    Set<ExecutableElement> entered = new LinkedHashSet<>();
    Set<ExecutableElement> seen = new HashSet<>();
    dispatched.getOrDefault(action, Set.of()).forEach(method -> enter(method, seen, entered));
    return entered;
  }

  private void enter(
      ExecutableElement method, Set<ExecutableElement> seen, Set<ExecutableElement> entered) {
    if (!methods.containsKey(method) || !seen.add(method)) {
      return;
    }
    if (!isOfCore(method)) {
      methods.get(method).calls.forEach(called -> enter(called, seen, entered));
    } else if (isTransition(method)) {
      entered.add(method);
    }
  }

  /** Reads what methods call and change. */
  private final class Reading extends TreePathScanner<Void, Void> {
    private Method current;
    private Set<ExecutableElement> dispatching;

    @Override
    public Void visitMethod(MethodTree tree, Void nothing) {
      ExecutableElement method = (ExecutableElement) trees.getElement(getCurrentPath());
      CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
      String file = unit.getSourceFile().getName().replaceFirst("^/+", "");
      long start = trees.getSourcePositions().getStartPosition(unit, tree);
      Method outer = current;
      current = new Method(file + ":" + unit.getLineMap().getLineNumber(start));
      methods.put(method, current);
      super.visitMethod(tree, nothing);
      current = outer;
      return null;
    }

    @Override
    public Void visitCase(CaseTree tree, Void nothing) {
      TreePath method = getCurrentPath();
      while (method.getLeaf().getKind() != Tree.Kind.METHOD) {
        method = method.getParentPath();
      }
      if (!name((ExecutableElement) trees.getElement(method)).equals(DISPATCH)) {
        return super.visitCase(tree, nothing);
      }
      dispatching = new LinkedHashSet<>();
      super.visitCase(tree, nothing);
      for (ExpressionTree label : tree.getExpressions()) {
        dispatched.put(Action.valueOf(label.toString()).specName(), dispatching);
      }
      dispatching = null;
      return null;
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree tree, Void nothing) {
      Element called = trees.getElement(new TreePath(getCurrentPath(), tree.getMethodSelect()));
      called(called);
      if (tree.getMethodSelect() instanceof MemberSelectTree select
          && MUTATORS.contains(select.getIdentifier().toString())
          && called.getEnclosingElement().toString().startsWith("java.util.")) {
        changed(select.getExpression());
      }
      return super.visitMethodInvocation(tree, nothing);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree tree, Void nothing) {
      called(trees.getElement(getCurrentPath()));
      return super.visitMemberReference(tree, nothing);
    }

    private void called(Element called) {
      if (called instanceof ExecutableElement method && current != null) {
        current.calls.add(method);
        if (dispatching != null) {
          dispatching.add(method);
        }
      }
    }

    @Override
    public Void visitAssignment(AssignmentTree tree, Void nothing) {
      changed(tree.getVariable());
      return super.visitAssignment(tree, nothing);
    }

    @Override
    public Void visitCompoundAssignment(CompoundAssignmentTree tree, Void nothing) {
      changed(tree.getVariable());
      return super.visitCompoundAssignment(tree, nothing);
    }

    @Override
    public Void visitUnary(UnaryTree tree, Void nothing) {
      if (tree.getKind().name().endsWith("CREMENT")) {
        changed(tree.getExpression());
      }
      return super.visitUnary(tree, nothing);
    }

    /** The expression, or what it is a part of, becomes another. */
    private void changed(Tree expression) {
      Tree root = expression;
      while (true) {
        if (root instanceof ArrayAccessTree array) {
          root = array.getExpression();
        } else if (root instanceof MethodInvocationTree call
            && call.getMethodSelect() instanceof MemberSelectTree select) {
          root = select.getExpression();
        } else {
          break;
        }
      }
      Element element = trees.getElement(trees.getPath(unit(), root));
      if (current != null && element != null && element.getKind() == ElementKind.FIELD) {
        current.changesFields = true;
      }
    }

    private CompilationUnitTree unit() {
      return getCurrentPath().getCompilationUnit();
    }
  }
}
