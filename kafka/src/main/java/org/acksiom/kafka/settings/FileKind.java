package org.acksiom.kafka.settings;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.acksiom.kafka.settings.PropertiesText.Assignment;

/**
 * Whose file it is, by its names.
 *
 * <p>Names that only one kind knows tell, apart from the decisive ones: {@code acks} in a file with
 * {@code log.dirs} does not make it a producer's, it is a broker's file with a setting that has no
 * effect there. Without such names it is the first kind that knows every name in it that is known
 * at all. Otherwise it is mixed: a list of settings of several kinds, each read as if it stood in a
 * file of its own.
 *
 * @param kind whose, or empty if mixed
 * @param reason half a line that says why
 */
record FileKind(Optional<SettingKind> kind, String reason) {

  /**
   * @param assignments all of the file
   * @throws SettingsException if Kafka knows none of the names
   */
  static FileKind of(List<Assignment> assignments) throws SettingsException {
    Map<SettingKind, Assignment> telling = new EnumMap<>(SettingKind.class);
    Set<SettingKind> possible = EnumSet.allOf(SettingKind.class);
    boolean anyKnown = false;
    for (Assignment assignment : assignments) {
      List<SettingKind> kinds = SettingKind.knowing(assignment.name());
      if (!kinds.isEmpty()) {
        anyKnown = true;
        possible.retainAll(kinds);
      }
      if (kinds.size() == 1 && !GivenSettings.DECISIVE.contains(assignment.name())) {
        telling.putIfAbsent(kinds.get(0), assignment);
      }
    }
    if (!anyKnown) {
      Assignment first = assignments.get(0);
      throw new SettingsException(
          first.nameAt()
              + ": expected a file with settings of a producer, a topic or a broker, found none of them; its first name is '"
              + OneLine.cut(first.name())
              + "'");
    }
    if (telling.size() == 1) {
      SettingKind kind = telling.keySet().iterator().next();
      return of(kind, "only " + kind.possessive() + " file has " + place(telling.get(kind)));
    }
    if (telling.isEmpty() && !possible.isEmpty()) {
      SettingKind kind = possible.iterator().next();
      return of(kind, "all that Kafka knows of it is " + kind.possessive());
    }
    String reason =
        telling.isEmpty()
            ? "no one kind of file has them all"
            : telling.entrySet().stream()
                .map(tells -> place(tells.getValue()) + " is only " + tells.getKey().possessive())
                .collect(Collectors.joining(", "));
    return new FileKind(
        Optional.empty(), "settings of several kinds, each read as its own (" + reason + ")");
  }

  private static FileKind of(SettingKind kind, String reason) {
    return new FileKind(Optional.of(kind), kind.possessive() + " file (" + reason + ")");
  }

  private static String place(Assignment assignment) {
    return assignment.name() + " in line " + assignment.nameAt().line();
  }
}
