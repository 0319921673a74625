package org.acksiom.kafka.settings;

/**
 * One setting, its value and where that comes from.
 *
 * @param name Kafka's own
 * @param value as in a configuration file, without white space around it
 * @param origin the place that decided it
 */
public record Setting(String name, String value, Origin origin) {

  /** {@code name=value (origin)}. */
  @Override
  public String toString() {
    return name + "=" + OneLine.cut(value) + " (" + origin + ")";
  }
}
