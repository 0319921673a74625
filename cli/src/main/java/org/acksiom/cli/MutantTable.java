package org.acksiom.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.acksiom.conformance.mutants.Trial.Hearing;
import org.acksiom.conformance.mutants.WitnessKind;

/** Seeded bugs and who noticed them after how many steps, a line a bug. */
final class MutantTable {
  private static final String NAME = "%-40s";
  private static final String WITNESS = "%11s";

  private MutantTable() {}

  /** The line above all others. */
  static String header() {
    StringBuilder line = new StringBuilder(NAME.formatted("steps after which it is noticed by"));
    for (WitnessKind kind : WitnessKind.values()) {
      line.append(WITNESS.formatted(column(kind)));
    }
    return line.append("%7s".formatted("s")).toString();
  }

  /** Its name where there is room for one word. */
  private static String column(WitnessKind kind) {
    return kind == WitnessKind.HISTORY_CHECKS ? "histories" : kind.words();
  }

  /** A bug's line. */
  static String line(MutantOutcome outcome) {
    StringBuilder line = new StringBuilder(NAME.formatted(outcome.mutant().name()));
    outcome.hearings().forEach(hearing -> line.append(WITNESS.formatted(steps(hearing))));
    line.append(String.format(Locale.ROOT, "%7.1f", outcome.elapsedMillis() / 1000.0));
    return line + (outcome.exitCode() == ExitCode.VIOLATED ? "  SURVIVES" : "");
  }

  private static String steps(Hearing hearing) {
    return switch (hearing.testimony().verdict()) {
      case CAUGHT -> String.valueOf(hearing.testimony().steps());
      case SURVIVED -> "-";
      case UNDECIDED -> "?";
    };
  }

  /** How many each witness noticed. */
  static String summary(List<MutantOutcome> outcomes) {
    return "%n%d bugs; noticed by %s; %d survive.%n"
        .formatted(
            outcomes.size(),
            witnesses(outcomes),
            outcomes.stream().filter(one -> one.exitCode() == ExitCode.VIOLATED).count());
  }

  private static String witnesses(List<MutantOutcome> outcomes) {
    return List.of(WitnessKind.values()).stream()
        .map(kind -> kind.words() + " " + noticed(outcomes, kind))
        .collect(Collectors.joining(", "));
  }

  private static long noticed(List<MutantOutcome> outcomes, WitnessKind kind) {
    return outcomes.stream().filter(one -> one.hearings().get(kind.ordinal()).caught()).count();
  }

  /** The table as a document has it; without times, so that only a change changes it. */
  static String markdown(List<MutantOutcome> outcomes) {
    StringBuilder text = new StringBuilder("| bug | source |");
    StringBuilder rule = new StringBuilder("| --- | --- |");
    StringBuilder sum = new StringBuilder("| **%d** | |".formatted(outcomes.size()));
    for (WitnessKind kind : WitnessKind.values()) {
      text.append(' ').append(kind.words()).append(" |");
      rule.append(" ---: |");
      sum.append(" **%d** |".formatted(noticed(outcomes, kind)));
    }
    text.append('\n').append(rule).append('\n');
    for (MutantOutcome outcome : outcomes) {
      text.append("| `").append(outcome.mutant().name()).append("` | ");
      text.append(outcome.mutant().source()).append(" |");
      for (Hearing hearing : outcome.hearings()) {
        text.append(' ').append(steps(hearing)).append(" |");
      }
      text.append('\n');
    }
    return text.append(sum).append('\n').toString();
  }
}
