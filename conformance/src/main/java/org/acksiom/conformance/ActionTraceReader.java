package org.acksiom.conformance;

import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.acksiom.impl.simulator.Action;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.impl.simulator.SetupFields;
import org.acksiom.modelcheck.StateChange;
import org.acksiom.modelcheck.TlaValue;
import org.acksiom.modelcheck.TracedStep;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;

/** Reads a file of {@link ActionTrace}s, line by line. */
final class ActionTraceReader implements AutoCloseable {
  /** Longer than any line of a trace within the bounds that there are. */
  private static final int LINE_LENGTH_MAX = 1_000_000;

  private static final int BUFFER_LENGTH = 1 << 16;

  private final Path file;
  private final InputStream bytes;
  private final Listener listener;
  private final byte[] buffer = new byte[BUFFER_LENGTH];
  private int at;
  private int filled;
  private int number;

  /** Told what is in the file. */
  interface Listener {
    /**
     * A trace begins.
     *
     * @param setup what was simulated
     * @param line that of its header, from 1
     * @param initial the values of all variables
     */
    void begun(Setup setup, int line, TlaValue[] initial) throws IOException;

    /** Its next event; its line is the one after that of the event before. */
    void happened(TracedStep step) throws IOException;

    /** The trace is over. */
    void ended() throws IOException;
  }

  /** What is read of a header. */
  private record Header(Setup setup, int line, int events) {}

  private ActionTraceReader(Path file, Listener listener) throws IOException {
    this.file = file;
    this.bytes = Files.newInputStream(file);
    this.listener = listener;
  }

  /**
   * Reads a file.
   *
   * @throws TraceFormatException if it does not hold traces; what was whole before was told
   * @throws IOException if it can't be read at all
   */
  static void read(Path file, Listener listener) throws IOException, TraceFormatException {
    try (ActionTraceReader reader = new ActionTraceReader(file, listener)) {
      String first = reader.line();
      if (first == null) {
        throw TraceLine.bad(file, 1, 1, "expected the header of a trace, found an empty file");
      }
      for (String line = first; line != null; line = reader.line()) {
        reader.trace(line);
      }
    }
  }

  private void trace(String first) throws IOException, TraceFormatException {
    Header header;
    try (TraceLine line = new TraceLine(file, number, first)) {
      header = header(line);
    }
    Bounds bounds = header.setup().bounds();
    TlaValue[] state =
        TraceVariable.ALL.stream().map(each -> each.blank(bounds)).toArray(TlaValue[]::new);
    state = step(bounds, state, true, "the initial state").after();
    listener.begun(header.setup(), header.line(), state);
    for (int event = 1; event <= header.events(); event++) {
      Stepped stepped = step(bounds, state, false, "event " + event + " of " + header.events());
      listener.happened(stepped.step());
      state = stepped.after();
    }
    listener.ended();
  }

  // ---- lines

  /** The next line without its end, null if there is none. */
  private String line() throws IOException, TraceFormatException {
    number++;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean ended = false;
    while (!ended) {
      if (at == filled) {
        filled = Math.max(0, bytes.read(buffer));
        at = 0;
      }
      if (filled == 0) {
        break;
      }
      int from = at;
      while (at < filled && buffer[at] != '\n') {
        at++;
      }
      line.write(buffer, from, at - from);
      if (line.size() > LINE_LENGTH_MAX) {
        throw TraceLine.bad(
            file, number, 1, "expected lines of at most " + LINE_LENGTH_MAX + " bytes");
      }
      ended = at < filled;
      at += ended ? 1 : 0;
    }
    if (!ended && line.size() == 0) {
      return null;
    }
    if (!ended) {
      throw TraceLine.bad(
          file, number, line.size() + 1, "expected the end of the line, found the end of the file");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(line.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw TraceLine.bad(file, number, 1, "expected UTF-8, found other bytes");
    }
  }

  // ---- the header

  private Header header(TraceLine line) throws IOException, TraceFormatException {
    DeliverySettings settings = null;
    FaultModel faults = null;
    Bounds bounds = null;
    int events = -1;
    line.next();
    line.expect(JsonToken.START_OBJECT, "the header of a trace");
    if (!line.nextField() || !line.field().equals("format")) {
      throw line.bad("expected the header of a trace, which begins with its format");
    }
    line.next();
    if (!line.text().equals(ActionTrace.FORMAT)) {
      throw line.bad("format: expected " + ActionTrace.FORMAT + ", found '" + line.text() + "'");
    }
    while (line.nextField()) {
      String field = line.field();
      line.next();
      switch (field) {
        case "settings" -> {
          Map<String, String> given = scalars(line);
          settings = understood(line, () -> SetupFields.settings(given));
        }
        case "bounds" -> {
          Map<String, String> given = scalars(line);
          bounds = understood(line, () -> SetupFields.bounds(given));
        }
        case "faults" -> {
          String id = line.text();
          faults = understood(line, () -> FaultModel.of(id));
        }
        case "seed", "run" -> line.expect(JsonToken.VALUE_NUMBER_INT, "an integer");
        case "events" -> events = line.natural();
        default ->
            throw line.bad(
                "expected settings, faults, bounds, seed, run or events, found '" + field + "'");
      }
    }
    if (settings == null || faults == null || bounds == null || events < 0) {
      throw line.bad(
          "expected settings, faults, bounds and events, found a header without one of them");
    }
    line.expectEnd();
    return new Header(new Setup(settings, faults, bounds), number, events);
  }

  private static Map<String, String> scalars(TraceLine line)
      throws IOException, TraceFormatException {
    line.expect(JsonToken.START_OBJECT, "an object");
    Map<String, String> scalars = new LinkedHashMap<>();
    while (line.nextField()) {
      String name = line.field();
      line.next();
      scalars.put(name, line.scalar());
    }
    return scalars;
  }

  private static <T> T understood(TraceLine line, Supplier<T> value) throws TraceFormatException {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw line.bad(e.getMessage());
    }
  }

  // ---- events

  private record Stepped(TracedStep step, TlaValue[] after) {}

  private Stepped step(Bounds bounds, TlaValue[] before, boolean initial, String what)
      throws IOException, TraceFormatException {
    String text = line();
    if (text == null) {
      throw TraceLine.bad(file, number, 1, "expected " + what + ", found the end of the file");
    }
    try (TraceLine line = new TraceLine(file, number, text)) {
      TracedStep step = step(line, bounds, initial, what);
      return new Stepped(step, understood(line, () -> step.after(before)));
    }
  }

  private static TracedStep step(TraceLine line, Bounds bounds, boolean initial, String what)
      throws IOException, TraceFormatException {
    String action = null;
    Map<String, Integer> given = new LinkedHashMap<>();
    List<StateChange> changes = null;
    line.next();
    line.expect(JsonToken.START_OBJECT, what);
    while (line.nextField()) {
      String field = line.field();
      line.next();
      switch (field) {
        case "action" -> action = line.text();
        case "changed" -> changes = changes(line, bounds, initial);
        case "format" -> throw line.bad("expected " + what + ", found the header of a trace");
        default -> given.put(field, line.number());
      }
    }
    if (action == null || changes == null) {
      throw line.bad("expected action and changed, found an event without one of them");
    }
    List<String> names = initial ? List.of() : parameters(line, action);
    if (initial != action.equals(ActionTrace.INIT)) {
      throw line.bad("expected " + what + ", found '" + action + "'");
    }
    if (!given.keySet().equals(Set.copyOf(names))) {
      throw line.bad(
          "expected " + action + " with parameters " + names + ", found " + given.keySet());
    }
    line.expectEnd();
    return new TracedStep(action, names.stream().map(given::get).toList(), changes);
  }

  private static List<String> parameters(TraceLine line, String action)
      throws TraceFormatException {
    return action.equals(ActionTrace.INIT)
        ? List.of()
        : understood(line, () -> Action.of(action)).parameters();
  }

  private static List<StateChange> changes(TraceLine line, Bounds bounds, boolean initial)
      throws IOException, TraceFormatException {
    List<StateChange> changes = new ArrayList<>();
    line.expect(JsonToken.START_OBJECT, "an object of variables");
    int variables = 0;
    while (line.nextField()) {
      String name = line.field();
      TraceVariable variable =
          TraceVariable.position(name)
              .map(TraceVariable.ALL::get)
              .orElseThrow(
                  () -> line.bad("expected a variable of KafkaDelivery, found '" + name + "'"));
      line.next();
      variable.read(line, bounds, initial, changes);
      variables++;
    }
    if (initial && variables < TraceVariable.ALL.size()) {
      throw line.bad("expected all " + TraceVariable.ALL.size() + " variables, found " + variables);
    }
    return changes;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
