package org.acksiom.impl.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

  private static final String EVENTS = "events";
  private static final List<String> FIELDS =
      List.of(SetupFields.SETTINGS, SetupFields.FAULTS, SetupFields.BOUNDS, EVENTS);

  private ScheduleFile() {}

  /** The file's text. */
  public static String write(Schedule schedule) {
    return Artifact.write(
        json -> {
          SetupFields.write(json, schedule.setup());
          Artifact.writeTexts(json, EVENTS, schedule.events());
        });
  }

  /**
   * Reads a schedule.
   *
   * @throws ArtifactFormatException if the file is not a schedule; the message begins with file,
   *     line and column
   * @throws IOException if it can't be read at all
   */
  public static Schedule read(Path file) throws IOException, ArtifactFormatException {
    return Artifact.read(file, artifact -> new Reading().schedule(artifact));
  }

  /** What was read so far. */
  private static final class Reading {
    private DeliverySettings settings;
    private FaultModel faults;
    private Bounds bounds;
    private List<Event> events;

    Schedule schedule(Artifact artifact) throws IOException, ArtifactFormatException {
      artifact.fields(FIELDS, field -> read(field, artifact));
      return new Schedule(new Setup(settings, faults, bounds), events);
    }

    private void read(String field, Artifact artifact) throws IOException, ArtifactFormatException {
      switch (field) {
        case SetupFields.SETTINGS -> {
          Map<String, String> given = artifact.scalars();
          settings = artifact.understood(() -> SetupFields.settings(given));
        }
        case SetupFields.FAULTS -> faults = artifact.text("a fault model", FaultModel::of);
        case SetupFields.BOUNDS -> {
          Map<String, String> given = artifact.scalars();
          bounds = artifact.understood(() -> SetupFields.bounds(given));
        }
        default ->
            events =
                artifact.texts(
                    EVENTS, EVENTS_MAX, "an event such as \"LeaderAppends(1)\"", Event::parse);
      }
    }
  }
}
