package org.acksiom.linearizability.history;

import java.io.IOException;

/** Reads events from JSON: an array of objects, or objects one after another. */
final class JsonEvents<X extends Exception> {

  private static final String OBJECT =
      "an object such as {\"process\": 0, \"type\": \"invoke\", \"f\": \"read\"}";

  private final Utf8Text text;
  private final JsonReader json;
  private final Allowance allowance;
  private final EventFields fields;
  private final Destination<X> destination;

  JsonEvents(Utf8Text text, ReadLimits limits, Allowance allowance, Destination<X> destination) {
    this.text = text;
    this.json = new JsonReader(text, limits, allowance);
    this.allowance = allowance;
    this.fields = new EventFields(text.file(), true);
    this.destination = destination;
  }

  /** Reads an array of all events. */
  void readArray() throws IOException, X {
    int c = json.next();
    if (c != '[') {
      throw text.wrong("an array", c < 0 ? text.end() : Edn.shown(c));
    }
    for (boolean more = json.open(']'); more; more = json.more(']')) {
      event(json.next(), HistoryFormat.JSON);
    }
    int rest = json.next();
    if (rest >= 0) {
      throw text.wrong("nothing after the history", Edn.shown(rest));
    }
  }

  /** Reads one event after another. */
  void readSequence() throws IOException, X {
    boolean any = false;
    for (int c = json.next(); c >= 0; c = json.next()) {
      event(c, HistoryFormat.NDJSON);
      any = true;
    }
    if (!any) {
      throw text.wrong("a history", text.end());
    }
  }

  private void event(int first, HistoryFormat format) throws IOException, X {
    if (first != '{') {
      throw json.wrong(OBJECT, first);
    }
    if (destination.takes(text, format)) {
      return;
    }
    long left = allowance.left();
    int line = text.line();
    int column = text.column();
    allowance.take(Allowance.EVENT, text);
    fields.begin(line, column);
    for (boolean more = json.open('}'); more; more = json.more('}')) {
      String name = json.name();
      json.next();
      int valueLine = text.line();
      int valueColumn = text.column();
      fields.set(name, json.value(), valueLine, valueColumn);
      allowance.take(Allowance.MAP_ENTRY, text);
    }
    destination.put(fields.event(), line, column, allowance, left);
  }
}
