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
import org.acksiom.conformance.Cell;
import org.acksiom.conformance.Claim;
import org.acksiom.conformance.Ledger;
import org.acksiom.conformance.ModelOutcome;
import org.acksiom.conformance.Profile;
import org.acksiom.conformance.Verification.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
    footer = {"", "Example:", "  acksiom claims"})
final class ClaimsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private Remembering remembering;

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
    List<Scenario> scenarios =
        Arrays.stream(Claim.values())
            .flatMap(claim -> claim.predictions().stream())
            .flatMap(need -> need.presets().stream().map(p -> new Scenario(p, need.faults())))
            .distinct()
            .toList();
    try (WorkFolder folder = WorkFolder.temporary("acksiom-claims")) {
      Deciding deciding =
          new Deciding(
              Profile.QUICK, remembering.tlc(), folder.path(), 1, spec.commandLine().getErr());
      deciding.models(Deciding.modelsOfClaims());
      deciding.scenarios(scenarios);
      List<Ledger.Entry> ledger = deciding.ledger();
      ledger.forEach(entry -> print(spec.commandLine().getOut(), entry, deciding.models()));
      if (deciding.tellFailures("acksiom claims")) {
        folder.keep();
        return ExitCode.FAILED.value();
      }
      List<String> unexpected = deciding.unexpectedModels();
      unexpected.forEach(line -> spec.commandLine().getErr().println("acksiom claims: " + line));
      return (unexpected.isEmpty() ? exitCode(ledger) : ExitCode.VIOLATED).value();
    }
  }

  private static ExitCode exitCode(List<Ledger.Entry> ledger) {
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
