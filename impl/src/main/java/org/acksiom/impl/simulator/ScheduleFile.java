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
import java.util.function.Supplier;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;

/**
 * A schedule as a file: JSON with the settings by Kafka's names, the fault model, the bounds and
 * the events as the specification writes them, one a line. Bounds without consumers have none.
 */
public final class ScheduleFile {
  /** The largest number of events that is read: far beyond any schedule that a search writes. */
  public static final int EVENTS_MAX = 1_000_000;

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

  private ScheduleFile() {}

  // ---- writing

  /** The file's text. */
  public static String write(Schedule schedule) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
      printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
      printer.indentObjectsWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
      json.setPrettyPrinter(printer);
      json.writeStartObject();
      SetupFields.write(json, schedule.setup());
      json.writeArrayFieldStart("events");
      for (Event event : schedule.events()) {
        json.writeString(event.toString());
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  // ---- reading

  /**
   * Reads a schedule.
   *
   * @throws ScheduleFormatException if the file is not a schedule; the message begins with file,
   *     line and column
   * @throws IOException if it can't be read at all
   */
  public static Schedule read(Path file) throws IOException, ScheduleFormatException {
    try (JsonParser json = JSON.createParser(Files.newInputStream(file))) {
      return new Reading(file, json).schedule();
    } catch (CharConversionException e) {
      throw badAt(file, JsonLocation.NA, "expected UTF-8, found " + e.getMessage());
    }
  }

  /** The message as one line that a terminal can take, whatever the file has in it. */
  private static ScheduleFormatException badAt(Path file, JsonLocation location, String message) {
    String line = message.replaceAll("\\p{Cntrl}", ".");
    return new ScheduleFormatException(
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

    Schedule schedule() throws IOException, ScheduleFormatException {
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

    private Schedule parsed() throws IOException, ScheduleFormatException {
      DeliverySettings settings = null;
      Bounds bounds = null;
      FaultModel faults = null;
      List<Event> events = null;
      expect(
          json.nextToken(),
          JsonToken.START_OBJECT,
          "an object with settings, faults, bounds and events");
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        switch (field) {
          case "settings" -> settings = settings(value);
          case "bounds" -> bounds = bounds(value);
          case "faults" -> {
            expect(value, JsonToken.VALUE_STRING, "a fault model");
            String id = json.getText();
            faults = understood(() -> FaultModel.of(id));
          }
          case "events" -> events = events(value);
          default ->
              throw bad("expected settings, faults, bounds or events, found '" + field + "'");
        }
      }
      if (settings == null || bounds == null || faults == null || events == null) {
        throw bad(
            "expected settings, faults, bounds and events, found an object without one of them");
      }
      expect(json.nextToken(), null, "the end of the file");
      return new Schedule(new Setup(settings, faults, bounds), events);
    }

    private DeliverySettings settings(JsonToken start) throws IOException, ScheduleFormatException {
      Map<String, String> given = scalars(start);
      return understood(() -> SetupFields.settings(given));
    }

    private Bounds bounds(JsonToken start) throws IOException, ScheduleFormatException {
      Map<String, String> given = scalars(start);
      return understood(() -> SetupFields.bounds(given));
    }

    private Map<String, String> scalars(JsonToken start)
        throws IOException, ScheduleFormatException {
      expect(start, JsonToken.START_OBJECT, "an object");
      Map<String, String> scalars = new LinkedHashMap<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (!json.nextToken().isScalarValue()) {
          throw bad("expected a plain value for '" + name + "', found " + json.getText());
        }
        scalars.put(name, json.getText());
      }
      return scalars;
    }

    private List<Event> events(JsonToken start) throws IOException, ScheduleFormatException {
      expect(start, JsonToken.START_ARRAY, "an array of events");
      List<Event> events = new ArrayList<>();
      while (json.nextToken() == JsonToken.VALUE_STRING) {
        String text = json.getText();
        events.add(understood(() -> Event.parse(text)));
        if (events.size() > EVENTS_MAX) {
          throw bad("expected at most " + EVENTS_MAX + " events");
        }
      }
      expect(json.currentToken(), JsonToken.END_ARRAY, "an event such as \"LeaderAppends(1)\"");
      return events;
    }

    private void expect(JsonToken found, JsonToken expected, String what)
        throws IOException, ScheduleFormatException {
      if (found != expected) {
        throw bad(
            "expected "
                + what
                + ", found "
                + (found == null ? "the end of the file" : json.getText()));
      }
    }

    private <T> T understood(Supplier<T> value) throws ScheduleFormatException {
      try {
        return value.get();
      } catch (IllegalArgumentException e) {
        throw bad(e.getMessage());
      }
    }

    private ScheduleFormatException bad(String message) {
      return badAt(file, json.currentTokenLocation(), message);
    }
  }
}
