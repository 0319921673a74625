package org.acksiom.kafka.settings;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.acksiom.kafka.settings.PropertiesText.Assignment;
import org.apache.kafka.common.config.ConfigException;

/**
 * What the user gave, file by file and then assignment by assignment: names are known, each value
 * is good by itself, and a later value has replaced an earlier one. Whether the values go together
 * is not decided here.
 */
final class GivenSettings {
  /**
   * The settings that decide what delivery promises: a misspelt one is an error, and not only a
   * warning.
   */
  static final Set<String> DECISIVE =
      Set.of(
          "acks",
          "retries",
          "enable.idempotence",
          "max.in.flight.requests.per.connection",
          "delivery.timeout.ms",
          "transactional.id",
          "replication.factor",
          "default.replication.factor",
          "min.insync.replicas",
          "unclean.leader.election.enable");

  /**
   * What {@code config.providers} would fill in where the configuration is used:
   * ${provider:path:key}.
   */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}:]*:[^}]*}");

  private static final NearestName NEAREST = new NearestName(DECISIVE, SettingKind.allNames());

  private final Map<SettingKind, Map<String, Setting>> byKind = new EnumMap<>(SettingKind.class);
  private final List<String> warnings;
  private final List<String> notes;

  /**
   * Nothing given yet.
   *
   * @param warnings where warnings are added
   * @param notes where notes are added
   */
  GivenSettings(List<String> warnings, List<String> notes) {
    this.warnings = warnings;
    this.notes = notes;
    for (SettingKind kind : SettingKind.values()) {
      byKind.put(kind, new LinkedHashMap<>());
    }
  }

  /** The setting of that kind and name, if it was given. */
  Optional<Setting> find(SettingKind kind, String name) {
    return Optional.ofNullable(byKind.get(kind).get(name));
  }

  /**
   * Adds the assignments of a file. What Kafka ignores there is ignored, with a warning.
   *
   * @throws SettingsException if the file can't be read, nothing in it is a setting, a value is
   *     bad, or a name is nearly that of a decisive setting
   */
  void addFile(Path path) throws SettingsException {
    List<Assignment> assignments = SettingsFile.read(path);
    for (Assignment assignment : assignments) {
      if (SettingKind.knowing(assignment.name()).isEmpty()) {
        warnings.add(unknown(assignment.nameAt(), assignment.name()));
      }
    }
    FileKind file = FileKind.of(assignments);
    notes.add(path + ": " + file.reason());
    for (Assignment assignment : assignments) {
      List<SettingKind> kinds = SettingKind.knowing(assignment.name());
      if (!kinds.isEmpty()) {
        SettingKind kind = file.kind().orElse(kinds.get(0));
        if (kinds.contains(kind)) {
          String place = assignment.valueAt().toString();
          if (isKnown(assignment.name(), assignment.value(), place)) {
            check(kind, assignment.name(), assignment.value(), place);
            put(kind, assignment);
          }
        } else {
          warnings.add(misplaced(assignment, kinds.get(0), kind));
        }
      }
    }
  }

  /**
   * Adds an assignment of the command line, which counts for the first kind that knows its name.
   *
   * @param text {@code NAME=VALUE}
   * @throws SettingsException if it has another form, or the name is unknown, or the value is bad
   */
  void addAssignment(String text) throws SettingsException {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new SettingsException("--set: expected NAME=VALUE, found '" + OneLine.cut(text) + "'");
    }
    String name = text.substring(0, equals).trim();
    List<SettingKind> kinds = SettingKind.knowing(name);
    if (kinds.isEmpty()) {
      throw new SettingsException(
          "--set: expected a setting of a producer, a topic or a broker, found '"
              + OneLine.cut(name)
              + "'"
              + NEAREST.to(name).map(near -> "; did you mean '" + near + "'?").orElse(""));
    }
    String value = text.substring(equals + 1).trim();
    String place = "--set " + name + "=" + OneLine.cut(value);
    if (isKnown(name, value, place)) {
      check(kinds.get(0), name, value, place);
      byKind.get(kinds.get(0)).put(name, new Setting(name, value, new Origin.CommandLine()));
    }
  }

  private void put(SettingKind kind, Assignment assignment) {
    String value = assignment.value().trim(); // as ConfigDef does, whatever the type
    Setting setting = new Setting(assignment.name(), value, assignment.nameAt());
    Setting before = byKind.get(kind).put(assignment.name(), setting);
    if (before != null && !before.value().equals(value)) {
      warnings.add(
          assignment.nameAt()
              + ": "
              + setting.name()
              + " is set again and replaces "
              + before.origin());
    }
  }

  /**
   * Whether the value stands there; a variable that stands for it is passed over where it decides
   * nothing.
   */
  private static boolean isKnown(String name, String value, String place) throws SettingsException {
    if (!VARIABLE.matcher(value).find()) {
      return true;
    }
    if (DECISIVE.contains(name)) {
      throw new SettingsException(
          place
              + ": expected a value, found a variable; give what it stands for with --set "
              + name
              + "=VALUE");
    }
    return false;
  }

  private static void check(SettingKind kind, String name, String value, String place)
      throws SettingsException {
    try {
      kind.check(name, value);
    } catch (ConfigException e) {
      String found = value.trim();
      throw new SettingsException(place + ": " + e.getMessage().replace(found, OneLine.cut(found)));
    }
  }

  private static String unknown(Origin.InFile at, String name) throws SettingsException {
    Optional<String> near = NEAREST.to(name);
    if (near.isPresent() && DECISIVE.contains(near.get())) {
      throw new SettingsException(
          at
              + ": expected a setting, found '"
              + name
              + "', which Kafka would ignore; did you mean '"
              + near.get()
              + "', which decides what delivery promises?");
    }
    return at
        + ": unknown setting '"
        + OneLine.of(OneLine.cut(name))
        + "'"
        + near.map(known -> " (did you mean '" + known + "'?)").orElse("")
        + ": ignored, as Kafka would";
  }

  private static String misplaced(
      Assignment assignment, SettingKind itsKind, SettingKind fileKind) {
    return String.format(
        "%s: %s is %s setting, and this is %s file: ignored, as Kafka would",
        assignment.nameAt(), assignment.name(), itsKind.possessive(), fileKind.possessive());
  }
}
