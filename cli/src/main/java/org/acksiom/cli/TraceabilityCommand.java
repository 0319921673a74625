package org.acksiom.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.acksiom.conformance.sources.Checkout;
import org.acksiom.conformance.sources.UntracedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code acksiom traceability}: where each claim is in specification, code, checks and tests. */
@Command(
    name = "traceability",
    mixinStandardHelpOptions = true,
    header = "Prints where each claim is specified, implemented, checked and tested.",
    description = {
      "Reads the sources of the repository, finds every action of the specification and every"
          + " transition of the code, and writes a document with links to their lines. Runs nothing."
    },
    footer = {
      "",
      "Examples:",
      "  acksiom traceability",
      "  acksiom traceability --out docs/traceability.md"
    })
final class TraceabilityCommand implements Callable<Integer> {
  /** How the document of the repository is made. */
  static final String REGENERATE = "./acksiom traceability --out docs/traceability.md";

  private static final String SPECIFICATION = "specs/KafkaDelivery.tla";

  @Spec private CommandSpec spec;

  @Option(
      names = "--repository",
      defaultValue = ".",
      paramLabel = "DIR",
      description = "The root of a checkout. Default: the folder in which this is run.")
  private Path repository;

  @Option(names = "--out", paramLabel = "FILE", description = "Write the document there.")
  private Path out;

  @Override
  public Integer call() {
    if (!Files.isRegularFile(repository.resolve(SPECIFICATION))) {
      throw new UserError(
          "--repository: expected a checkout of Acksiom with "
              + SPECIFICATION
              + ", found "
              + repository);
    }
    String document;
    try {
      document = TraceabilityMarkdown.of(new Checkout(repository));
    } catch (UntracedException e) {
      throw new UserError(e.problems());
    }
    if (out == null) {
      spec.commandLine().getOut().print(document);
      spec.commandLine().getOut().flush();
    } else {
      new WholeFile("--out", out).write(document);
    }
    return ExitCode.HOLDS.value();
  }
}
