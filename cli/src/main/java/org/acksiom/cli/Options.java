package org.acksiom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.acksiom.conformance.Profile;
import org.acksiom.specs.FaultModel;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Values of options that several commands have. */
final class Options {
  private Options() {}

  /** The fault model of that name. */
  static FaultModel faults(CommandSpec spec, String id) {
    return named(spec, "--faults", id, FaultModel::of);
  }

  static Profile profile(CommandSpec spec, String name) {
    return named(spec, "--profile", name, Profile::of);
  }

  /** A folder that can be written to; it is made if it is not there. */
  static Path folder(Path folder) {
    return folder("--out", folder);
  }

  /** The same for an option of another name. */
  static Path folder(String option, Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UserError(option + ": expected a folder that can be written, found " + folder);
    }
  }

  static <T> T named(CommandSpec spec, String option, String name, Function<String, T> of) {
    try {
      return of.apply(name);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage());
    }
  }
}
