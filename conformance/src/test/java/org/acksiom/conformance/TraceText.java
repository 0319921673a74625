package org.acksiom.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.acksiom.impl.simulator.Action;

/** A trace as its lines, to be edited. */
record TraceText(List<String> lines) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static TraceText of(String text) {
    return new TraceText(text.lines().toList());
  }

  /** An edit of one field. */
  record Edit(int line, String what, TraceText edited) {
    @Override
    public String toString() {
      return "line " + line + what;
    }
  }

  /** The trace with another line of that number, from 1. */
  TraceText with(int line, String text) {
    List<String> changed = new ArrayList<>(lines);
    changed.set(line - 1, text);
    return new TraceText(changed);
  }

  /** The same with as many events in the header as there are. */
  TraceText counted() {
    return with(
        1, lines.get(0).replaceFirst("\"events\":\\d+", "\"events\":" + (lines.size() - 2)));
  }

  /** Every trace that is this one but for one field of that line: another value, or none. */
  List<Edit> edits(int line) throws IOException {
    List<Edit> edits = new ArrayList<>();
    JsonNode whole = JSON.readTree(lines.get(line - 1));
    edit(whole, whole, "", line, edits);
    return edits;
  }

  private void edit(JsonNode whole, JsonNode node, String path, int line, List<Edit> edits)
      throws IOException {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
        String below = path + "." + field.getKey();
        JsonNode value = field.getValue(); // the entry's own changes with the object
        for (JsonNode other : others(below, value)) {
          object.set(field.getKey(), other);
          add(whole, below + "=" + other, line, edits);
        }
        object.set(field.getKey(), value);
        edit(whole, value, below, line, edits);
        if (path.equals(".changed")) {
          ObjectNode without = JSON.createObjectNode();
          object.properties().stream()
              .filter(each -> !each.getKey().equals(field.getKey()))
              .forEach(each -> without.set(each.getKey(), each.getValue()));
          ObjectNode copy = whole.deepCopy();
          copy.set("changed", without);
          add(copy, below + " is gone", line, edits);
        }
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode element = array.get(i);
        for (JsonNode other : others(path, element)) {
          array.set(i, other);
          add(whole, path + "[" + i + "]=" + other, line, edits);
        }
        array.set(i, element);
        edit(whole, element, path + "[" + i + "]", line, edits);
      }
    }
  }

  private void add(JsonNode edited, String what, int line, List<Edit> edits) throws IOException {
    edits.add(new Edit(line, what, with(line, JSON.writeValueAsString(edited))));
  }

  private static List<JsonNode> others(String path, JsonNode value) {
    if (value.isInt()) {
      JsonNode near = IntNode.valueOf(value.asInt() + (value.asInt() % 2 == 0 ? 1 : -1));
      boolean parameter = path.lastIndexOf('.') == 0;
      return parameter ? List.of(near, IntNode.valueOf(-1)) : List.of(near);
    } else if (!value.isTextual()) {
      return List.of();
    } else if (!path.equals(".action") || value.asText().equals(ActionTrace.INIT)) {
      return List.of(TextNode.valueOf(value.asText() + "?"));
    }
    List<String> parameters = Action.of(value.asText()).parameters();
    return Stream.of(Action.values())
        .filter(action -> action.parameters().equals(parameters))
        .map(Action::specName)
        .filter(name -> !name.equals(value.asText()))
        .<JsonNode>map(TextNode::valueOf)
        .toList();
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
