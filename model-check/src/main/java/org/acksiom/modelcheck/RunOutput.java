package org.acksiom.modelcheck;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes sense of one run's {@code -tool} output while it comes. The message codes are those of
 * {@code tlc2.output.EC}; the exit code is not trusted with verdicts, since a run that continues
 * exits 0 whatever it found. Only that memory ran out is told by it, too.
 */
final class RunOutput implements ToolMessages.Sink {

  /**
   * Lines that a specification prints, or that the parser says, beyond this are in the log only.
   */
  private static final int TEXT_LINES_MAX = 1_000;

  /** Lines of an error beyond this are in the log only. */
  private static final int ERROR_LINES_MAX = 20;

  /**
   * How a JVM with {@code -XX:+ExitOnOutOfMemoryError} ends. What it says then may come in the
   * midst of one of TLC's lines, or be lost; TLC itself has no such exit code.
   */
  private static final int OUT_OF_MEMORY = 3;

  private static final Pattern COUNTS =
      Pattern.compile(
          "([\\d,]+) states generated.*, ([\\d,]+) distinct states found.*, "
              + "([\\d,]+) states left on queue\\.");
  private static final Pattern LEVEL = Pattern.compile("Progress\\((\\d+)\\) at ");
  private static final Pattern DEPTH = Pattern.compile("state graph search is (\\d+)\\.");
  private static final Pattern ACTION =
      Pattern.compile("<(.+?) (" + Location.PATTERN + ")>: (\\d+):(\\d+)");
  private static final Pattern NAME =
      Pattern.compile("(?:Invariant|Action property|Property) (.+) is violated.*");

  private static final Pattern BOILERPLATE =
      Pattern.compile(
          "Parsing file .*|Semantic processing of .*|tla2sany\\..*|\\*\\*\\*.*|Residual stack trace .*"
              + "|.* starting at line \\d+, column \\d+\\."
              + "|TLC threw an unexpected exception\\.|This was probably caused by .*"
              + "|See the User Output .*|The exception was a .*|at \\S+\\(.*");

  private final Path log;
  private final int violationsMax;
  private final Runnable progressed;
  private final ToolMessages messages = new ToolMessages(this);

  private final List<Violation> violations = new ArrayList<>();
  private Violation.Kind openKind;
  private String openName;
  private List<TlaValue> openPrinted;
  private TraceAssembler openTrace;
  private long generatedSinceState;

  private final Deque<String> text = new ArrayDeque<>();
  private final Set<String> errors = new LinkedHashSet<>();
  private boolean outOfMemory;
  private boolean exhausted;
  private volatile boolean stopping;

  private long generated;
  private long distinct;
  private long queued;
  private int depth;
  private Map<String, ActionCoverage> coverage = new LinkedHashMap<>();
  private List<ActionCoverage> actions = List.of();

  /**
   * @param log where the lines are kept, for the result and as the name in errors
   * @param progressed called on each line of progress
   */
  RunOutput(Path log, int violationsMax, Runnable progressed) {
    this.log = log;
    this.violationsMax = violationsMax;
    this.progressed = progressed;
  }

  void line(String line) {
    messages.line(line);
  }

  /**
   * Says that the search is being stopped: what TLC concludes from here on is about a part only.
   */
  void stopping() {
    stopping = true;
  }

  /** Whether as many violations have been found as the run wants. */
  boolean enough() {
    return violations.size() >= violationsMax;
  }

  Stats stats(Duration elapsed) {
    return new Stats(generated, distinct, queued, depth, elapsed, actions);
  }

  TlcResult result(int exitCode, boolean timedOut, Duration elapsed) {
    Stats stats = stats(elapsed);
    // A specification may end the search by itself, with TLCSet("exit", TRUE): TLC calls that
    // success.
    boolean whole = exhausted && queued == 0 && !stopping;
    if (outOfMemory || exitCode == OUT_OF_MEMORY) {
      return new TlcResult.Undecided(TlcResult.Budget.MEMORY, violations, stats, log);
    }
    if (timedOut) {
      return new TlcResult.Undecided(TlcResult.Budget.TIME, violations, stats, log);
    }
    if (errors.isEmpty() && !violations.isEmpty()) {
      return new TlcResult.Violated(violations, whole, stats, log);
    }
    if (errors.isEmpty() && whole && exitCode == 0) {
      return new TlcResult.Holds(stats, log);
    }
    if (errors.isEmpty()) {
      addErrors(text);
    }
    if (errors.isEmpty()) {
      errors.add(
          "TLC ended with exit code %d and without a result, %d states left on the queue"
              .formatted(exitCode, queued));
    }
    return new TlcResult.Failed(new ArrayList<>(errors), exitCode, stats, log);
  }

  @Override
  public void text(String line) {
    if (line.startsWith("Terminating due to java.lang.OutOfMemoryError")) {
      outOfMemory = true;
    }
    text.add(line);
    if (text.size() > TEXT_LINES_MAX) {
      text.remove();
    }
  }

  @Override
  public void message(ToolMessages.Message message) {
    switch (message.code()) {
      case 2107 -> {
        open(Violation.Kind.INVARIANT, message);
        initialState(message);
      }
      case 2108 -> {
        open(Violation.Kind.INITIAL_PROPERTY, message);
        initialState(message);
      }
      case 2110 -> open(Violation.Kind.INVARIANT, message);
      case 2112 -> open(Violation.Kind.ACTION_PROPERTY, message);
      case 2114 -> open(Violation.Kind.DEADLOCK, message);
      case 2116 -> open(Violation.Kind.TEMPORAL_PROPERTY, message);
      case 2217, 2218, 2122 -> state(message);
      case 2121, 2264 -> {}
      case 2200 -> {
        counts(message);
        closeIfSearchGoesOn();
        progressed.run();
      }
      case 2201 -> coverage = new LinkedHashMap<>();
      case 2772, 2773 -> action(message);
      case 2202 -> actions = List.copyOf(coverage.values());
      case 2221, 2774, 2775, 2776, 2777 -> {}
      default -> {
        close();
        conclude(message);
      }
    }
  }

  private void conclude(ToolMessages.Message message) {
    switch (message.code()) {
      case 1001, 1002, 1003 -> outOfMemory = true;
      case 2103 -> {
        if (!errors.isEmpty()) {
          addErrors(message.lines());
        }
      }
      case 2132 -> {
        if (message.severity() == 1) {
          open(Violation.Kind.ASSERTION, message);
        } else {
          addErrors(message.lines());
        }
      }
      case 2189 -> text.clear();
      case 2192 -> exhausted |= message.text().contains("complete state space");
      case 2193 -> exhausted = true;
      case 2194 ->
          find(DEPTH, message).ifPresent(found -> depth = Integer.parseInt(found.group(1)));
      case 2199 -> counts(message);
      case 3002 -> addErrors(text.isEmpty() ? message.lines() : text);
      default -> {
        if (message.severity() == 1 || message.severity() == 2) {
          outOfMemory |= message.text().contains("java.lang.OutOfMemoryError");
          addErrors(message.lines());
        }
      }
    }
  }

  private void open(Violation.Kind kind, ToolMessages.Message message) {
    close();
    if (enough() || (stopping && kind == Violation.Kind.TEMPORAL_PROPERTY)) {
      return;
    }
    openKind = kind;
    openName =
        switch (kind) {
          case DEADLOCK, TEMPORAL_PROPERTY -> "";
          case ASSERTION -> message.lines().get(message.lines().size() - 1);
          default -> find(NAME, message).map(found -> found.group(1)).orElse("");
        };
    openPrinted = new TlaParser("printed", String.join("\n", text), 1).values();
    openTrace = new TraceAssembler(log.toString());
    generatedSinceState = -1;
    text.clear();
  }

  private void initialState(ToolMessages.Message message) {
    if (openTrace != null) {
      List<String> body = message.lines().subList(1, message.lines().size());
      assemble(trace -> trace.initial(body, message.line() + 1));
    }
  }

  private void state(ToolMessages.Message message) {
    // What was printed since the violation comes from actions that were taken again for its trace.
    text.clear();
    generatedSinceState = -1;
    if (openTrace != null) {
      List<String> lines = message.lines();
      assemble(trace -> trace.part(lines.get(0), lines.subList(1, lines.size()), message.line()));
    }
  }

  private interface Part {
    void addTo(TraceAssembler trace) throws TlaSyntaxException;
  }

  private void assemble(Part part) {
    try {
      part.addTo(openTrace);
    } catch (TlaSyntaxException e) {
      errors.add("the counterexample can't be read: " + e.getMessage());
      openTrace = null;
    }
  }

  /**
   * A trace has no end mark, and the JVM may die in the middle of one. But TLC's worker does
   * nothing else meanwhile: if it computes states again, the trace is whole.
   */
  private void closeIfSearchGoesOn() {
    if (openTrace == null) {
      return;
    }
    if (generatedSinceState < 0) {
      generatedSinceState = generated;
    } else if (generated > generatedSinceState) {
      close();
    }
  }

  private void close() {
    if (openTrace != null && !openTrace.isEmpty()) {
      violations.add(new Violation(openKind, openName, openPrinted, openTrace.trace()));
    }
    openTrace = null;
  }

  private void counts(ToolMessages.Message message) {
    find(COUNTS, message)
        .ifPresent(
            found -> {
              generated = number(found.group(1));
              distinct = number(found.group(2));
              queued = number(found.group(3));
            });
    find(LEVEL, message).ifPresent(found -> depth = Integer.parseInt(found.group(1)));
  }

  private void action(ToolMessages.Message message) {
    find(ACTION, message)
        .ifPresent(
            found -> {
              ActionCoverage action =
                  new ActionCoverage(
                      found.group(1),
                      Location.of(found.group(2)),
                      message.code() == 2773,
                      Long.parseLong(found.group(8)),
                      Long.parseLong(found.group(9)));
              coverage.merge(found.group(1) + found.group(2), action, ActionCoverage::plus);
            });
  }

  private static Optional<Matcher> find(Pattern pattern, ToolMessages.Message message) {
    Matcher matcher = pattern.matcher(message.text());
    return matcher.find() ? Optional.of(matcher) : Optional.empty();
  }

  private static long number(String grouped) {
    return Long.parseLong(grouped.replace(",", ""));
  }

  private void addErrors(Collection<String> lines) {
    for (String line : lines) {
      String words = line.strip();
      if (words.startsWith(": ")) {
        words = words.substring(2);
      }
      if (!words.isEmpty() && !words.equals(":") && !BOILERPLATE.matcher(words).matches()) {
        errors.add(words);
      }
      if (errors.size() >= ERROR_LINES_MAX) {
        return;
      }
    }
  }
}
