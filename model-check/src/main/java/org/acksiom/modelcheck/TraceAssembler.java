package org.acksiom.modelcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a counterexample together from its parts as TLC prints them. A part is a headline and the
 * lines of one state: {@code State 2: <Send line 12, col 3 to line 14, col 20 of module M>} in
 * plain output, the same without {@code State} in {@code -tool} messages.
 */
final class TraceAssembler {

  private static final Pattern HEADLINE =
      Pattern.compile("(?:State )?(\\d{1,9}): (<.*|Stuttering|Back to state.*)");
  private static final Pattern DAMAGED = Pattern.compile("State \\d+:.*");
  private static final Pattern BACK = Pattern.compile("Back to state:? (\\d{1,9})(?::.*)?");
  private static final Pattern STEP = Pattern.compile("<(.+?) (" + Location.PATTERN + ")>");

  private final String source;
  private final List<TraceState> states = new ArrayList<>();
  private OptionalInt loop = OptionalInt.empty();

  TraceAssembler(String source) {
    this.source = source;
  }

  static boolean isHeadline(String line) {
    return DAMAGED.matcher(line).matches()
        || HEADLINE.matcher(line).matches()
        || BACK.matcher(line).matches();
  }

  /** Whether the headline begins a counterexample. */
  static boolean isFirst(String headline) {
    return headline.startsWith("State 1: ") || headline.startsWith("1: <");
  }

  /** The single state of a counterexample that has no headline. */
  void initial(List<String> body, int bodyLine) throws TlaSyntaxException {
    add(TraceState.INITIAL, Optional.empty(), body, bodyLine);
  }

  /**
   * Takes one part.
   *
   * @param line the line of the headline
   */
  void part(String headline, List<String> body, int line) throws TlaSyntaxException {
    if (loop.isPresent()) {
      throw new TlaSyntaxException(source, line, 1, "nothing after the loop", quoted(headline));
    }
    Matcher back = BACK.matcher(headline);
    if (back.matches()) {
      loopTo(number(back), headline, line);
      return;
    }
    Matcher head = HEADLINE.matcher(headline);
    if (!head.matches()) {
      throw new TlaSyntaxException(
          source, line, 1, "'State " + (states.size() + 1) + ": <'", quoted(headline));
    }
    String what = head.group(2);
    if (what.startsWith("Back to state")) {
      loopTo(number(head), headline, line);
      return;
    }
    int expected = states.size() + 1;
    if (number(head) != expected) {
      throw new TlaSyntaxException(source, line, 1, "state " + expected, "state " + head.group(1));
    }
    if (what.equals("Stuttering")) {
      loopTo(states.size(), headline, line);
    } else if (what.equals("<" + TraceState.INITIAL + ">")) {
      add(TraceState.INITIAL, Optional.empty(), body, line + 1);
    } else {
      Matcher step = STEP.matcher(what);
      if (!step.matches()) {
        throw new TlaSyntaxException(
            source,
            line,
            head.start(2) + 1,
            "'<Action line L, col C to line L, col C of module M>'",
            quoted(what));
      }
      add(step.group(1), Optional.of(Location.of(step.group(2))), body, line + 1);
    }
  }

  boolean isEmpty() {
    return states.isEmpty();
  }

  /** The counterexample so far; there must be a state. */
  Trace trace() {
    return new Trace(states, loop);
  }

  private void add(String action, Optional<Location> location, List<String> body, int bodyLine)
      throws TlaSyntaxException {
    Map<String, TlaValue> variables =
        new TlaParser(source, String.join("\n", body), bodyLine).assignments();
    if (!states.isEmpty() && !states.get(0).variables().keySet().equals(variables.keySet())) {
      throw new TlaSyntaxException(
          source,
          bodyLine,
          1,
          "the variables of state 1, " + states.get(0).variables().keySet(),
          variables.keySet().toString());
    }
    states.add(new TraceState(states.size() + 1, action, location, variables));
  }

  private void loopTo(int number, String headline, int line) throws TlaSyntaxException {
    if (number < 1 || number > states.size()) {
      throw new TlaSyntaxException(
          source, line, 1, "a loop to a state before it", quoted(headline));
    }
    loop = OptionalInt.of(number);
  }

  private static int number(Matcher headline) {
    return Integer.parseInt(headline.group(1));
  }

  private static String quoted(String text) {
    return "'" + text + "'";
  }
}
