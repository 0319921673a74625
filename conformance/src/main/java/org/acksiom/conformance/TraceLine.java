package org.acksiom.conformance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.file.Path;

/** One line of a trace's file, token by token; whatever is wrong with it is said with its place. */
final class TraceLine implements AutoCloseable {
  private static final int TEXT_LENGTH_MAX = 1_000;
  private static final int MESSAGE_LENGTH_MAX = 300;

  /** More than any broker or record has, and no more than an int can hold. */
  private static final int DIGITS_MAX = 9;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(12)
                  .maxNameLength(TEXT_LENGTH_MAX)
                  .maxStringLength(TEXT_LENGTH_MAX)
                  .maxNumberLength(TEXT_LENGTH_MAX)
                  .build())
          .build();

  private final Path file;
  private final int number;
  private final JsonParser json;

  /** A line of a file, the first of which is 1. */
  TraceLine(Path file, int number, String text) throws IOException {
    this.file = file;
    this.number = number;
    this.json = JSON.createParser(text);
  }

  /** Goes on to the next token, null at the line's end. */
  JsonToken next() throws IOException, TraceFormatException {
    try {
      JsonToken token = json.nextToken();
      json.finishToken(); // else what is wrong with a string shows only when it is read
      return token;
    } catch (JsonProcessingException e) {
      throw bad(
          file,
          number,
          e.getLocation() == null ? 1 : e.getLocation().getColumnNr(),
          "expected JSON, found: "
              + e.getOriginalMessage().replaceFirst(" \\(start marker at .*", ""));
    }
  }

  /** Goes on to the next field of an object, false at its end. */
  boolean nextField() throws IOException, TraceFormatException {
    return next() == JsonToken.FIELD_NAME;
  }

  String field() throws IOException {
    return json.currentName();
  }

  /** The field's name as a number from 1. */
  int fieldNumber(int most) throws IOException, TraceFormatException {
    String name = field();
    int value = 0;
    for (int i = 0; i < name.length() && value >= 0; i++) {
      char digit = name.charAt(i);
      boolean fits = digit >= (i == 0 ? '1' : '0') && digit <= '9' && i < DIGITS_MAX;
      value = fits ? 10 * value + digit - '0' : -1;
    }
    if (value < 1 || value > most) {
      throw bad(
          "expected "
              + (most == Integer.MAX_VALUE ? "a number" : "1 to " + most)
              + ", found '"
              + name
              + "'");
    }
    return value;
  }

  int number() throws IOException, TraceFormatException {
    expect(JsonToken.VALUE_NUMBER_INT, "an integer");
    if (json.getNumberType() != JsonParser.NumberType.INT) {
      throw bad("expected an integer of 32 bits, found " + json.getText());
    }
    return json.getIntValue();
  }

  int natural() throws IOException, TraceFormatException {
    int value = number();
    if (value < 0) {
      throw bad("expected 0 or more, found " + value);
    }
    return value;
  }

  String text() throws IOException, TraceFormatException {
    expect(JsonToken.VALUE_STRING, "a string");
    return json.getText();
  }

  /** A plain value as text. */
  String scalar() throws IOException, TraceFormatException {
    if (json.currentToken() == null || !json.currentToken().isScalarValue()) {
      throw bad("expected a plain value, found " + found());
    }
    return json.getText();
  }

  void expect(JsonToken expected, String what) throws IOException, TraceFormatException {
    if (json.currentToken() != expected) {
      throw bad("expected " + what + ", found " + found());
    }
  }

  void expectEnd() throws IOException, TraceFormatException {
    if (next() != null) {
      throw bad("expected the end of the line, found " + found());
    }
  }

  private String found() throws IOException {
    return json.currentToken() == null ? "the end of the line" : "'" + json.getText() + "'";
  }

  /** What is wrong at the current token. */
  TraceFormatException bad(String message) {
    return bad(file, number, json.currentTokenLocation().getColumnNr(), message);
  }

  /** The message as one line that a terminal can take, whatever the file has in it. */
  static TraceFormatException bad(Path file, int line, int column, String message) {
    String plain = message.replaceAll("\\p{Cntrl}", ".");
    return new TraceFormatException(
        file
            + ":"
            + line
            + ":"
            + Math.max(1, column)
            + ": "
            + (plain.length() <= MESSAGE_LENGTH_MAX
                ? plain
                : plain.substring(0, MESSAGE_LENGTH_MAX) + "…"));
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
