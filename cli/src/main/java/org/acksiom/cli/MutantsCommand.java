package org.acksiom.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.acksiom.conformance.ModelFailed;
import org.acksiom.conformance.SideBySide;
import org.acksiom.conformance.mutants.ClusterCase;
import org.acksiom.conformance.mutants.Mutant;
import org.acksiom.conformance.mutants.Mutants;
import org.acksiom.conformance.mutants.PatchException;
import org.acksiom.conformance.mutants.Trial;
import org.acksiom.conformance.mutants.Trial.Hearing;
import org.acksiom.conformance.mutants.WitnessKind;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.specs.SpecFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code acksiom mutants}: seeded bugs of the protocol and of the log on a disk, and who notices
 * them.
 */
@Command(
    name = "mutants",
    mixinStandardHelpOptions = true,
    header = "Sows bugs into the Java implementation, one at a time, and says who notices.",
    description = {
      "Each bug is a patch with a story. It is applied to a copy of the sources, compiled in memory"
          + " and run beside the real implementation.",
      "A bug of the protocol is tried in the smallest case that shows it. Lock-step holds it against"
          + " KafkaDelivery, and is its judge; trace validation has TLC follow random runs of it;"
          + " invariants look at every state that it reaches;"
          + " history checks judge only what its clients saw, and count what the real core never"
          + " shows in that case.",
      "A bug of the log on a disk is judged by crash tests: every fault at every call, every way of"
          + " losing power then, every flipped bit.",
      "A bug that is named is told with its story and drawn.",
      "Exits with 0 if every bug is noticed by its judge, with 1 if one is not, with 3 if a budget ran"
          + " out."
    },
    footer = {
      "",
      "Examples:",
      "  acksiom mutants",
      "  acksiom mutants truncate-to-high-watermark",
      "  acksiom mutants torn-tail-accepted"
    })
final class MutantsCommand implements Callable<Integer> {
  private static final long PAIRS_MAX = 150_000;
  private static final long STATES_MAX = 400_000;

  /** What a pair of states needs with all that is remembered for it, and then some. */
  private static final long BYTES_A_PAIR = 1_000;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      completionCandidates = Names.Bugs.class,
      arity = "0..*",
      description = "Only these bugs, each with its story. Default: all.")
  private List<String> names = List.of();

  @Option(
      names = "--out",
      defaultValue = "acksiom-mutants",
      paramLabel = "DIR",
      description = "Where artifacts are written. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(names = "--json", description = "Print one JSON document a bug, each on its line.")
  private boolean json;

  @Option(
      names = "--markdown",
      description = "Print the tables of docs/verification-power.md instead.")
  private boolean markdown;

  /** Those of the table that is being printed. */
  private List<WitnessKind> columns = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (json && markdown) {
      throw new ParameterException(
          spec.commandLine(), "--json and --markdown: expected one of them, found both");
    }
    List<Mutant> mutants = mutants();
    int workers = Runtime.getRuntime().availableProcessors();
    long memory = Runtime.getRuntime().maxMemory() / workers / BYTES_A_PAIR;
    InOrder<MutantOutcome> inOrder = new InOrder<>(this::tell);
    try (WorkFolder folder = WorkFolder.temporary("acksiom-mutants");
        Progress progress =
            Progress.start(spec.commandLine().getErr(), "trying", "bugs", mutants.size())) {
      SpecFiles.copyModulesTo(folder.path());
      Trial trial =
          new Trial(
              folder.path().resolve(KafkaDeliveryModel.MODULE + ".tla"),
              Math.min(PAIRS_MAX, memory),
              Math.min(STATES_MAX, memory),
              System::nanoTime);
      List<SideBySide.Exploration<MutantOutcome>> trials = new ArrayList<>();
      for (Mutant mutant : mutants) {
        trials.add(() -> outcome(trial, mutant, progress));
      }
      SideBySide.run(
          trials,
          workers,
          (index, outcome) -> {
            progress.advance();
            inOrder.add(index, outcome);
          });
    } catch (ModelFailed e) {
      throw new IllegalStateException("a trial runs no model", e);
    }
    if (markdown) {
      spec.commandLine().getOut().print(MutantTable.markdown(inOrder.told()));
    } else if (!json && names.isEmpty()) {
      spec.commandLine().getOut().print(MutantTable.summary(inOrder.told()));
    }
    return inOrder.told().stream()
        .map(MutantOutcome::exitCode)
        .reduce(ExitCode.HOLDS, ExitCode::worst)
        .value();
  }

  /** Those that were asked for; none of them is tried unless all apply to the core as it is. */
  private List<Mutant> mutants() {
    List<Mutant> mutants = new ArrayList<>();
    try {
      for (String name : names.isEmpty() ? Mutants.names() : new LinkedHashSet<>(names)) {
        if (!Mutants.names().contains(name)) {
          throw new UserError(
              "expected the name of a bug ("
                  + String.join(", ", Mutants.names())
                  + "), found '"
                  + name
                  + "'");
        }
        Mutant mutant = Mutants.of(name);
        mutant.patched();
        mutants.add(mutant);
      }
    } catch (PatchException e) {
      throw new UserError(e.getMessage());
    }
    return mutants;
  }

  private static MutantOutcome outcome(Trial trial, Mutant mutant, Progress progress)
      throws IOException {
    try {
      progress.now(mutant.name());
      return new MutantOutcome(mutant, trial.of(mutant, pairs -> {}));
    } catch (PatchException e) {
      throw new IllegalStateException(e); // every patch was applied before
    }
  }

  private void tell(MutantOutcome outcome) {
    try {
      keep(outcome);
    } catch (IOException e) {
      throw new PartFailed("writing an artifact failed: " + e.getMessage(), out);
    }
    PrintWriter stdout = spec.commandLine().getOut();
    if (json) {
      stdout.println(document(outcome));
    } else if (!markdown) {
      stdout.print(names.isEmpty() ? row(outcome) : story(outcome));
    }
    stdout.flush();
  }

  /** A line, and above it a header where a table begins. */
  private String row(MutantOutcome outcome) {
    List<WitnessKind> witnesses = outcome.mutant().witnesses();
    String line = MutantTable.line(outcome) + "\n";
    if (witnesses.equals(columns)) {
      return line;
    }
    String gap = columns.isEmpty() ? "" : "\n";
    columns = witnesses;
    return gap + MutantTable.header(witnesses) + "\n" + line;
  }

  private Path artifact(Mutant mutant, Hearing hearing) {
    return out.resolve(mutant.name() + "-" + hearing.kind().id() + ".json");
  }

  private void keep(MutantOutcome outcome) throws IOException {
    for (Hearing hearing : outcome.hearings()) {
      Optional<String> schedule = hearing.testimony().schedule();
      if (schedule.isPresent()) {
        Options.folder(out);
        Files.writeString(artifact(outcome.mutant(), hearing), schedule.get());
      }
    }
  }

  /** What is wrong, what is seen, what each witness says, and the fullest of their schedules. */
  private String story(MutantOutcome outcome) {
    Mutant mutant = outcome.mutant();
    StringWriter text = new StringWriter();
    PrintWriter lines = new PrintWriter(text);
    lines.println(mutant.name() + "\n");
    lines.println(Paragraph.of(mutant.story()));
    lines.println(Paragraph.of("A user sees: " + mutant.seen()));
    lines.println(Paragraph.of("Source: " + mutant.source()));
    for (Hearing hearing : outcome.hearings()) {
      if (hearing.caught()) {
        lines.println(
            Paragraph.of(
                "Noticed by %s%s (%s): %s"
                    .formatted(
                        hearing.kind().words(),
                        after(hearing.testimony().steps()),
                        hearing.at(),
                        hearing.testimony().finding())));
      }
    }
    outcome
        .drawn()
        .ifPresent(
            hearing -> {
              Path file = artifact(mutant, hearing);
              ReplayCommand.replay(mutant, file, lines);
              lines.println(
                  "\nAgain: acksiom replay --mutant " + mutant.name() + " " + file + "\n");
            });
    return text.toString();
  }

  private static String after(OptionalInt steps) {
    return steps.isEmpty()
        ? ""
        : " after " + steps.getAsInt() + (steps.getAsInt() == 1 ? " step" : " steps");
  }

  private String document(MutantOutcome outcome) {
    Mutant mutant = outcome.mutant();
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("name", mutant.name());
    document.put("story", mutant.story());
    document.put("seen", mutant.seen());
    document.put("source", mutant.source());
    document.put("judge", outcome.judge().words());
    document.put("caught", outcome.exitCode() == ExitCode.HOLDS);
    document.put("elapsedMillis", outcome.elapsedMillis());
    ObjectNode witnesses = document.putObject("witnesses");
    for (Hearing hearing : outcome.hearings()) {
      ObjectNode witness = witnesses.putObject(hearing.kind().words());
      witness.put("verdict", hearing.testimony().verdict().name());
      witness.put("finding", hearing.testimony().finding());
      if (hearing.at() instanceof ClusterCase at) {
        witness.put("preset", at.preset().id());
        witness.put("faults", at.faults().id());
        at.bounds().byName().forEach(witness.putObject("bounds")::put);
      }
      OptionalInt steps = hearing.testimony().steps();
      witness.put("steps", steps.isPresent() ? steps.getAsInt() : null);
      witness.put("elapsedMillis", hearing.elapsedMillis());
      witness.put(
          "artifact",
          hearing
              .testimony()
              .schedule()
              .map(schedule -> artifact(mutant, hearing).toString())
              .orElse(null));
    }
    try {
      return new ObjectMapper().writeValueAsString(document);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
