package org.acksiom.cli;

import java.util.List;
import org.acksiom.specs.Preset;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which presets, where the user may choose. */
final class PresetOptions {
  @Option(
      names = "--preset",
      split = ",",
      paramLabel = "PRESET",
      completionCandidates = Names.Presets.class,
      description = "Only these settings; may be repeated. Default: all ten.")
  private List<String> ids = List.of();

  /** Whether the user chose any. */
  boolean given() {
    return !ids.isEmpty();
  }

  /**
   * Those that the user chose, in the order of the tables; all of them if none.
   *
   * @throws ParameterException if there is no preset of that name
   */
  List<Preset> chosen(CommandSpec spec) {
    return ids.isEmpty()
        ? List.of(Preset.values())
        : ids.stream()
            .map(id -> Options.named(spec, "--preset", id, Preset::of))
            .distinct()
            .sorted()
            .toList();
  }
}
