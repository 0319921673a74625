package org.acksiom.conformance;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.acksiom.modelcheck.TlaValue;

/**
 * Of what form values of the specification are, and how JSON has them: sequences and sets as
 * arrays, records as objects, functions of some brokers as objects with the brokers' numbers for
 * names. JSON alone does not tell a set from a sequence; and TLC compares values of one form only.
 */
sealed interface Shape {
  /** The value as JSON. */
  void write(JsonGenerator json, TlaValue value) throws IOException;

  /** The value that begins with the current token. */
  TlaValue read(TraceLine line) throws IOException, TraceFormatException;

  /** An integer. */
  record Number() implements Shape {
    @Override
    public void write(JsonGenerator json, TlaValue value) throws IOException {
      json.writeNumber(((TlaValue.Int) value).value());
    }

    @Override
    public TlaValue read(TraceLine line) throws IOException, TraceFormatException {
      return new TlaValue.Int(line.number());
    }
  }

  /** A string. */
  record Text() implements Shape {
    @Override
    public void write(JsonGenerator json, TlaValue value) throws IOException {
      json.writeString(((TlaValue.Str) value).value());
    }

    @Override
    public TlaValue read(TraceLine line) throws IOException, TraceFormatException {
      return new TlaValue.Str(line.text());
    }
  }

  /** A sequence. */
  record Sequence(Shape element) implements Shape {
    @Override
    public void write(JsonGenerator json, TlaValue value) throws IOException {
      writeAll(json, ((TlaValue.Tuple) value).elements(), element);
    }

    @Override
    public TlaValue read(TraceLine line) throws IOException, TraceFormatException {
      return new TlaValue.Tuple(readAll(line, element));
    }
  }

  /** A set of brokers. */
  record Brokers() implements Shape {
    private static final Shape BROKER = new Number();

    @Override
    public void write(JsonGenerator json, TlaValue value) throws IOException {
      writeAll(json, ((TlaValue.FiniteSet) value).elements(), BROKER);
    }

    @Override
    public TlaValue read(TraceLine line) throws IOException, TraceFormatException {
      return new TlaValue.FiniteSet(readAll(line, BROKER));
    }
  }

  /** A function of some brokers to numbers. */
  record OfBrokers() implements Shape {
    @Override
    public void write(JsonGenerator json, TlaValue value) throws IOException {
      json.writeStartObject();
      for (Map.Entry<TlaValue, TlaValue> entry : mapping(value).entrySet()) {
        json.writeFieldName(entry.getKey().toString());
        json.writeNumber(((TlaValue.Int) entry.getValue()).value());
      }
      json.writeEndObject();
    }

    private static Map<TlaValue, TlaValue> mapping(TlaValue value) {
      if (value instanceof TlaValue.Function function) {
        return function.mapping();
      }
      List<TlaValue> elements = ((TlaValue.Tuple) value).elements();
      Map<TlaValue, TlaValue> mapping = new TreeMap<>();
      for (int i = 0; i < elements.size(); i++) {
        mapping.put(new TlaValue.Int(i + 1), elements.get(i));
      }
      return mapping;
    }

    @Override
    public TlaValue read(TraceLine line) throws IOException, TraceFormatException {
      Map<TlaValue, TlaValue> mapping = new TreeMap<>();
      line.expect(JsonToken.START_OBJECT, "an object from brokers to their epochs");
      while (line.nextField()) {
        TlaValue broker = new TlaValue.Int(line.fieldNumber(Integer.MAX_VALUE));
        line.next();
        mapping.put(broker, new TlaValue.Int(line.number()));
      }
      return TlaValue.function(mapping);
    }
  }

  /**
   * A record of one of several kinds, each with fields of its own.
   *
   * @param kinds for each kind its fields; a field that several have is of one shape
   */
  record Fields(List<Map<String, Shape>> kinds) implements Shape {
    @Override
    public void write(JsonGenerator json, TlaValue value) throws IOException {
      json.writeStartObject();
      for (Map.Entry<String, TlaValue> field : ((TlaValue.Record) value).fields().entrySet()) {
        json.writeFieldName(field.getKey());
        shape(field.getKey()).write(json, field.getValue());
      }
      json.writeEndObject();
    }

    private Shape shape(String field) {
      for (Map<String, Shape> kind : kinds) {
        Shape shape = kind.get(field);
        if (shape != null) {
          return shape;
        }
      }
      return null;
    }

    @Override
    public TlaValue read(TraceLine line) throws IOException, TraceFormatException {
      TreeMap<String, TlaValue> fields = new TreeMap<>();
      line.expect(JsonToken.START_OBJECT, "an object");
      while (line.nextField()) {
        String field = line.field();
        Shape shape = shape(field);
        if (shape == null) {
          throw line.bad("expected one of " + names() + ", found '" + field + "'");
        }
        line.next();
        fields.put(field, shape.read(line));
      }
      if (kinds.stream().noneMatch(kind -> kind.keySet().equals(fields.keySet()))) {
        throw line.bad("expected all of " + names() + ", found " + fields.keySet());
      }
      return new TlaValue.Record(fields);
    }

    private Set<String> names() {
      Set<String> names = new LinkedHashSet<>();
      kinds.forEach(kind -> names.addAll(kind.keySet()));
      return names;
    }
  }

  /** A record with these fields: names and shapes in turn. */
  static Shape fields(Object... namesAndShapes) {
    return new Fields(List.of(kind(namesAndShapes)));
  }

  /** The fields of one kind: names and shapes in turn. */
  static Map<String, Shape> kind(Object... namesAndShapes) {
    Map<String, Shape> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndShapes.length; i += 2) {
      fields.put((String) namesAndShapes[i], (Shape) namesAndShapes[i + 1]);
    }
    return fields;
  }

  private static void writeAll(JsonGenerator json, List<TlaValue> elements, Shape element)
      throws IOException {
    json.writeStartArray();
    for (TlaValue value : elements) {
      element.write(json, value);
    }
    json.writeEndArray();
  }

  private static List<TlaValue> readAll(TraceLine line, Shape element)
      throws IOException, TraceFormatException {
    line.expect(JsonToken.START_ARRAY, "an array");
    List<TlaValue> elements = new ArrayList<>();
    while (line.next() != JsonToken.END_ARRAY) {
      elements.add(element.read(line));
    }
    return elements;
  }
}
