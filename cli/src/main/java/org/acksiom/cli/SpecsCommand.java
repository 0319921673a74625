package org.acksiom.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.acksiom.cli.typeset.SpecPages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code acksiom specs}: the specifications, to be read. */
@Command(
    name = "specs",
    mixinStandardHelpOptions = true,
    header = "Typesets the specifications: every module and model as a page.",
    description = {
      "Writes an index in reading order, and a page for each TLA+ module and each model, with"
          + " mathematical symbols, comments as prose, and every name linked to its definition."
    },
    footer = {"", "Example:", "  acksiom specs --out acksiom-specs"})
final class SpecsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      defaultValue = "acksiom-specs",
      paramLabel = "DIR",
      description = "Where the pages are written. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Override
  public Integer call() {
    Path folder = Options.folder(out);
    try {
      spec.commandLine().getOut().println("Specifications: " + SpecPages.write(folder, false));
    } catch (IOException e) {
      throw new PartFailed("writing the pages failed: " + e.getMessage(), out);
    }
    return ExitCode.HOLDS.value();
  }
}
