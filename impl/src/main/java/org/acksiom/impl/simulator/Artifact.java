package org.acksiom.impl.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An artifact as a file: one JSON object whose fields are plain objects, texts and lists of texts,
 * one a line. Whatever a file has in it, what is wrong is told in one line that says where, what
 * was expected and what was found.
 *
 * <p>This is a file that is being read; it stands where its content's next part begins.
 */
public final class Artifact {
  private static final int TEXT_LENGTH_MAX = 1_000;
  private static final int MESSAGE_LENGTH_MAX = 300;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(3)
                  .maxNameLength(TEXT_LENGTH_MAX)
                  .maxStringLength(TEXT_LENGTH_MAX)
                  .maxNumberLength(TEXT_LENGTH_MAX)
                  .build())
          .build();

  private final Path file;
  private final JsonParser json;

  private Artifact(Path file, JsonParser json) {
    this.file = file;
    this.json = json;
  }

  /** Writes the fields of an artifact. */
  @FunctionalInterface
  public interface Writer {
    /** Into the object that is open. */
    void write(JsonGenerator json) throws IOException;
  }

  /** Reads the value of a field of an artifact, which stands there. */
  @FunctionalInterface
  public interface FieldReader {
    /** Reads it all. */
    void read(String field) throws IOException, ArtifactFormatException;
  }

  /** Reads an artifact. */
  @FunctionalInterface
  public interface Reader<T> {
    /** Reads it all. */
    T read(Artifact artifact) throws IOException, ArtifactFormatException;
  }

  // ---- writing

  /** The file's text. */
  public static String write(Writer fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
      printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
      printer.indentObjectsWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
      json.setPrettyPrinter(printer);
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Writes a field with a list of texts. */
  public static void writeTexts(JsonGenerator json, String field, List<?> texts)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (Object text : texts) {
      json.writeString(text.toString());
    }
    json.writeEndArray();
  }

  // ---- reading

  /**
   * Reads a file.
   *
   * @throws ArtifactFormatException if it is not what is expected; the message begins with file,
   *     line and column
   * @throws IOException if it can't be read at all
   */
  public static <T> T read(Path file, Reader<T> reader)
      throws IOException, ArtifactFormatException {
    try (JsonParser json = JSON.createParser(Files.newInputStream(file))) {
      return new Artifact(file, json).read(reader);
    } catch (CharConversionException e) {
      throw badAt(file, JsonLocation.NA, "expected UTF-8, found " + e.getMessage());
    }
  }

  private <T> T read(Reader<T> reader) throws IOException, ArtifactFormatException {
    try {
      return reader.read(this);
    } catch (StreamConstraintsException e) {
      throw badAt(
          file,
          json.currentLocation(),
          "expected texts of at most " + TEXT_LENGTH_MAX + " characters, found a longer one");
    } catch (JsonProcessingException e) {
      throw badAt(file, e.getLocation(), "expected JSON, found: " + e.getOriginalMessage());
    }
  }

  /**
   * Reads the object that the file is, to its end.
   *
   * @param names of the fields, each of which must be there
   * @param reader of each field's value
   */
  public void fields(List<String> names, FieldReader reader)
      throws IOException, ArtifactFormatException {
    List<String> missing = new ArrayList<>(names);
    expect(json.nextToken(), JsonToken.START_OBJECT, "an object with " + listed(names, "and"));
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      if (!missing.remove(field)) {
        throw bad("expected " + listed(names, "or") + ", found '" + field + "'");
      }
      reader.read(field);
    }
    if (!missing.isEmpty()) {
      throw bad("expected " + listed(names, "and") + ", found an object without one of them");
    }
    expect(json.nextToken(), null, "the end of the file");
  }

  private static String listed(List<String> names, String last) {
    return String.join(", ", names.subList(0, names.size() - 1))
        + " "
        + last
        + " "
        + names.get(names.size() - 1);
  }

  /**
   * A value that is a text.
   *
   * @param what it is, for who expected it
   * @param meaning of it; throws {@link IllegalArgumentException} if it has none
   */
  public <T> T text(String what, Function<String, T> meaning)
      throws IOException, ArtifactFormatException {
    expect(json.currentToken(), JsonToken.VALUE_STRING, what);
    String text = json.getText();
    return understood(() -> meaning.apply(text));
  }

  /** A value that is an object of plain values, by their names. */
  public Map<String, String> scalars() throws IOException, ArtifactFormatException {
    return scalars((name, value) -> value);
  }

  /**
   * The same where each value means something.
   *
   * @param meaning of a name's value; throws {@link IllegalArgumentException} if it has none
   */
  public <T> Map<String, T> scalars(BiFunction<String, String, T> meaning)
      throws IOException, ArtifactFormatException {
    expect(json.currentToken(), JsonToken.START_OBJECT, "an object");
    Map<String, T> scalars = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (!json.nextToken().isScalarValue()) {
        throw bad("expected a plain value for '" + name + "', found " + json.getText());
      }
      String value = json.getText();
      scalars.put(name, understood(() -> meaning.apply(name, value)));
    }
    return scalars;
  }

  /**
   * A value that is a list of texts.
   *
   * @param what they are, such as {@code events}
   * @param most how many there may be
   * @param example of one, for who expected it
   * @param meaning of one; throws {@link IllegalArgumentException} if it has none
   */
  public <T> List<T> texts(String what, int most, String example, Function<String, T> meaning)
      throws IOException, ArtifactFormatException {
    expect(json.currentToken(), JsonToken.START_ARRAY, "an array of " + what);
    List<T> texts = new ArrayList<>();
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      String text = json.getText();
      texts.add(understood(() -> meaning.apply(text)));
      if (texts.size() > most) {
        throw bad("expected at most " + most + " " + what);
      }
    }
    expect(json.currentToken(), JsonToken.END_ARRAY, example);
    return texts;
  }

  /** What a value comes to; an {@link IllegalArgumentException} is told with where it stands. */
  public <T> T understood(Supplier<T> value) throws ArtifactFormatException {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw bad(e.getMessage());
    }
  }

  private void expect(JsonToken found, JsonToken expected, String what)
      throws IOException, ArtifactFormatException {
    if (found != expected) {
      throw bad(
          "expected "
              + what
              + ", found "
              + (found == null ? "the end of the file" : json.getText()));
    }
  }

  private ArtifactFormatException bad(String message) {
    return badAt(file, json.currentTokenLocation(), message);
  }

  /** The message as one line that a terminal can take, whatever the file has in it. */
  private static ArtifactFormatException badAt(Path file, JsonLocation location, String message) {
    String line = message.replaceAll("\\p{Cntrl}", ".");
    return new ArtifactFormatException(
        file
            + ":"
            + Math.max(1, location.getLineNr())
            + ":"
            + Math.max(1, location.getColumnNr())
            + ": "
            + (line.length() <= MESSAGE_LENGTH_MAX
                ? line
                : line.substring(0, MESSAGE_LENGTH_MAX) + "…"));
  }
}
