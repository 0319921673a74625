package org.acksiom.kafka.campaign;

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
import java.util.function.Supplier;
import org.acksiom.impl.simulator.SetupFields;
import org.acksiom.specs.DeliverySettings;

/**
 * A plan as a file: JSON with the settings by Kafka's names, the load, and the steps as {@link
 * Step} writes them, one a line.
 */
public final class PlanFile {
  /** The largest number of steps that is read: far beyond any that a campaign draws. */
  public static final int STEPS_MAX = 1_000;

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

  private PlanFile() {}

  /** The file's text. */
  public static String write(Plan plan) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
      printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
      printer.indentObjectsWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
      json.setPrettyPrinter(printer);
      json.writeStartObject();
      json.writeObjectFieldStart("settings");
      for (Map.Entry<String, Object> setting : plan.settings().byName().entrySet()) {
        json.writeStringField(setting.getKey(), setting.getValue().toString());
      }
      json.writeEndObject();
      json.writeObjectFieldStart("load");
      for (Map.Entry<String, Integer> number : plan.load().byName().entrySet()) {
        json.writeNumberField(number.getKey(), number.getValue());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("steps");
      for (Step step : plan.steps()) {
        json.writeString(step.toString());
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * Reads a plan.
   *
   * @throws PlanFormatException if the file is not a plan; the message begins with file, line and
   *     column
   * @throws IOException if it can't be read at all
   */
  public static Plan read(Path file) throws IOException, PlanFormatException {
    try (JsonParser json = JSON.createParser(Files.newInputStream(file))) {
      return new Reading(file, json).plan();
    } catch (CharConversionException e) {
      throw badAt(file, JsonLocation.NA, "expected UTF-8, found " + e.getMessage());
    }
  }

  /** The message as one line that a terminal can take, whatever the file has in it. */
  private static PlanFormatException badAt(Path file, JsonLocation location, String message) {
    String line = message.replaceAll("\\p{Cntrl}", ".");
    return new PlanFormatException(
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

  /** One pass over one file. */
  private record Reading(Path file, JsonParser json) {

    Plan plan() throws IOException, PlanFormatException {
      try {
        return parsed();
      } catch (StreamConstraintsException e) {
        throw badAt(
            file,
            json.currentLocation(),
            "expected texts of at most " + TEXT_LENGTH_MAX + " characters, found a longer one");
      } catch (JsonProcessingException e) {
        throw badAt(file, e.getLocation(), "expected JSON, found: " + e.getOriginalMessage());
      }
    }

    private Plan parsed() throws IOException, PlanFormatException {
      DeliverySettings settings = null;
      Load load = null;
      List<Step> steps = null;
      expect(json.nextToken(), JsonToken.START_OBJECT, "an object with settings, load and steps");
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "settings" -> settings = settings();
          case "load" -> load = load();
          case "steps" -> steps = steps();
          default -> throw bad("expected settings, load or steps, found '" + field + "'");
        }
      }
      if (settings == null || load == null || steps == null) {
        throw bad("expected settings, load and steps, found an object without one of them");
      }
      expect(json.nextToken(), null, "the end of the file");
      return new Plan(settings, load, steps);
    }

    private DeliverySettings settings() throws IOException, PlanFormatException {
      expect(json.currentToken(), JsonToken.START_OBJECT, "an object");
      Map<String, String> given = new LinkedHashMap<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (!json.nextToken().isScalarValue()) {
          throw bad("expected a plain value for '" + name + "', found " + json.getText());
        }
        given.put(name, json.getText());
      }
      return understood(() -> SetupFields.settings(given));
    }

    private Load load() throws IOException, PlanFormatException {
      expect(json.currentToken(), JsonToken.START_OBJECT, "an object");
      Map<String, Integer> given = new LinkedHashMap<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        String number = json.nextToken().isScalarValue() ? json.getText() : "";
        if (!number.matches("\\d{1,9}")) {
          throw bad("expected a number for '" + name + "', found " + json.getText());
        }
        given.put(name, Integer.parseInt(number));
      }
      return understood(() -> Load.of(given));
    }

    private List<Step> steps() throws IOException, PlanFormatException {
      expect(json.currentToken(), JsonToken.START_ARRAY, "an array of steps");
      List<Step> steps = new ArrayList<>();
      while (json.nextToken() == JsonToken.VALUE_STRING) {
        String text = json.getText();
        steps.add(understood(() -> Step.parse(text)));
        if (steps.size() > STEPS_MAX) {
          throw bad("expected at most " + STEPS_MAX + " steps");
        }
      }
      expect(json.currentToken(), JsonToken.END_ARRAY, "a step such as \"swallow-ack at ack 3\"");
      return steps;
    }

    private void expect(JsonToken found, JsonToken expected, String what)
        throws IOException, PlanFormatException {
      if (found != expected) {
        throw bad(
            "expected "
                + what
                + ", found "
                + (found == null ? "the end of the file" : json.getText()));
      }
    }

    private <T> T understood(Supplier<T> value) throws PlanFormatException {
      try {
        return value.get();
      } catch (IllegalArgumentException e) {
        throw bad(e.getMessage());
      }
    }

    private PlanFormatException bad(String message) {
      return badAt(file, json.currentTokenLocation(), message);
    }
  }
}
