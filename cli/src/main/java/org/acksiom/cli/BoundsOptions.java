package org.acksiom.cli;

import org.acksiom.specs.Bounds;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How far to go, where the user may say so. What is not given stays as the command has it. */
final class BoundsOptions {
  @Option(names = "--replicas", paramLabel = "N", description = "Brokers.")
  private Integer replicas;

  @Option(names = "--records", paramLabel = "N", description = "Records that the producer sends.")
  private Integer records;

  @Option(
      names = "--retries",
      paramLabel = "N",
      description = "Attempts at a record after the first, where the preset retries.")
  private Integer retries;

  @Option(
      names = "--faults-max",
      paramLabel = "N",
      description = "Faults in all, where the fault model has any.")
  private Integer faults;

  @Option(
      names = "--consumers",
      paramLabel = "N",
      description = "Consumers that read while all this happens, 0 or 1.")
  private Integer consumers;

  /** Whether the user gave any. */
  boolean given() {
    return replicas != null
        || records != null
        || retries != null
        || faults != null
        || consumers != null;
  }

  /**
   * The bounds.
   *
   * @param unless those of what is not given
   * @throws ParameterException if one is outside its range; the message names it
   */
  Bounds or(Bounds unless, CommandSpec spec) {
    try {
      return new Bounds(
          or(replicas, unless.replicas()),
          or(records, unless.records()),
          or(retries, unless.retries()),
          or(faults, unless.faults()),
          or(consumers, unless.consumers()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--" + e.getMessage().replaceFirst("^" + Bounds.FAULTS, "faults-max"));
    }
  }

  private static int or(Integer given, int unless) {
    return given == null ? unless : given;
  }
}
