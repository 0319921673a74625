package org.acksiom.modelcheck;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the counterexamples in what TLC printed, with {@code -tool} or without, whole or cut out by
 * hand. Text around them is passed over; damage within them is an error.
 */
public final class TraceReader {

  /** How long a text may be, in characters: 16 Mi, some ten thousand states. */
  public static final int LENGTH_MAX = 16 << 20;

  private static final Pattern VIOLATED_INITIALLY =
      Pattern.compile("(?:Error: )?(?:Invariant|Property) .* is violated by the initial state:");

  private final String source;
  private final List<String> lines;
  private final List<Trace> traces = new ArrayList<>();
  private TraceAssembler current;
  private int at;

  private TraceReader(String source, List<String> lines) {
    this.source = source;
    this.lines = lines;
    this.current = new TraceAssembler(source);
  }

  /**
   * The counterexamples in a file, in order; at least one.
   *
   * @throws IOException if the file can't be read, is not UTF-8 or is longer than {@link
   *     #LENGTH_MAX}; the message names it
   * @throws TlaSyntaxException if there is no counterexample or a damaged one; the message names
   *     file, line and column
   */
  public static List<Trace> read(Path file) throws IOException, TlaSyntaxException {
    try (Reader reader =
        new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder())) {
      return read(reader, file.toString());
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": expected UTF-8, found other bytes", e);
    }
  }

  /**
   * The counterexamples in a text, in order; at least one. The reader is not closed.
   *
   * @param source what errors name
   * @throws IOException if reading fails or the text is longer than {@link #LENGTH_MAX}
   * @throws TlaSyntaxException as {@link #read(Path)}
   */
  public static List<Trace> read(Reader reader, String source)
      throws IOException, TlaSyntaxException {
    StringBuilder text = new StringBuilder();
    char[] buffer = new char[8192];
    for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
      text.append(buffer, 0, read);
      if (text.length() > LENGTH_MAX) {
        throw new IOException(
            source + ": expected at most " + LENGTH_MAX + " characters, found more");
      }
    }
    return new TraceReader(source, text.toString().lines().toList()).traces();
  }

  private List<Trace> traces() throws TlaSyntaxException {
    while (at < lines.size()) {
      String line = lines.get(at).strip();
      int number = at + 1;
      at++;
      if (VIOLATED_INITIALLY.matcher(line).matches()) {
        finish();
        current.initial(body(), number + 1);
        finish();
      } else if (TraceAssembler.isHeadline(line)) {
        if (TraceAssembler.isFirst(line)) {
          finish();
        }
        current.part(line, body(), number);
      }
    }
    finish();
    if (traces.isEmpty()) {
      throw new TlaSyntaxException(
          source,
          Math.max(1, lines.size()),
          1,
          "a counterexample of TLC, which begins 'State 1: <" + TraceState.INITIAL + ">'",
          "none");
    }
    return List.copyOf(traces);
  }

  /** The lines from here to a blank one, a message's end or the next headline. */
  private List<String> body() {
    int start = at;
    while (at < lines.size()
        && !lines.get(at).isBlank()
        && !ToolMessages.isMarker(lines.get(at))
        && !TraceAssembler.isHeadline(lines.get(at).strip())) {
      at++;
    }
    return lines.subList(start, at);
  }

  private void finish() {
    if (!current.isEmpty()) {
      traces.add(current.trace());
      current = new TraceAssembler(source);
    }
  }
}
