package org.acksiom.cli;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.acksiom.conformance.mutants.Trial.Hearing;
import org.acksiom.conformance.mutants.WitnessKind;

/**
 * Seeded bugs and who noticed them after how many steps, a line a bug. Bugs with other witnesses
 * are another table.
 */
final class MutantTable {
  private static final String NAME = "%-40s";
  private static final String WITNESS = "%11s";

  private MutantTable() {}

  /** The line above all others of bugs with these witnesses. */
  static String header(List<WitnessKind> witnesses) {
    StringBuilder line = new StringBuilder(NAME.formatted("steps after which it is noticed by"));
    for (WitnessKind kind : witnesses) {
      line.append(WITNESS.formatted(column(kind)));
    }
    return line.append("%7s".formatted("s")).toString();
  }

  /** Its name where there is room for one word. */
  private static String column(WitnessKind kind) {
    return switch (kind) {
      case HISTORY_CHECKS -> "histories";
      case TRACE_VALIDATION -> "traces";
      default -> kind.words();
    };
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
      case CAUGHT ->
          hearing.testimony().steps().stream().mapToObj(String::valueOf).findFirst().orElse("yes");
      case SURVIVED -> "-";
      case UNDECIDED -> "?";
    };
  }

  /** How many each witness noticed, of those that it was asked about. */
  static String summary(List<MutantOutcome> outcomes) {
    return "%n%d bugs; noticed by %s; %d survive.%n"
        .formatted(
            outcomes.size(),
            asked(outcomes).stream()
                .map(kind -> noticedOf(outcomes, kind))
                .collect(Collectors.joining(", ")),
            outcomes.stream().filter(one -> one.exitCode() == ExitCode.VIOLATED).count());
  }

  private static Set<WitnessKind> asked(List<MutantOutcome> outcomes) {
    return outcomes.stream()
        .flatMap(outcome -> outcome.mutant().witnesses().stream())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(WitnessKind.class)));
  }

  private static String noticedOf(List<MutantOutcome> outcomes, WitnessKind kind) {
    long of = outcomes.stream().filter(one -> one.mutant().witnesses().contains(kind)).count();
    return "%s %d of %d".formatted(kind.words(), noticed(outcomes, kind), of);
  }

  private static long noticed(List<MutantOutcome> outcomes, WitnessKind kind) {
    return outcomes.stream().filter(outcome -> outcome.isNoticedBy(kind)).count();
  }

  /** The tables as a document has them; without times, so that only a change changes them. */
  static String markdown(List<MutantOutcome> outcomes) {
    Map<List<WitnessKind>, List<MutantOutcome>> tables =
        outcomes.stream()
            .collect(
                Collectors.groupingBy(
                    outcome -> outcome.mutant().witnesses(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return tables.entrySet().stream()
        .map(table -> markdown(table.getKey(), table.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String markdown(List<WitnessKind> witnesses, List<MutantOutcome> outcomes) {
    StringBuilder text = new StringBuilder("| bug | source |");
    StringBuilder rule = new StringBuilder("| --- | --- |");
    StringBuilder sum = new StringBuilder("| **%d** | |".formatted(outcomes.size()));
    for (WitnessKind kind : witnesses) {
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
