package org.acksiom.kafka.settings;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.acksiom.kafka.settings.PropertiesText.Assignment;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * YAML as Spring Boot reads it: nested names are joined with dots, the elements of a list have
 * their number in brackets, and each value keeps its line and column.
 */
final class YamlText {
  /** Aliases make a small text a large tree: nobody's settings are so many. */
  private static final int MOST_NODES = 20_000;

  private static final int DEEPEST = 50;

  private final String file;
  private final Map<String, Assignment> assignments = new LinkedHashMap<>();

  private int visits;

  private YamlText(String file) {
    this.file = file;
  }

  /**
   * The documents of a file, as below.
   *
   * @throws SettingsException also if the bytes are not UTF-8
   */
  static List<List<Assignment>> read(String file, byte[] bytes) throws SettingsException {
    ByteBuffer read = ByteBuffer.wrap(bytes);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    if (StandardCharsets.UTF_8.newDecoder().decode(read, text, true).isError()) {
      throw new SettingsException(
          place(file, text.flip().toString())
              + String.format(
                  ": expected text in UTF-8, found the byte 0x%02x", bytes[read.position()]));
    }
    return read(file, text.flip().toString());
  }

  /** The place after a text. */
  private static Origin.InFile place(String file, String before) {
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new Origin.InFile(file, line, before.length() - before.lastIndexOf('\n'));
  }

  /**
   * The documents of a text, each with its assignments in the order of the text.
   *
   * @param file the name for places in messages
   * @throws SettingsException if it is no YAML, has a name twice in one mapping, or is too deep or
   *     too large when its aliases are followed
   */
  static List<List<Assignment>> read(String file, String text) throws SettingsException {
    List<List<Assignment>> documents = new ArrayList<>();
    try {
      for (Node root : new Yaml(new LoaderOptions()).composeAll(new StringReader(text))) {
        YamlText document = new YamlText(file);
        if (root instanceof MappingNode || root instanceof SequenceNode) {
          document.flatten("", root, document.at(root), 0);
        } else if (root instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
          throw new SettingsException(
              document.at(root)
                  + ": expected a mapping such as 'spring:', found '"
                  + OneLine.cut(scalar.getValue())
                  + "'");
        }
        documents.add(List.copyOf(document.assignments.values()));
      }
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      throw new SettingsException(
          file
              + ":"
              + (mark.getLine() + 1)
              + ":"
              + (mark.getColumn() + 1)
              + ": "
              + problem(e.getProblem()));
    } catch (ReaderException e) {
      throw new SettingsException(
          place(file, text.substring(0, text.offsetByCodePoints(0, e.getPosition())))
              + String.format(": expected YAML, found the character U+%04X", e.getCodePoint()));
    } catch (YAMLException e) {
      throw new SettingsException(file + ": expected YAML, found " + OneLine.of(e.getMessage()));
    }
    return documents;
  }

  /** What SnakeYAML says, with what was expected and what was found. */
  private static String problem(String said) {
    String line = OneLine.of(said);
    if (line.startsWith("expected ")) {
      return line.replace(", but got ", ", found ").replace(", but found ", ", found ");
    }
    return "expected YAML, " + (line.startsWith("found ") ? "" : "found a mistake: ") + line;
  }

  private void flatten(String name, Node node, Origin.InFile nameAt, int depth)
      throws SettingsException {
    visits++;
    if (depth > DEEPEST || visits > MOST_NODES) {
      throw new SettingsException(
          at(node) + ": expected settings, found a mapping that is too deep or too large");
    }
    if (node instanceof MappingNode mapping) {
      flatten(name, mapping, depth);
    } else if (node instanceof SequenceNode sequence) {
      int index = 0;
      for (Node element : sequence.getValue()) {
        flatten(name + "[" + index + "]", element, at(element), depth + 1);
        index++;
      }
    } else if (node instanceof ScalarNode scalar) {
      assignments.put(name, new Assignment(name, value(scalar), nameAt, at(scalar)));
    }
  }

  private void flatten(String prefix, MappingNode mapping, int depth) throws SettingsException {
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
        List<Node> merged =
            tuple.getValueNode() instanceof SequenceNode several
                ? several.getValue()
                : List.of(tuple.getValueNode());
        for (int i = merged.size() - 1; i >= 0; i--) { // the first counts
          flatten(prefix, merged.get(i), at(merged.get(i)), depth + 1);
        }
      }
    }
    Map<String, Node> own = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Node key = tuple.getKeyNode();
      if (key.getTag().equals(Tag.MERGE)) {
        continue;
      }
      if (!(key instanceof ScalarNode scalar)) {
        throw new SettingsException(at(key) + ": expected a name, found a list or a mapping");
      }
      String name = scalar.getValue();
      if (own.put(name, key) != null) {
        throw new SettingsException(
            at(key)
                + ": expected each name once in a mapping, found '"
                + OneLine.cut(name)
                + "' again");
      }
      flatten(
          prefix.isEmpty() || name.startsWith("[") ? prefix + name : prefix + "." + name,
          tuple.getValueNode(),
          at(key),
          depth + 1);
    }
  }

  /** The text of a value; of what YAML takes for a truth value or a number, that of the value. */
  private static String value(ScalarNode scalar) {
    String text = scalar.getValue();
    if (scalar.getTag().equals(Tag.NULL)) {
      return "";
    }
    if (scalar.getTag().equals(Tag.BOOL) || scalar.getTag().equals(Tag.INT)) {
      return String.valueOf(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(text));
    }
    return text;
  }

  private Origin.InFile at(Node node) {
    Mark mark = node.getStartMark();
    return new Origin.InFile(file, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
