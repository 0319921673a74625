package org.acksiom.linearizability.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes histories in any of the {@linkplain HistoryFormat written forms}: one event a line, fields
 * and keys in a fixed order, so that equal histories have equal texts.
 *
 * <p>EDN keeps everything. JSON has neither keywords nor sets: they become strings and arrays, as
 * in Jepsen's own JSON. The log has room for an event's {@code error}, and for no other attribute.
 */
public final class HistoryWriter {

  private static final JsonFactory JSON = new JsonFactory();

  private final HistoryFormat format;

  /**
   * A writer of one form.
   *
   * @param format the written form
   */
  public HistoryWriter(HistoryFormat format) {
    this.format = format;
  }

  /**
   * Writes a history, in O(its text).
   *
   * @param history what to write
   * @param out takes the text
   * @throws IllegalArgumentException if the form has no room for an event: an attribute in the log,
   *     a number that is none or a map's key that is no name in JSON, a function or an attribute
   *     whose name no keyword can have elsewhere
   * @throws IOException if {@code out} does
   */
  public void write(History history, Appendable out) throws IOException {
    boolean first = true;
    for (Event event : history.events()) {
      switch (format) {
        case EDN -> out.append(edn(event));
        case LOG -> out.append(log(event));
        case NDJSON -> out.append(json(event));
        case JSON -> out.append(first ? "[" : ",\n").append(json(event));
      }
      if (format != HistoryFormat.JSON) {
        out.append('\n');
      }
      first = false;
    }
    if (format == HistoryFormat.JSON) {
      out.append(first ? "[]\n" : "]\n");
    }
  }

  private static String edn(Event event) {
    StringBuilder text = new StringBuilder();
    text.append("{:process ").append(event.process());
    text.append(", :type :").append(event.type().word());
    text.append(", :f ").append(keyword(event.function()));
    text.append(", :value ").append(Edn.print(event.value()));
    new TreeMap<>(event.attributes())
        .forEach(
            (name, value) ->
                text.append(", ").append(keyword(name)).append(' ').append(Edn.print(value)));
    return text.append('}').toString();
  }

  private static String log(Event event) {
    String line =
        String.join(
            "\t",
            "INFO  jepsen.util - " + event.process(),
            ":" + event.type().word(),
            keyword(event.function()),
            Edn.print(event.value()));
    if (event.attributes().isEmpty()) {
      return line;
    }
    if (!event.attributes().keySet().equals(Set.of("error"))) {
      throw new IllegalArgumentException(
          "a log line has no room for the attributes "
              + new TreeMap<>(event.attributes()).keySet());
    }
    return line + "\t" + Edn.print(event.attributes().get("error"));
  }

  private static String keyword(String name) {
    if (!Edn.isName(name)) {
      throw new IllegalArgumentException("no keyword has the name " + Edn.print(name));
    }
    return ":" + name;
  }

  private static String json(Event event) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("process", event.process());
      json.writeStringField("type", event.type().word());
      json.writeStringField("f", event.function());
      json.writeFieldName("value");
      write(event.value(), json);
      for (Map.Entry<String, Object> attribute : new TreeMap<>(event.attributes()).entrySet()) {
        json.writeFieldName(attribute.getKey());
        write(attribute.getValue(), json);
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void write(Object value, JsonGenerator json) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Double number) {
      if (number.isNaN() || number.isInfinite()) {
        throw new IllegalArgumentException("JSON has no number " + Edn.print(number));
      }
      json.writeNumber(number);
    } else if (value instanceof String string) {
      json.writeString(string);
    } else if (value instanceof Keyword keyword) {
      json.writeString(keyword.name());
    } else if (value instanceof List<?> list) {
      array(list, json);
    } else if (value instanceof Set<?> set) {
      array(set.stream().sorted(Comparator.comparing(Edn::print)).toList(), json);
    } else if (value instanceof Map<?, ?> map) {
      object(map, json);
    } else {
      throw new IllegalArgumentException("not plain data: " + value.getClass().getName());
    }
  }

  private static void array(List<?> elements, JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (Object element : elements) {
      write(element, json);
    }
    json.writeEndArray();
  }

  private static void object(Map<?, ?> map, JsonGenerator json) throws IOException {
    Map<String, Object> entries = new TreeMap<>();
    map.forEach(
        (key, element) -> {
          if (entries.containsKey(name(key))) {
            throw new IllegalArgumentException("JSON cannot tell the keys apart: " + name(key));
          }
          entries.put(name(key), element);
        });
    json.writeStartObject();
    for (Map.Entry<String, Object> entry : entries.entrySet()) {
      json.writeFieldName(entry.getKey());
      write(entry.getValue(), json);
    }
    json.writeEndObject();
  }

  private static String name(Object key) {
    if (key instanceof Keyword keyword) {
      return keyword.name();
    }
    if (key instanceof String string) {
      return string;
    }
    throw new IllegalArgumentException("JSON's keys are strings, not " + Edn.print(key));
  }
}
