package org.acksiom.conformance;

import static org.acksiom.conformance.Shape.fields;
import static org.acksiom.conformance.Shape.kind;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.acksiom.modelcheck.StateChange;
import org.acksiom.modelcheck.TlaValue;
import org.acksiom.specs.Bounds;

/**
 * A variable of the specification, and how a trace has what became of it: of a function of brokers
 * or records only what changed, as an object with their numbers for names; of a log, or of what was
 * read, how many entries stay, and which come after them.
 *
 * @param name its name
 * @param domains of what it is a function, from the outside in
 * @param shape its values, or the function's
 * @param grows whether that is a sequence of which most stays
 */
record TraceVariable(String name, List<Domain> domains, Shape shape, boolean grows) {
  private static final String KEEPS = "keeps";
  private static final String THEN = "then";

  /** What a function is of. */
  enum Domain {
    BROKERS,
    RECORDS;

    int size(Bounds bounds) {
      return this == BROKERS ? bounds.replicas() : bounds.records();
    }
  }

  private static final Shape NUMBER = new Shape.Number();
  private static final Shape TEXT = new Shape.Text();
  private static final Shape BROKERS = new Shape.Brokers();
  private static final Shape RECORDS = new Shape.Sequence(NUMBER);
  private static final Shape BATCH =
      fields("producerEpoch", NUMBER, "record", NUMBER, "sequence", NUMBER);
  private static final Shape BATCHES = new Shape.Sequence(BATCH);
  private static final Shape LOG =
      new Shape.Sequence(fields("leaderEpoch", NUMBER, "value", BATCH));
  private static final Shape PARTITION =
      fields("isr", BROKERS, "leader", NUMBER, "leaderEpoch", NUMBER, "partitionEpoch", NUMBER);
  private static final Shape FETCH_RESPONSE =
      new Shape.Fields(
          List.of(
              kind("entries", LOG, "highWatermark", NUMBER, "kind", TEXT),
              kind("endOffset", NUMBER, "kind", TEXT, "leaderEpoch", NUMBER)));

  /** All of them, in the order in which the specification declares them. */
  static final List<TraceVariable> ALL =
      List.of(
          whole("queue", RECORDS),
          ofBrokers("inFlight", RECORDS),
          ofRecords(
              "batch", fields("attempts", NUMBER, "producerEpoch", NUMBER, "sequence", NUMBER)),
          ofRecords("result", fields("offset", NUMBER, "outcome", TEXT)),
          whole("producerEpoch", NUMBER),
          whole("metadata", NUMBER),
          ofBrokers("requests", BATCHES),
          ofBrokers(
              "responses",
              new Shape.Sequence(fields("error", TEXT, "offset", NUMBER, "record", NUMBER))),
          ofBrokers("late", new Shape.Sequence(BATCHES)),
          ofBrokers("purgatory", new Shape.Sequence(fields("offset", NUMBER, "record", NUMBER))),
          new TraceVariable(
              "reads",
              List.of(),
              new Shape.Sequence(fields("leaderEpoch", NUMBER, "offset", NUMBER, "record", NUMBER)),
              true),
          whole("readFrom", NUMBER),
          ofBrokers("status", TEXT),
          new TraceVariable("log", List.of(Domain.BROKERS), LOG, true),
          ofBrokers("highWatermark", NUMBER),
          ofBrokers("view", PARTITION),
          new TraceVariable(
              "fetchState",
              List.of(Domain.BROKERS, Domain.BROKERS),
              fields("brokerEpoch", NUMBER, "endOffset", NUMBER),
              false),
          ofBrokers("pendingIsr", new Shape.Sequence(new Shape.OfBrokers())),
          ofBrokers("fetchResponses", new Shape.Sequence(FETCH_RESPONSE)),
          whole("partition", PARTITION),
          whole("elr", BROKERS),
          whole("lastKnownLeader", NUMBER),
          whole("fenced", BROKERS),
          ofBrokers("brokerEpoch", NUMBER),
          whole("faultsLeft", NUMBER));

  private static final Map<String, Integer> POSITIONS =
      IntStream.range(0, ALL.size())
          .boxed()
          .collect(Collectors.toUnmodifiableMap(v -> ALL.get(v).name(), v -> v));

  /** The place of the variable of that name in {@link #ALL}, if there is one. */
  static Optional<Integer> position(String name) {
    return Optional.ofNullable(POSITIONS.get(name));
  }

  private static TraceVariable whole(String name, Shape shape) {
    return new TraceVariable(name, List.of(), shape, false);
  }

  private static TraceVariable ofBrokers(String name, Shape shape) {
    return new TraceVariable(name, List.of(Domain.BROKERS), shape, false);
  }

  private static TraceVariable ofRecords(String name, Shape shape) {
    return new TraceVariable(name, List.of(Domain.RECORDS), shape, false);
  }

  /** Nothing yet: what an initial state is a change of. */
  TlaValue blank(Bounds bounds) {
    TlaValue blank = new TlaValue.Tuple(List.of());
    for (int depth = domains.size(); depth > 0; depth--) {
      blank = new TlaValue.Tuple(Collections.nCopies(domains.get(depth - 1).size(bounds), blank));
    }
    return blank;
  }

  // ---- writing

  /** What became of it, without its name. */
  void write(JsonGenerator json, TlaValue before, TlaValue after) throws IOException {
    write(json, before, after, 0);
  }

  /**
   * @param before null if all of it is to be said
   */
  private void write(JsonGenerator json, TlaValue before, TlaValue after, int depth)
      throws IOException {
    if (depth == domains.size()) {
      writeValue(json, before, after);
      return;
    }
    List<TlaValue> values = elements(after);
    json.writeStartObject();
    for (int i = 0; i < values.size(); i++) {
      TlaValue then = before == null ? null : elements(before).get(i);
      if (!values.get(i).equals(then)) {
        json.writeFieldName(Integer.toString(i + 1));
        write(json, then, values.get(i), depth + 1);
      }
    }
    json.writeEndObject();
  }

  private void writeValue(JsonGenerator json, TlaValue before, TlaValue after) throws IOException {
    if (!grows) {
      shape.write(json, after);
      return;
    }
    List<TlaValue> then = before == null ? List.of() : elements(before);
    List<TlaValue> now = elements(after);
    int keeps = 0;
    while (keeps < Math.min(then.size(), now.size()) && then.get(keeps).equals(now.get(keeps))) {
      keeps++;
    }
    json.writeStartObject();
    json.writeNumberField(KEEPS, keeps);
    json.writeFieldName(THEN);
    shape.write(json, new TlaValue.Tuple(now.subList(keeps, now.size())));
    json.writeEndObject();
  }

  private static List<TlaValue> elements(TlaValue value) {
    return ((TlaValue.Tuple) value).elements();
  }

  // ---- reading

  /**
   * What became of it, from the current token on.
   *
   * @param whole whether all of it must be said
   * @param changes where that goes
   */
  void read(TraceLine line, Bounds bounds, boolean whole, List<StateChange> changes)
      throws IOException, TraceFormatException {
    read(line, bounds, whole, List.of(), changes);
  }

  private void read(
      TraceLine line, Bounds bounds, boolean whole, List<Integer> path, List<StateChange> changes)
      throws IOException, TraceFormatException {
    int position = POSITIONS.get(name);
    if (path.size() == domains.size()) {
      changes.add(
          grows
              ? growth(line, position, path)
              : new StateChange(position, path, StateChange.NOTHING, shape.read(line)));
      return;
    }
    int size = domains.get(path.size()).size(bounds);
    line.expect(JsonToken.START_OBJECT, name + " of some of 1 to " + size);
    int said = 0;
    while (line.nextField()) {
      List<Integer> longer = new ArrayList<>(path);
      longer.add(line.fieldNumber(size));
      line.next();
      read(line, bounds, whole, longer, changes);
      said++;
    }
    if (whole && said < size) {
      throw line.bad("expected " + name + " of each of 1 to " + size + ", found " + said);
    }
  }

  private StateChange growth(TraceLine line, int position, List<Integer> path)
      throws IOException, TraceFormatException {
    line.expect(JsonToken.START_OBJECT, "an object with keeps and then");
    int keeps = -1;
    TlaValue then = null;
    while (line.nextField()) {
      String field = line.field();
      line.next();
      switch (field) {
        case KEEPS -> keeps = line.natural();
        case THEN -> then = shape.read(line);
        default -> throw line.bad("expected keeps or then, found '" + field + "'");
      }
    }
    if (keeps < 0 || then == null) {
      throw line.bad("expected keeps and then, found an object without one of them");
    }
    return new StateChange(position, path, keeps, then);
  }
}
