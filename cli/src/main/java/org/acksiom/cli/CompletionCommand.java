package org.acksiom.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code acksiom completion}: what a shell has to know to complete commands, options and names. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    header = "A script with which bash and zsh complete commands, options and names.",
    description = {
      "",
      "It goes to standard output. It has the names of presets, fault models, bugs and models in"
          + " it, so make it again with each version."
    },
    footer = {
      "",
      "Example:",
      "  acksiom completion > ~/.acksiom-completion",
      "  echo '. ~/.acksiom-completion' >> ~/.bashrc   # or ~/.zshrc",
    })
final class CompletionCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    String script = AutoComplete.bash("acksiom", spec.root().commandLine());
    spec.commandLine().getOut().print(script);
  }
}
