package org.acksiom.linearizability.history;

import java.io.IOException;
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

  private static String json(Event event) {
    StringBuilder text = new StringBuilder();
    text.append("{\"process\":").append(event.process());
    text.append(",\"type\":\"").append(event.type().word());
    text.append("\",\"f\":");
    Json.quote(event.function(), text);
    text.append(",\"value\":");
    Json.print(event.value(), text);
    new TreeMap<>(event.attributes())
        .forEach(
            (name, value) -> {
              text.append(',');
              Json.quote(name, text);
              text.append(':');
              Json.print(value, text);
            });
    return text.append('}').toString();
  }
}
