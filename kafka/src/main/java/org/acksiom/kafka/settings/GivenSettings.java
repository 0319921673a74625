package org.acksiom.kafka.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.acksiom.kafka.settings.PropertiesText.Assignment;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
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

  /** What a producer does not know, and other clients do. */
  private static final Set<String> OTHER_CLIENTS = otherClients();

  private static final NearestName NEAREST = new NearestName(DECISIVE, SettingKind.allNames());

  private final Map<SettingKind, Map<String, Setting>> byKind = new EnumMap<>(SettingKind.class);
  private final Set<String> profiles;
  private final Set<String> overridden = new TreeSet<>();
  private final Map<String, String> doubtful = new LinkedHashMap<>();
  private final Mistakes mistakes;
  private final List<String> warnings;
  private final List<String> notes;

  /**
   * Nothing given yet.
   *
   * @param profiles that a Spring Boot application runs with
   * @param mistakes where mistakes are added that keep nothing else from being read
   * @param warnings where warnings are added
   * @param notes where notes are added
   */
  GivenSettings(
      Set<String> profiles, Mistakes mistakes, List<String> warnings, List<String> notes) {
    this.profiles = profiles;
    this.mistakes = mistakes;
    this.warnings = warnings;
    this.notes = notes;
    for (SettingKind kind : SettingKind.values()) {
      byKind.put(kind, new LinkedHashMap<>());
    }
  }

  private static Set<String> otherClients() {
    Set<String> names = new TreeSet<>(ConsumerConfig.configNames());
    names.addAll(AdminClientConfig.configNames());
    names.removeAll(ProducerConfig.configNames());
    return names;
  }

  /** The setting of that kind and name, if it was given. */
  Optional<Setting> find(SettingKind kind, String name) {
    return Optional.ofNullable(byKind.get(kind).get(name));
  }

  /**
   * Adds the assignments of files, of which each is a step. What Kafka ignores there is ignored,
   * with a warning; a value that is bad and a name that is nearly that of a decisive setting are
   * mistakes. A step throws if its file can't be read, or nothing in it is a setting. The files of
   * a Spring Boot application are one step, in the place of the last of them: Boot merges them
   * before it looks at any setting.
   *
   * @return the steps that are to be taken, in their order
   */
  List<Mistakes.Step> addFiles(List<Path> files) {
    List<Mistakes.Step> steps = new ArrayList<>();
    Map<Path, byte[]> boots = new LinkedHashMap<>();
    Mistakes.Step addBoots = () -> addSpringBoot(SpringBootFile.read(boots, profiles));
    for (Path path : files) {
      try {
        byte[] bytes = SettingsFile.bytes(path);
        if (SpringBootFile.isOne(path, bytes)) {
          boots.remove(path);
          boots.put(path, bytes);
          steps.remove(addBoots);
          steps.add(addBoots);
        } else {
          steps.add(() -> addFile(path, bytes));
        }
      } catch (SettingsException e) {
        steps.add(
            () -> {
              throw e;
            });
      }
    }
    if (boots.isEmpty()) {
      profiles.stream()
          .sorted()
          .forEach(
              profile ->
                  warnings.add(
                      "--spring-profile "
                          + OneLine.cut(profile)
                          + ": no file is a Spring Boot application's: ignored"));
    }
    return steps;
  }

  private void addFile(Path path, byte[] bytes) throws SettingsException {
    List<Assignment> assignments = SettingsFile.assignments(path, bytes);
    Optional<ClientApplication> application = ClientApplication.of(assignments);
    if (application.isPresent()) {
      addApplication(path, assignments, application.get());
      return;
    }
    List<Assignment> unknown =
        assignments.stream().filter(each -> SettingKind.knowing(each.name()).isEmpty()).toList();
    boolean allUnknown = unknown.size() == assignments.size();
    if (!allUnknown || unknown.stream().anyMatch(each -> decisiveNear(each.name()).isPresent())) {
      unknown.forEach(each -> unknown(each.nameAt(), each.name()));
      if (allUnknown) {
        return; // misspelt, and so a file of settings
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
          if (isGood(kind, assignment.name(), assignment.value(), place)) {
            put(kind, assignment);
          }
        } else {
          warnings.add(misplaced(assignment, kinds.get(0), kind));
        }
      }
    }
  }

  private void addSpringBoot(SpringBootFile file) {
    notes.addAll(file.notes());
    warnings.addAll(file.warnings());
    for (SpringBootFile.Unknown one : file.unknown()) {
      Optional<String> near = NEAREST.to(one.last());
      String line =
          one.at()
              + ": Spring Boot ignores "
              + OneLine.cut(one.name())
              + ", which it does not know"
              + near.map(known -> "; did you mean spring.kafka.producer.properties." + known + "?")
                  .orElse("");
      if (near.filter(DECISIVE::contains).isPresent()) {
        mistakes.add(line, near.stream().toList());
      } else {
        warnings.add(line);
      }
    }
    for (Assignment each : file.settings()) {
      boolean another =
          file.forAllClients().contains(each.name()) && OTHER_CLIENTS.contains(each.name());
      if (SettingKind.PRODUCER.knows(each.name()) || !another) {
        addProducers(each);
      }
    }
    file.unresolved().stream()
        .filter(each -> DECISIVE.contains(each.name()))
        .forEach(
            each ->
                doubt(
                    each.name(),
                    each.valueAt()
                        + ": expected a value, found "
                        + OneLine.cut(each.value())
                        + ", which is not known here; give what it stands for with --set "
                        + each.name()
                        + "=VALUE"));
  }

  private void addApplication(
      Path path, List<Assignment> assignments, ClientApplication application) {
    notes.add(
        path
            + ": "
            + application.possessive()
            + " file; its producers get what stands after "
            + application.prefix()
            + (application.isConnects()
                ? ", over Connect's own defaults for producers"
                : ", and what any producer knows"));
    if (application.isConnects()) {
      for (List<String> one : ClientApplication.WORKERS_DEFAULTS) {
        byKind
            .get(SettingKind.PRODUCER)
            .putIfAbsent(
                one.get(0), new Setting(one.get(0), one.get(1), new Origin.ConnectDefault()));
      }
    }
    for (boolean prefixed : List.of(false, true)) { // the more special counts
      for (Assignment each : assignments) {
        Optional<String> name = application.forProducer(each.name());
        if (each.name().startsWith(application.prefix()) != prefixed) {
          continue;
        }
        if (name.isEmpty() && DECISIVE.contains(each.name())) {
          warnings.add(
              each.nameAt()
                  + ": "
                  + each.name()
                  + " reaches no producer without "
                  + application.prefix()
                  + " before it: ignored");
        } else if (name.isPresent() && (prefixed || SettingKind.PRODUCER.knows(name.get()))) {
          addProducers(
              new Assignment(name.get(), each.value(), each.nameAt(), each.valueAt()), application);
        }
      }
    }
    application.exactlyOnce(assignments).ifPresent(this::addExactlyOnce);
  }

  /** A connector's override counts before its worker's settings, wherever its file stands. */
  private void addProducers(Assignment each, ClientApplication application) {
    if (application == ClientApplication.CONNECTOR) {
      overridden.add(each.name());
      addProducers(each);
    } else if (application != ClientApplication.WORKER || !overridden.contains(each.name())) {
      addProducers(each);
    }
  }

  /** The application asks its producers for idempotence, whatever they were given. */
  private void addExactlyOnce(Assignment each) {
    String asked = each.name() + "=" + each.value().trim();
    notes.add(
        each.nameAt()
            + ": "
            + asked
            + " switches idempotence on; what is predicted is delivery to the log, without aborted transactions");
    put(
        SettingKind.PRODUCER,
        new Assignment("enable.idempotence", "true", each.nameAt(), each.valueAt()));
  }

  private void addProducers(Assignment each) {
    if (SettingKind.PRODUCER.knows(each.name())) {
      if (isGood(SettingKind.PRODUCER, each.name(), each.value(), each.valueAt().toString())) {
        put(SettingKind.PRODUCER, each);
      }
    } else if (SettingKind.knowing(each.name()).isEmpty()) {
      unknown(each.nameAt(), each.name());
    } else {
      warnings.add(misplaced(each, SettingKind.knowing(each.name()).get(0), SettingKind.PRODUCER));
    }
  }

  /** Nobody knows the setting, unless it is given after all. */
  private void doubt(String name, String line) {
    doubtful.put(name, line);
  }

  /** Adds the mistakes that nothing has settled. */
  void settle() {
    doubtful.forEach((name, line) -> mistakes.add(line, List.of(name)));
  }

  /**
   * Adds an assignment of the command line, which counts for the first kind that knows its name. A
   * name that is unknown and a value that is bad are mistakes.
   *
   * @param text {@code NAME=VALUE}
   * @throws SettingsException if it has another form
   */
  void addAssignment(String text) throws SettingsException {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new SettingsException("--set: expected NAME=VALUE, found '" + OneLine.cut(text) + "'");
    }
    String name = text.substring(0, equals).trim();
    List<SettingKind> kinds = SettingKind.knowing(name);
    if (kinds.isEmpty()) {
      Optional<String> near = NEAREST.to(name);
      mistakes.add(
          "--set: expected a setting of a producer, a topic or a broker, found '"
              + OneLine.cut(name)
              + "'"
              + near.map(known -> "; did you mean '" + known + "'?").orElse(""),
          near.stream().toList());
      return;
    }
    String value = text.substring(equals + 1).trim();
    String place = "--set " + name + "=" + OneLine.cut(value);
    if (isGood(kinds.get(0), name, value, place)) {
      doubtful.remove(name);
      byKind.get(kinds.get(0)).put(name, new Setting(name, value, new Origin.CommandLine()));
    }
  }

  private void put(SettingKind kind, Assignment assignment) {
    String value = assignment.value().trim(); // as ConfigDef does, whatever the type
    Setting setting = new Setting(assignment.name(), value, assignment.nameAt());
    doubtful.remove(setting.name());
    Setting before = byKind.get(kind).put(assignment.name(), setting);
    if (before != null
        && !(before.origin() instanceof Origin.ConnectDefault)
        && !before.value().equals(value)) {
      warnings.add(
          assignment.nameAt()
              + ": "
              + setting.name()
              + " is set again and replaces "
              + before.origin());
    }
  }

  /**
   * Whether Kafka takes the value; if not, it is a mistake. A variable that stands for it is passed
   * over where it decides nothing.
   */
  private boolean isGood(SettingKind kind, String name, String value, String place) {
    if (VARIABLE.matcher(value).find()) {
      if (DECISIVE.contains(name)) {
        doubt(
            name,
            place
                + ": expected a value, found a variable; give what it stands for with --set "
                + name
                + "=VALUE");
      }
      return false;
    }
    try {
      kind.check(name, value);
      return true;
    } catch (ConfigException e) {
      String found = value.trim();
      mistakes.add(place + ": " + e.getMessage().replace(found, OneLine.cut(found)), List.of(name));
      return false;
    }
  }

  private static Optional<String> decisiveNear(String name) {
    return NEAREST.to(name).filter(DECISIVE::contains);
  }

  private void unknown(Origin.InFile at, String name) {
    Optional<String> decisive = decisiveNear(name);
    if (decisive.isPresent()) {
      mistakes.add(
          at
              + ": expected a setting, found '"
              + OneLine.cut(name)
              + "', which Kafka would ignore; did you mean '"
              + decisive.get()
              + "', which decides what delivery promises?",
          List.of(decisive.get()));
    } else {
      warnings.add(
          at
              + ": unknown setting '"
              + OneLine.cut(name)
              + "'"
              + NEAREST.to(name).map(known -> " (did you mean '" + known + "'?)").orElse("")
              + ": ignored, as Kafka would");
    }
  }

  private static String misplaced(
      Assignment assignment, SettingKind itsKind, SettingKind fileKind) {
    return String.format(
        "%s: %s is %s setting, and this is %s file: ignored, as Kafka would",
        assignment.nameAt(), assignment.name(), itsKind.possessive(), fileKind.possessive());
  }
}
