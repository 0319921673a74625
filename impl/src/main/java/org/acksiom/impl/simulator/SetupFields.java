package org.acksiom.impl.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.acksiom.specs.Acks;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.DeliverySettings;

/** Settings, fault model and bounds by the names that they have in files. */
public final class SetupFields {
  /** The field of the settings. */
  public static final String SETTINGS = "settings";

  /** The field of the fault model. */
  static final String FAULTS = "faults";

  /** The field of the bounds. */
  static final String BOUNDS = "bounds";

  private SetupFields() {}

  /**
   * Writes the fields {@code settings}, {@code faults} and {@code bounds} into the object that is
   * open.
   */
  public static void write(JsonGenerator json, Setup setup) throws IOException {
    write(json, setup.settings());
    json.writeStringField(FAULTS, setup.faults().id());
    json.writeObjectFieldStart(BOUNDS);
    for (Map.Entry<String, Integer> bound : setup.bounds().byName().entrySet()) {
      json.writeNumberField(bound.getKey(), bound.getValue());
    }
    json.writeEndObject();
  }

  /** Writes the field {@code settings} into the object that is open. */
  public static void write(JsonGenerator json, DeliverySettings settings) throws IOException {
    json.writeObjectFieldStart(SETTINGS);
    for (Map.Entry<String, Object> setting : settings.byName().entrySet()) {
      json.writeStringField(setting.getKey(), setting.getValue().toString());
    }
    json.writeEndObject();
  }

  /**
   * Settings by Kafka's names, see {@link DeliverySettings#byName}.
   *
   * @throws IllegalArgumentException if one is missing, unknown, or has a value that it can't have;
   *     the message says what was expected
   */
  public static DeliverySettings settings(Map<String, String> given) {
    Map<String, String> left = new LinkedHashMap<>(given);
    DeliverySettings settings =
        new DeliverySettings(
            Acks.of(taken(left, DeliverySettings.ACKS)),
            choice(
                left,
                DeliverySettings.RETRIES,
                DeliverySettings.SOME_RETRIES,
                DeliverySettings.NO_RETRIES),
            choice(left, DeliverySettings.IDEMPOTENCE, "true", "false"),
            number(left, DeliverySettings.MAX_IN_FLIGHT),
            number(left, DeliverySettings.MIN_ISR),
            choice(left, DeliverySettings.UNCLEAN, "true", "false"));
    requireAllTaken(left);
    return settings;
  }

  /**
   * Bounds by their names, see {@link Bounds#byName}; without consumers there are none.
   *
   * @throws IllegalArgumentException if one is missing, unknown, or out of its range; the message
   *     says what was expected
   */
  public static Bounds bounds(Map<String, String> given) {
    Map<String, String> left = new LinkedHashMap<>(given);
    Bounds bounds =
        new Bounds(
            number(left, Bounds.REPLICAS),
            number(left, Bounds.RECORDS),
            number(left, Bounds.RETRIES),
            number(left, Bounds.FAULTS),
            left.containsKey(Bounds.CONSUMERS) ? number(left, Bounds.CONSUMERS) : 0);
    requireAllTaken(left);
    return bounds;
  }

  /** Takes what is given for a name, so that in the end the unknown names are left. */
  private static String taken(Map<String, String> given, String name) {
    String value = given.remove(name);
    if (value == null) {
      throw new IllegalArgumentException("expected '" + name + "', found none");
    }
    return value;
  }

  private static void requireAllTaken(Map<String, String> given) {
    if (!given.isEmpty()) {
      throw new IllegalArgumentException("expected nothing else, found " + given.keySet());
    }
  }

  private static int number(Map<String, String> given, String name) {
    String value = taken(given, name);
    if (!value.matches("\\d{1,9}")) {
      throw new IllegalArgumentException(name + ": expected a number, found '" + value + "'");
    }
    return Integer.parseInt(value);
  }

  private static boolean choice(Map<String, String> given, String name, String yes, String no) {
    String value = taken(given, name);
    if (!value.equals(yes) && !value.equals(no)) {
      throw new IllegalArgumentException(
          name + ": expected " + yes + " or " + no + ", found '" + value + "'");
    }
    return value.equals(yes);
  }
}
