package org.acksiom.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.acksiom.cli.story.Story;
import org.acksiom.conformance.Cell;
import org.acksiom.conformance.Claim;
import org.acksiom.conformance.Ledger;
import org.acksiom.conformance.ModelOutcome;
import org.acksiom.conformance.Profile;
import org.acksiom.conformance.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code acksiom claims}: the claims ledger. */
@Command(
    name = "claims",
    mixinStandardHelpOptions = true,
    header = "Prints the claims ledger: what is taught, and what is so.",
    description = {
      "Runs the models and decides the scenarios that the claims rest on, and nothing else.",
      "Exits with 0 if every claim was decided, true or not."
    },
    footer = {
      "",
      "Examples:",
      "  acksiom claims",
      "  acksiom claims --markdown --out docs/claims.md"
    })
final class ClaimsCommand implements Callable<Integer> {
  /** How the document of the repository is made. */
  static final String REGENERATE = "./acksiom claims --markdown --out docs/claims.md";

  private static final Profile PROFILE = Profile.QUICK;

  @Spec private CommandSpec spec;

  @Mixin private Remembering remembering;

  @Option(
      names = "--markdown",
      description = "Print it as a document, with everything that each claim rests on.")
  private boolean markdown;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the document there; only if every claim was decided, and as a whole.")
  private Path out;

  /**
   * The command.
   *
   * @param cache where TLC's answers are kept
   */
  ClaimsCommand(Path cache) {
    remembering = new Remembering(cache);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (out != null && !markdown) {
      throw new ParameterException(
          spec.commandLine(), "--out: expected --markdown beside it, found none");
    }
    try (WorkFolder folder = WorkFolder.temporary("acksiom-claims")) {
      Deciding deciding =
          new Deciding(PROFILE, remembering.tlc(), folder.path(), 1, spec.commandLine().getErr());
      deciding.models(Deciding.modelsOfClaims());
      deciding.scenarios(scenarios());
      List<Ledger.Entry> ledger = deciding.ledger();
      ExitCode exit = exitCode(deciding, ledger);
      if (exit == ExitCode.FAILED) {
        folder.keep();
      }
      if (!markdown) {
        ledger.forEach(entry -> print(spec.commandLine().getOut(), entry, deciding.models()));
      } else {
        publish(ClaimsMarkdown.of(ledger, deciding.models(), deciding.cells()), exit);
      }
      return exit.value();
    }
  }

  /** What the claims' predictions ask. */
  static List<Scenario> scenarios() {
    return Arrays.stream(Claim.values())
        .flatMap(claim -> claim.predictions().stream())
        .flatMap(
            need ->
                need.presets().stream().flatMap(p -> PROFILE.scenarios(p, need.faults()).stream()))
        .distinct()
        .toList();
  }

  /** Prints the document, or writes it: a ledger with holes does not replace a whole one. */
  private void publish(String document, ExitCode exit) {
    if (out == null) {
      spec.commandLine().getOut().print(document);
      spec.commandLine().getOut().flush();
    } else if (exit == ExitCode.HOLDS) {
      new WholeFile("--out", out).write(document);
    } else {
      spec.commandLine()
          .getErr()
          .println("acksiom claims: not every claim was decided; " + out + " stays as it is");
    }
  }

  /** Of the models' failures, of what contradicts its expectation, and of what is open. */
  private ExitCode exitCode(Deciding deciding, List<Ledger.Entry> ledger) {
    boolean failed = deciding.tellFailures("acksiom claims");
    List<String> unexpected = deciding.unexpectedModels();
    unexpected.forEach(line -> spec.commandLine().getErr().println("acksiom claims: " + line));
    if (failed) {
      return ExitCode.FAILED;
    }
    if (!unexpected.isEmpty()) {
      return ExitCode.VIOLATED;
    }
    return ledger.stream().anyMatch(entry -> entry.standing() == Ledger.Standing.UNDECIDED)
        ? ExitCode.UNDECIDED
        : ExitCode.HOLDS;
  }

  private static void print(PrintWriter out, Ledger.Entry entry, Map<String, ModelOutcome> models) {
    Claim claim = entry.claim();
    out.println(claim + "  " + claim.sentence());
    out.println("    " + entry.standing().words() + "; when: " + claim.condition());
    out.println("    property: " + claim.property());
    for (String name : Stream.concat(claim.models().stream(), claim.refuters().stream()).toList()) {
      ModelOutcome outcome = models.get(name);
      if (outcome != null) {
        out.println(
            "    model %s: %s, %,d states"
                .formatted(name, outcome.verdict(), outcome.result().stats().distinct()));
      }
    }
    Optional<Cell> evidence = entry.evidence();
    evidence.ifPresent(
        cell -> {
          out.println(
              "    %s under %s, faults %s: %s"
                  .formatted(
                      cell.anomaly(),
                      cell.preset().id(),
                      cell.faults().id(),
                      cell.prediction().verdict()));
          cell.simulatedWitness()
              .ifPresent(
                  witness ->
                      Story.of(witness).forEach(step -> out.println("      - " + step.sentence())));
        });
    out.println();
    out.flush();
  }
}
