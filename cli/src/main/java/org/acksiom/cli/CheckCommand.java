package org.acksiom.cli;

import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.acksiom.linearizability.Budget;
import org.acksiom.linearizability.LinearizabilityChecker;
import org.acksiom.linearizability.Shrinker;
import org.acksiom.linearizability.delivery.DeliveryLimits;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.HistoryFormat;
import org.acksiom.linearizability.history.HistoryFormatException;
import org.acksiom.linearizability.history.HistoryReader;
import org.acksiom.linearizability.history.ReadLimits;
import org.acksiom.linearizability.history.Recording;
import org.acksiom.linearizability.model.Dialect;
import org.acksiom.linearizability.model.IllegalOperationException;
import org.acksiom.linearizability.model.Models;
import org.acksiom.linearizability.model.SequentialModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code acksiom check}: recorded histories against a model. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    header = "Checks recorded histories against a model.",
    description = {
      "Reads Jepsen's EDN histories, the lines of Jepsen's log, JSON and NDJSON; says of each"
          + " history whether the model explains it, and if not, where explanations end.",
      "Of several histories each is checked; the exit code is the worst of theirs, where bad input"
          + " is worse than a violation, and a violation worse than unknown."
    },
    footer = {
      "",
      "Examples:",
      "  acksiom check --model cas-register etcd.log",
      "  acksiom check --model kafka --json run-*.edn",
      "  acksiom check --model register --shrink --html out.html h.edn",
    })
final class CheckCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  /** Histories may take a third of the heap, so that the search has its half. */
  private static final int HEAP_PER_HISTORY = 3;

  private static final int HEAP_PER_SEARCH = 2;

  /** Enough to keep a hundred of many. */
  private static final int SHRINKING_CHECKS_MAX = 2000;

  /** Each time is kept until the median of all is known. */
  private static final int REPEAT_MAX = 1_000_000;

  /** The models' names, for picocli. */
  static final class ModelNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      List<String> names = new ArrayList<>(Models.names());
      names.add(DeliveryCheck.MODEL);
      return names.iterator();
    }
  }

  private final InputStream standardInput;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "HISTORY",
      description = "A file, or - for standard input.")
  private List<File> files; // names that a shell completes, and not all of them are a Path here

  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      completionCandidates = ModelNames.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String model;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "One of ${COMPLETION-CANDIDATES}. Default: told from the first characters.")
  private HistoryFormat format;

  @Option(
      names = "--initial",
      paramLabel = "VALUE",
      description =
          "What a register, each register, each key or a counter holds at first, or the balances of"
              + " a bank, such as {0 10, 1 10}, in EDN. Default: 0 for registers, nil in Jepsen's"
              + " log; \"\" for keys; 0 for counters.")
  private String initial;

  @Option(
      names = "--whole",
      description = "Check kv whole instead of key by key; the verdict is the same.")
  private boolean whole;

  @Option(
      names = "--time-limit",
      defaultValue = "60s",
      paramLabel = "TIME",
      converter = Quantities.Time.class,
      description = "For each history, such as 500ms, 30s or 2m. Default: ${DEFAULT-VALUE}.")
  private Duration timeLimit;

  @Option(
      names = "--memory-limit",
      paramLabel = "BYTES",
      converter = Quantities.Memory.class,
      description =
          "For each search or delivery check, such as 512m or 2g. Default: half of the heap.")
  private Long memoryLimit;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "Threads for a history that is hard; the result is the same. Default: all cores.")
  private Integer workers;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "Check each history N times after a warm-up and tell the median time.")
  private Integer repeat;

  @Option(
      names = "--json",
      description =
          "Print one JSON document a line for each history; of one that can't be read it says why.")
  private boolean json;

  @Option(
      names = "--shrink",
      description =
          "Of a history that is not linearizable find a few operations that cannot be explained"
              + " together, whatever became of the others; within the time limit once more.")
  private boolean shrink;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Write a page that draws each history: processes as lanes, operations as bars, where each"
              + " takes effect, and the one that cannot. It needs no network.")
  private Path html;

  CheckCommand() {
    this(System.in);
  }

  /** The same with another standard input. */
  CheckCommand(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  @Override
  @SuppressWarnings("try") // what is opened below is closed, and not used otherwise
  public Integer call() throws IOException {
    requireSense();
    if (html == null) {
      return checkAll(Optional.empty());
    }
    HistoryPage page = new HistoryPage(html);
    try (FinalWrite ending = FinalWrite.of(interrupted -> page.write())) {
      return checkAll(Optional.of(page));
    }
  }

  private int checkAll(Optional<HistoryPage> page) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    CheckText text = new CheckText(out);
    ExitCode worst = ExitCode.HOLDS;
    try (Progress progress = Progress.start(err, "checking", "histories", files.size())) {
      for (String file : files.stream().map(File::getPath).toList()) {
        progress.doing("checking " + file);
        try {
          if (model.equals(DeliveryCheck.MODEL)) {
            worst = worst.worst(checkDelivery(file, out, page));
          } else {
            CheckResult result = check(file);
            if (json) {
              out.println(CheckJson.of(result));
            } else {
              text.print(result);
            }
            page.ifPresent(it -> it.add(result));
            worst = worst.worst(result.exitCode());
          }
        } catch (IOException e) {
          refuse(file, Unreadable.of(file, e), page);
          worst = worst.worst(ExitCode.BAD_INPUT);
        } catch (UserError e) {
          refuse(file, e, page);
          worst = worst.worst(ExitCode.BAD_INPUT);
        }
        out.flush();
        progress.advance();
      }
    }
    return worst.value();
  }

  /** What reads the documents gets one for each history, also for one that can't be read. */
  private void refuse(String file, UserError error, Optional<HistoryPage> page) throws IOException {
    page.ifPresent(it -> it.refuse(file, error.getMessage()));
    if (json) {
      spec.commandLine().getOut().println(CheckJson.unreadable(file, model, error.getMessage()));
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println(spec.qualifiedName() + ": " + error.getMessage());
    err.flush();
  }

  /** Refuses options that go with no history before one is read. */
  private void requireSense() {
    if (!model.equals(DeliveryCheck.MODEL)) {
      model(Dialect.KNOSSOS);
    } else {
      refuseWithKafka("--initial", "--whole", "--time-limit", "--workers", "--shrink");
      if (memoryLimit != null && memoryLimit < DeliveryLimits.MEMORY_BYTES_MIN) {
        throw wrong(
            "--memory-limit",
            "at least %dk with --model kafka".formatted(DeliveryLimits.MEMORY_BYTES_MIN >> 10),
            "%dk".formatted(memoryLimit >> 10));
      }
    }
    if (repeat != null && repeat < 1) {
      throw wrong("--repeat", "at least 1", repeat.toString());
    }
    if (repeat != null && repeat > REPEAT_MAX) {
      throw wrong("--repeat", "at most " + REPEAT_MAX, repeat.toString());
    }
    if (workers != null && workers < 1) {
      throw wrong("--workers", "at least 1", workers.toString());
    }
    if (memoryLimit != null && memoryLimit > Runtime.getRuntime().maxMemory()) {
      throw wrong(
          "--memory-limit",
          "at most the heap's %dm".formatted(Runtime.getRuntime().maxMemory() >> 20),
          "%dm".formatted(memoryLimit >> 20));
    }
  }

  /** The delivery checker takes no more time than reading does, and leaves no choice. */
  private void refuseWithKafka(String... options) {
    for (String option : options) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new ParameterException(
            spec.commandLine(), option + ": expected none with --model kafka, found one");
      }
    }
  }

  private ParameterException wrong(String option, String expected, String found) {
    return new ParameterException(
        spec.commandLine(), option + ": expected " + expected + ", found " + found);
  }

  private ExitCode checkDelivery(String file, PrintWriter out, Optional<HistoryPage> page)
      throws IOException {
    try (InputStream in = open(file);
        DeliveryCheck check =
            DeliveryCheck.of(file, in, Optional.ofNullable(format), memoryLimit, repeat)) {
      if (json) {
        out.println(check.json());
      } else {
        check.print(out);
      }
      page.ifPresent(it -> it.add(check));
      return check.exitCode();
    }
  }

  private CheckResult check(String file) throws IOException {
    long start = System.nanoTime();
    Recording recording = read(file);
    long parseNanos = System.nanoTime() - start;
    try {
      Timed<CheckResult.Linearizability> timed = Timed.of(repeat, check(recording));
      CheckResult.Linearizability found =
          shrink
              ? timed
                  .result()
                  .shrunk(
                      new Shrinker(budget(), SHRINKING_CHECKS_MAX, System::nanoTime),
                      recording.history())
              : timed.result();
      return new CheckResult(recording, model, parseNanos, timed.nanos(), found);
    } catch (IllegalOperationException e) {
      throw recording.wrong(e.event(), e.expected(), e.found());
    }
  }

  private Timed.Work<CheckResult.Linearizability, RuntimeException> check(Recording recording) {
    History history = recording.history();
    SequentialModel<?, ?> sequential = model(Dialect.of(recording.format()));
    LinearizabilityChecker checker =
        new LinearizabilityChecker(
            budget(),
            System::nanoTime,
            workers == null ? Runtime.getRuntime().availableProcessors() : workers);
    return () ->
        new CheckResult.Linearizability(
            whole ? checker.checkWhole(sequential, history) : checker.check(sequential, history),
            sequential,
            Optional.empty());
  }

  private Budget budget() {
    long heap = Runtime.getRuntime().maxMemory();
    return new Budget(timeLimit, memoryLimit == null ? heap / HEAP_PER_SEARCH : memoryLimit);
  }

  private SequentialModel<?, ?> model(Dialect dialect) {
    List<String> names = new ArrayList<>();
    new ModelNames().forEach(names::add);
    if (!names.contains(model)) {
      throw wrong("--model", "one of " + String.join(", ", names), "'" + model + "'");
    }
    try {
      return initial == null
          ? Models.named(model, dialect)
          : Models.named(model, dialect, Edn.parse("--initial", initial));
    } catch (HistoryFormatException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--initial: " + e.getMessage());
    }
  }

  private Recording read(String file) throws IOException {
    HistoryReader reader =
        new HistoryReader(ReadLimits.ofMemory(Runtime.getRuntime().maxMemory() / HEAP_PER_HISTORY));
    try (InputStream in = open(file)) {
      return reader.read(file, in, Optional.ofNullable(format));
    }
  }

  private InputStream open(String file) throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return new FilterInputStream(standardInput) {
        @Override
        public void close() {} // it is not ours
      };
    }
    Path path = path(file);
    Unreadable.refuseFolder(path);
    return Files.newInputStream(path);
  }

  private static Path path(String file) {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw Unreadable.ofName(file, e);
    }
  }
}
