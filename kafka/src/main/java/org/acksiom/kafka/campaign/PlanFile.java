package org.acksiom.kafka.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.acksiom.impl.simulator.Artifact;
import org.acksiom.impl.simulator.ArtifactFormatException;
import org.acksiom.impl.simulator.SetupFields;
import org.acksiom.specs.DeliverySettings;

/**
 * A plan as a file: JSON with the settings by Kafka's names, the load, and the steps as {@link
 * Step} writes them, one a line.
 */
public final class PlanFile {
  /** The largest number of steps that is read: far beyond any that a campaign draws. */
  public static final int STEPS_MAX = 1_000;

  private static final String LOAD = "load";
  private static final String STEPS = "steps";
  private static final List<String> FIELDS = List.of(SetupFields.SETTINGS, LOAD, STEPS);

  private PlanFile() {}

  /** The file's text. */
  public static String write(Plan plan) {
    return Artifact.write(
        json -> {
          SetupFields.write(json, plan.settings());
          json.writeObjectFieldStart(LOAD);
          for (Map.Entry<String, Integer> number : plan.load().byName().entrySet()) {
            json.writeNumberField(number.getKey(), number.getValue());
          }
          json.writeEndObject();
          Artifact.writeTexts(json, STEPS, plan.steps());
        });
  }

  /**
   * Reads a plan.
   *
   * @throws ArtifactFormatException if the file is not a plan; the message begins with file, line
   *     and column
   * @throws IOException if it can't be read at all
   */
  public static Plan read(Path file) throws IOException, ArtifactFormatException {
    return Artifact.read(file, artifact -> new Reading().plan(artifact));
  }

  /** What was read so far. */
  private static final class Reading {
    private DeliverySettings settings;
    private Load load;
    private List<Step> steps;

    Plan plan(Artifact artifact) throws IOException, ArtifactFormatException {
      artifact.fields(FIELDS, field -> read(field, artifact));
      return new Plan(settings, load, steps);
    }

    private void read(String field, Artifact artifact) throws IOException, ArtifactFormatException {
      switch (field) {
        case SetupFields.SETTINGS -> {
          Map<String, String> given = artifact.scalars();
          settings = artifact.understood(() -> SetupFields.settings(given));
        }
        case LOAD -> {
          Map<String, Integer> given = artifact.scalars(Reading::number);
          load = artifact.understood(() -> Load.of(given));
        }
        default ->
            steps =
                artifact.texts(
                    STEPS, STEPS_MAX, "a step such as \"swallow-ack at ack 3\"", Step::parse);
      }
    }

    private static int number(String name, String value) {
      if (!value.matches("\\d{1,9}")) {
        throw new IllegalArgumentException("expected a number for '" + name + "', found " + value);
      }
      return Integer.parseInt(value);
    }
  }
}
