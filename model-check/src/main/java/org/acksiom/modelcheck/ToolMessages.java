package org.acksiom.modelcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts the output of {@code tlc2.TLC -tool}, line by line as it comes, into messages and the text
 * between them. A message stands between {@code STARTMSG code:severity} and {@code ENDMSG code};
 * one that quotes another (an exception's text does) is one message.
 */
final class ToolMessages {

  /** Where the parts go. */
  interface Sink {
    void message(Message message);

    /** A line that is in no message: what the specification prints, and what the parser says. */
    void text(String line);
  }

  /**
   * @param severity 0 none, 1 an error, 2 a defect of TLC, 3 a warning, 4 a state
   * @param lines the text, without markers
   * @param line where the text begins in the output, counted from 1
   */
  record Message(int code, int severity, List<String> lines, int line) {

    String text() {
      return String.join("\n", lines);
    }
  }

  private static final String MARK = "@!@!@";
  private static final Pattern START =
      Pattern.compile(MARK + "STARTMSG (-?\\d{1,9}):(\\d) " + MARK);
  private static final Pattern END = Pattern.compile(MARK + "ENDMSG (-?\\d{1,9}) " + MARK);

  private final Sink sink;
  private List<String> open;
  private int code;
  private int severity;
  private int openedAt;
  private int lines;

  ToolMessages(Sink sink) {
    this.sink = sink;
  }

  static boolean isMarker(String line) {
    return line.startsWith(MARK);
  }

  void line(String line) {
    lines++;
    if (open == null) {
      Matcher start = START.matcher(line);
      if (start.matches()) {
        code = Integer.parseInt(start.group(1));
        severity = Integer.parseInt(start.group(2));
        open = new ArrayList<>();
        openedAt = lines + 1;
      } else {
        sink.text(line);
      }
      return;
    }
    Matcher end = END.matcher(line);
    if (end.matches() && Integer.parseInt(end.group(1)) == code) {
      Message message = new Message(code, severity, List.copyOf(open), openedAt);
      open = null;
      sink.message(message);
    } else if (!end.matches()) {
      open.add(START.matcher(line).replaceAll(""));
    }
  }
}
