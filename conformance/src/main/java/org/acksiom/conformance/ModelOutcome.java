package org.acksiom.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.acksiom.modelcheck.ActionCoverage;
import org.acksiom.modelcheck.Stats;
import org.acksiom.modelcheck.Tlc;
import org.acksiom.modelcheck.TlcResult;
import org.acksiom.modelcheck.TlcRun;
import org.acksiom.modelcheck.Violation;
import org.acksiom.specs.Model;
import org.acksiom.specs.SpecFiles;
import org.acksiom.specs.tla.ConfigText;

/**
 * What TLC says of a model of {@code specs/models}, beside what is expected of it.
 *
 * @param model the model
 * @param result what TLC came to
 * @param cached whether it came to that earlier, and was not run again
 */
public record ModelOutcome(Model model, TlcResult result, boolean cached) {

  /** What a model came to. */
  public enum Kind {
    /** TLC says what is expected. */
    AS_EXPECTED,
    /** TLC says something else. */
    UNEXPECTED,
    /** The budget ran out. */
    UNDECIDED,
    /** TLC failed. */
    FAILED
  }

  /**
   * Runs a model, unless TLC remembers it, in a folder that keeps the modules, the model and TLC's
   * output.
   *
   * @param timeout more than zero
   * @param workers TLC's threads
   * @param progress told how far TLC is
   */
  public static ModelOutcome run(
      Tlc tlc, Model model, Path folder, Duration timeout, int workers, Consumer<Stats> progress)
      throws IOException, InterruptedException {
    SpecFiles.copyModulesTo(folder);
    Path config = folder.resolve(model.name() + ".cfg");
    Files.writeString(config, model.config());
    TlcRun run =
        TlcRun.of(
                folder.resolve(model.module() + ".tla"),
                config,
                folder.resolve(model.name() + ".out"))
            .timeout(timeout)
            .workers(workers)
            .heapMegabytes(1024)
            .coverage(true);
    Optional<TlcResult> recalled = tlc.recall(run);
    return recalled.isPresent()
        ? new ModelOutcome(model, recalled.get(), true)
        : new ModelOutcome(model, tlc.run(run, progress), false);
  }

  /** How the result compares with what is expected. */
  public Kind kind() {
    if (result instanceof TlcResult.Failed) {
      return Kind.FAILED;
    } else if (result instanceof TlcResult.Undecided) {
      return Kind.UNDECIDED;
    } else if (result instanceof TlcResult.Violated violated) {
      Violation violation = violated.violations().get(0);
      return isExpected(violation) ? Kind.AS_EXPECTED : Kind.UNEXPECTED;
    }
    return model.violates() == null ? Kind.AS_EXPECTED : Kind.UNEXPECTED;
  }

  /**
   * TLC doesn't name temporal properties, and what must hold in the initial states it names by its
   * place. A model that expects one of the former to fail has no other, and one that expects one of
   * the latter checks nothing else.
   */
  private boolean isExpected(Violation violation) {
    return switch (violation.kind()) {
      case TEMPORAL_PROPERTY -> model.violates() != null && violation.name().isEmpty();
      case INITIAL_PROPERTY ->
          model.violates() != null
              && ConfigText.of(model.config()).checked().equals(List.of(model.violates()));
      default -> violation.name().equals(model.violates());
    };
  }

  /** TLC's verdict, in words. */
  public String verdict() {
    if (result instanceof TlcResult.Failed failed) {
      return "failed: " + failed.message();
    } else if (result instanceof TlcResult.Undecided undecided) {
      return "undecided: out of " + undecided.budget().name().toLowerCase(Locale.ROOT);
    } else if (result instanceof TlcResult.Violated violated) {
      Violation violation = violated.violations().get(0);
      return "violates "
          + switch (violation.kind()) {
            case TEMPORAL_PROPERTY -> "a temporal property";
            case INITIAL_PROPERTY -> "what must hold initially: " + violation.name();
            default -> violation.name();
          };
    }
    return "holds";
  }

  /** The actions that were never taken, of a model that was exhausted. */
  public List<String> neverTaken() {
    return result.stats().neverTaken().stream().map(ActionCoverage::action).distinct().toList();
  }
}
