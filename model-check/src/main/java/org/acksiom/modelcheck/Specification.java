package org.acksiom.modelcheck;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.acksiom.specs.FileTree;

/**
 * A specification that answers step by step: TLC's own evaluator, in this process and without its
 * search.
 *
 * <p>TLC keeps what it parsed in static fields, so each specification has TLC's classes to itself.
 * Not safe for several threads at a time; several specifications are.
 */
public final class Specification implements AutoCloseable {
  /** TLC reads its standard modules from a jar that all loaders of one process share. */
  private static final Object PARSING = new Object();

  /**
   * A disjunct of the next-state relation with its parameters.
   *
   * @param action the action's name
   * @param parameters the values of the constants that it is quantified over, in their order
   */
  public record Step(String action, List<TlaValue> parameters) {

    /** Copies the parameters. */
    public Step {
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * What TLC's classes do, seen from outside of them: public because they have a loader of their
   * own.
   */
  public interface Evaluator {
    List<String> variables();

    List<Step> steps();

    /** The variables on whose values it depends what a step does, by their positions. */
    Set<Integer> reads(int step);

    Set<Integer> readsOfGuard(int step);

    boolean guard(int step, TlaValue[] state);

    List<TlaValue[]> initial();

    List<TlaValue[]> next(int step, TlaValue[] state);

    List<String> conditions();

    Set<Integer> readsOfCondition(int condition);

    boolean holds(int condition, TlaValue[] state);
  }

  private final URLClassLoader classes;
  private final Evaluator evaluator;

  private Specification(URLClassLoader classes, Evaluator evaluator) {
    this.classes = classes;
    this.evaluator = evaluator;
  }

  /**
   * Reads a specification.
   *
   * @param module the root module, with all that it extends in its folder
   * @param config its configuration, with a SPECIFICATION of the form {@code Init /\ [][Next]_vars}
   * @throws IOException if TLC can't make sense of them; the message is TLC's
   */
  public static Specification read(Path module, Path config) throws IOException {
    URLClassLoader classes = new OwnTlc();
    Path standard = Files.createTempDirectory("acksiom-standard-modules");
    try {
      synchronized (PARSING) {
        return new Specification(
            classes,
            (Evaluator)
                Class.forName(TlcEvaluator.class.getName(), true, classes)
                    .getConstructor(Path.class, Path.class, Path.class)
                    .newInstance(module.toAbsolutePath(), config.toAbsolutePath(), standard));
      }
    } catch (ReflectiveOperationException e) {
      release(classes);
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(module + ": " + cause.getMessage(), cause);
    } finally {
      FileTree.delete(standard);
    }
  }

  /** The variables, in the order of a state's values. */
  public List<String> variables() {
    return evaluator.variables();
  }

  /** The disjuncts of the next-state relation. */
  public List<Step> steps() {
    return evaluator.steps();
  }

  /**
   * The variables on which it depends whether a step can be taken and what it changes. What a step
   * leaves as it was it does not read.
   *
   * @param step its position among {@link #steps}
   * @return positions among {@link #variables}
   */
  public Set<Integer> reads(int step) {
    return evaluator.reads(step);
  }

  /**
   * The variables that a step's guard reads: what its text asks of the state before it says
   * anything of the next one.
   *
   * @param step its position among {@link #steps}
   * @return positions among {@link #variables}
   */
  public Set<Integer> readsOfGuard(int step) {
    return evaluator.readsOfGuard(step);
  }

  /**
   * Whether a state passes a step's guard; if not, the step can't be taken.
   *
   * @param step its position among {@link #steps}
   * @param state the values of all variables
   */
  public boolean guard(int step, TlaValue[] state) {
    return evaluator.guard(step, state);
  }

  /** The initial states. */
  public List<TlaValue[]> initial() {
    return evaluator.initial();
  }

  /**
   * The states that a step leads to.
   *
   * @param step its position among {@link #steps}
   * @param state the values of all variables
   */
  public List<TlaValue[]> next(int step, TlaValue[] state) {
    return evaluator.next(step, state);
  }

  /** The conjuncts of the configuration's invariants: of each the name of its invariant. */
  public List<String> conditions() {
    return evaluator.conditions();
  }

  /**
   * The variables that such a conjunct reads.
   *
   * @param condition its position among {@link #conditions}
   * @return positions among {@link #variables}
   */
  public Set<Integer> readsOfCondition(int condition) {
    return evaluator.readsOfCondition(condition);
  }

  /**
   * Whether such a conjunct holds in a state.
   *
   * @param condition its position among {@link #conditions}
   * @param state the values of all variables
   */
  public boolean holds(int condition, TlaValue[] state) {
    return evaluator.holds(condition, state);
  }

  /** Lets TLC's classes go. */
  @Override
  public void close() throws IOException {
    release(classes);
  }

  /** A loader closes jars that others may be reading the standard modules from. */
  private static void release(URLClassLoader classes) throws IOException {
    synchronized (PARSING) {
      classes.close();
    }
  }

  /** Loads TLC, and what speaks to it, anew; the rest is everybody's. */
  private static final class OwnTlc extends URLClassLoader {
    private static final List<String> OWN =
        List.of(
            "tlc2.",
            "tla2sany.",
            "util.",
            "pcal.",
            "org.acksiom.modelcheck.OwnModules",
            "org.acksiom.modelcheck.TlcEvaluator",
            "org.acksiom.modelcheck.TlcValues",
            "org.acksiom.modelcheck.TraceOperators");

    OwnTlc() throws MalformedURLException {
      super(
          new URL[] {
            Tlc.home(tlc2.TLC.class).toUri().toURL(), Tlc.home(TlcEvaluator.class).toUri().toURL()
          },
          Specification.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (OWN.stream().noneMatch(name::startsWith)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }
}
