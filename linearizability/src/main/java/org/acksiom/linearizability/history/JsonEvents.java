package org.acksiom.linearizability.history;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads events from JSON: an array of objects, or objects one after another. */
final class JsonEvents {

  private static final String OBJECT =
      "an object such as {\"process\": 0, \"type\": \"invoke\", \"f\": \"read\"}";
  private static final int NUMBER_CHARS_MAX = 1000;

  private final Utf8Text text;
  private final Allowance allowance;
  private final RecordingBuilder recording;
  private final JsonParser json;
  private final int firstLine;
  private final int firstColumn;

  JsonEvents(Utf8Text text, ReadLimits limits, Allowance allowance, RecordingBuilder recording)
      throws IOException {
    this.text = text;
    this.allowance = allowance;
    this.recording = recording;
    this.firstLine = text.line();
    this.firstColumn = text.column();
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(limits.nestingMax())
            .maxStringLength(limits.tokenCharsMax())
            .maxNameLength(limits.tokenCharsMax())
            .maxNumberLength(NUMBER_CHARS_MAX)
            .build();
    this.json =
        JsonFactory.builder()
            .streamReadConstraints(constraints)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build()
            .createParser(text);
  }

  /** Reads all; {@code inArray} if the events are elements of one array. */
  void read(boolean inArray) throws IOException {
    try {
      if (inArray) {
        expect(json.nextToken(), JsonToken.START_ARRAY, "an array");
      }
      boolean any = inArray;
      for (JsonToken token = json.nextToken();
          token != null && token != JsonToken.END_ARRAY;
          token = json.nextToken()) {
        expect(token, JsonToken.START_OBJECT, OBJECT);
        event();
        any = true;
      }
      if (inArray && json.nextToken() != null) {
        throw wrong("nothing after the history", json.getText());
      }
      if (!any) {
        throw text.wrong("a history", text.end());
      }
    } catch (JacksonException e) {
      throw translated(e);
    }
  }

  private void expect(JsonToken found, JsonToken wanted, String expected) throws IOException {
    if (found != wanted) {
      throw wrong(expected, found == null ? text.end() : json.getText());
    }
  }

  private void event() throws IOException {
    long left = allowance.left();
    JsonLocation start = json.currentTokenLocation();
    allowance.take(Allowance.EVENT, text);
    EventFields fields = new EventFields(text.file(), true, line(start), column(start));
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      JsonLocation at = json.currentTokenLocation();
      fields.set(name, value(), line(at), column(at));
      allowance.take(Allowance.MAP_ENTRY, text);
    }
    Event event = fields.event();
    if (event == null) {
      allowance.backTo(left);
    } else {
      recording.add(event, line(start), column(start));
    }
  }

  private Object value() throws IOException {
    switch (json.currentToken()) {
      case START_OBJECT:
        return map();
      case START_ARRAY:
        return list();
      case VALUE_NULL:
        return null;
      case VALUE_TRUE:
        return true;
      case VALUE_FALSE:
        return false;
      case VALUE_STRING:
        String string = json.getText();
        allowance.take(Allowance.string(string.length()), text);
        return string;
      case VALUE_NUMBER_INT:
        allowance.take(Allowance.SCALAR, text);
        if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
          throw wrong("an integer of at most 64 bits", json.getText());
        }
        return json.getLongValue();
      case VALUE_NUMBER_FLOAT:
        allowance.take(Allowance.SCALAR, text);
        double number = json.getDoubleValue();
        if (Double.isInfinite(number)) {
          throw wrong("a number that a 64-bit double holds", json.getText());
        }
        return number;
      default:
        throw wrong("a value", json.getText());
    }
  }

  private List<Object> list() throws IOException {
    allowance.take(Allowance.COLLECTION, text);
    List<Object> elements = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value());
      allowance.take(Allowance.ELEMENT, text);
    }
    return Collections.unmodifiableList(elements);
  }

  private Map<String, Object> map() throws IOException {
    allowance.take(Allowance.COLLECTION, text);
    Map<String, Object> entries = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      if (entries.containsKey(name)) {
        throw wrong("a key that the object has not", "\"" + name + "\"");
      }
      json.nextToken();
      entries.put(name, value());
      allowance.take(Allowance.string(name.length()) + Allowance.MAP_ENTRY, text);
    }
    return Collections.unmodifiableMap(entries);
  }

  private HistoryFormatException wrong(String expected, String found) {
    return wrong(json.currentTokenLocation(), expected, found);
  }

  private HistoryFormatException wrong(JsonLocation at, String expected, String found) {
    return new HistoryFormatException(text.file(), line(at), column(at), expected, found);
  }

  /** The parser's own failures in this package's words. */
  private HistoryFormatException translated(JacksonException e) {
    if (e instanceof JsonEOFException
        || e.getOriginalMessage().startsWith("Unexpected end-of-input")) {
      return text.wrong("the end of the object or array", text.end());
    }
    String said = e.getOriginalMessage().split("[\\n]| \\(from |, from | \\(start marker")[0];
    String expected =
        e instanceof StreamConstraintsException ? "JSON within the reader's limits" : "JSON";
    JsonLocation at = e.getLocation() == null ? json.currentLocation() : e.getLocation();
    return wrong(at, expected, said.substring(0, 1).toLowerCase(Locale.ROOT) + said.substring(1));
  }

  /** The parser counts from where the history begins, which may be behind blank lines. */
  private int line(JsonLocation at) {
    return at.getLineNr() + firstLine - 1;
  }

  private int column(JsonLocation at) {
    return at.getLineNr() == 1 ? at.getColumnNr() + firstColumn - 1 : at.getColumnNr();
  }
}
