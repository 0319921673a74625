package org.acksiom.kafka.settings;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acksiom.kafka.settings.PropertiesText.Assignment;

/**
 * What a Spring Boot application's {@code application.yml} or {@code application.properties} gives
 * its producer: {@code spring.kafka.properties}, over it Boot's own names under {@code
 * spring.kafka.producer}, over these {@code spring.kafka.producer.properties}, as Boot's {@code
 * KafkaProperties} has it. Boot's names may be written with hyphens, underscores or capitals.
 *
 * <p>A document counts if no profile is named for it, or one that the user has named. Later
 * documents count before earlier ones.
 *
 * @param settings of the producer by Kafka's names; each is there once
 * @param forAllClients the names among them that stand where every client reads them
 * @param unknown what Boot ignores
 * @param unresolved settings with a placeholder that only the running application can fill in
 * @param warnings one line each
 * @param notes one line each
 */
record SpringBootFile(
    List<Assignment> settings,
    Set<String> forAllClients,
    List<Unknown> unknown,
    List<Assignment> unresolved,
    List<String> warnings,
    List<String> notes) {

  /**
   * A name that Boot doesn't know and ignores.
   *
   * @param name as the user wrote it
   * @param last the last part of it, which may be meant to be Kafka's
   */
  record Unknown(Origin.InFile at, String name, String last) {}

  private static final Pattern IN_PROPERTIES =
      Pattern.compile("^[ \\t]*spring\\.[a-z]", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
  private static final Pattern IN_YAML =
      Pattern.compile("^[\"']?spring[\"']?[ \\t]*:[ \\t\\r]*(#.*)?$", Pattern.MULTILINE);
  private static final Pattern PROPERTIES_BREAK = Pattern.compile("[#!]---[ \\t\\f]*");
  private static final Pattern KAFKA_NAME =
      Pattern.compile(
          "spring\\.kafka\\.(producer\\.)?properties(?:\\.(.+)|\\[(.+)])",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern OWN_NAME =
      Pattern.compile("spring\\.kafka\\.producer\\.([^.\\[]+)(.*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern LIST =
      Pattern.compile(
          "(spring\\.kafka(?:\\.producer)?(?:\\.properties)?(?:\\.(.+?))?)\\[\\d+].*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^${}:]+)(?::([^${}]*))?}");
  private static final Pattern EXPRESSION = Pattern.compile(".*[!&|()].*");

  /** Boot's names that are a setting of Kafka's which matters here. */
  private static final Map<String, String> KAFKAS =
      Map.of("acks", "acks", "retries", "retries", "transactionidprefix", "transactional.id");

  /** Boot's other names for a producer. */
  private static final Set<String> OTHERS =
      Set.of(
          "batchsize",
          "bootstrapservers",
          "buffermemory",
          "clientid",
          "compressiontype",
          "keyserializer",
          "valueserializer",
          "properties",
          "security",
          "ssl");

  /** Whether it is YAML by its name, or speaks of Spring. */
  static boolean isOne(Path path, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return isYaml(path, text) || IN_PROPERTIES.matcher(text).find();
  }

  private static boolean isYaml(Path path, String text) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".yml")
        || name.endsWith(".yaml")
        || (IN_YAML.matcher(text).find() && !IN_PROPERTIES.matcher(text).find());
  }

  /**
   * Reads the files of an application as if they were one.
   *
   * @param files the bytes of each, in the order in which they count
   * @param profiles that the application runs with; if there is none, those of {@code
   *     spring.profiles.active} in the files, and else Boot's {@code default}
   * @throws SettingsException if one can't be read, or none says anything of {@code spring.kafka}
   */
  static SpringBootFile read(Map<Path, byte[]> files, Set<String> profiles)
      throws SettingsException {
    List<List<Assignment>> documents = new ArrayList<>();
    for (Map.Entry<Path, byte[]> file : files.entrySet()) {
      documents.addAll(documents(file.getKey(), file.getValue()));
    }
    return new Reading(List.copyOf(files.keySet()), profiles).of(documents);
  }

  private static List<List<Assignment>> documents(Path path, byte[] bytes)
      throws SettingsException {
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    return isYaml(path, latin)
        ? YamlText.read(path.toString(), bytes)
        : documents(SettingsFile.assignments(path, bytes), latin);
  }

  /** Documents in a properties file end at a line {@code #---} or {@code !---}. */
  private static List<List<Assignment>> documents(List<Assignment> all, String text) {
    List<List<Assignment>> documents = new ArrayList<>();
    List<String> lines = text.lines().toList();
    int line = 0;
    List<Assignment> document = new ArrayList<>();
    for (Assignment assignment : all) {
      boolean breaks = false;
      for (; line < assignment.nameAt().line(); line++) {
        breaks |= PROPERTIES_BREAK.matcher(lines.get(line)).matches();
      }
      if (breaks) {
        documents.add(document);
        document = new ArrayList<>();
      }
      document.add(assignment);
    }
    documents.add(document);
    return documents;
  }

  /** Without what Boot's relaxed binding passes over. */
  private static String canonical(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
  }

  /** The reading of an application's files. */
  private static final class Reading {
    private final List<Path> files;
    private final Set<String> named;
    private final Set<String> profiles = new TreeSet<>();
    private final Set<String> conditions = new TreeSet<>();
    private final Map<String, Assignment> byName = new LinkedHashMap<>();
    private final Map<String, Assignment> common = new LinkedHashMap<>();
    private final Map<String, Assignment> own = new LinkedHashMap<>();
    private final Map<String, Assignment> ofProducer = new LinkedHashMap<>();
    private final List<Unknown> unknown = new ArrayList<>();
    private final List<Assignment> unresolved = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();
    private final Set<String> lists = new TreeSet<>();

    Reading(List<Path> files, Set<String> named) {
      this.files = files;
      this.named = named;
    }

    SpringBootFile of(List<List<Assignment>> documents) throws SettingsException {
      for (Path path : files) {
        notes.add(
            path
                + ": a Spring Boot application's file; what the environment, other files and code set is not known here");
      }
      activate(documents);
      boolean any = false;
      for (List<Assignment> document : documents) {
        any |= document.stream().anyMatch(each -> isOfKafka(each.name()));
        if (counts(document)) {
          document.forEach(each -> byName.put(each.name(), each));
        }
      }
      named.stream()
          .filter(profile -> !conditions.contains(profile))
          .sorted()
          .forEach(
              profile ->
                  warnings.add(
                      "--spring-profile "
                          + OneLine.cut(profile)
                          + ": no document is for that profile: ignored"));
      if (!any) {
        Optional<Assignment> first = documents.stream().flatMap(List::stream).findFirst();
        throw new SettingsException(
            first.map(each -> each.nameAt().toString()).orElse(files.get(0).toString())
                + ": expected a file with spring.kafka, found "
                + first
                    .map(each -> "none of it; its first name is '" + OneLine.cut(each.name()) + "'")
                    .orElse("nothing"));
      }
      for (Assignment assignment : byName.values()) {
        sort(assignment);
      }
      if (!mistakes.isEmpty()) {
        throw new SettingsException(mistakes, List.of());
      }
      Map<String, Assignment> merged = new LinkedHashMap<>(common);
      merged.putAll(own);
      merged.putAll(ofProducer);
      List<Assignment> settings = new ArrayList<>();
      merged.values().forEach(each -> resolve(each).ifPresent(settings::add));
      Set<String> forAll = new TreeSet<>(common.keySet());
      forAll.removeAll(own.keySet());
      forAll.removeAll(ofProducer.keySet());
      return new SpringBootFile(settings, forAll, unknown, unresolved, warnings, notes);
    }

    /** Which profiles are active, as far as the files say. */
    private void activate(List<List<Assignment>> documents) {
      profiles.addAll(named);
      if (profiles.isEmpty()) {
        for (List<Assignment> document : documents) {
          List<String> active = values(document, "spring.profiles.active");
          if (!active.isEmpty()) {
            profiles.clear(); // the later counts
            profiles.addAll(active);
          }
        }
      }
      profiles.remove("");
      if (profiles.isEmpty()) {
        profiles.add("default");
      }
    }

    private static boolean isOfKafka(String name) {
      return canonical(name).startsWith("spring.kafka.");
    }

    /** Whether the document is read; if not although it speaks of Kafka, that is noted. */
    private boolean counts(List<Assignment> document) {
      for (Assignment each : document) {
        String name = canonical(each.name()).replaceAll("\\[.*", "");
        String condition = each.value();
        if (name.equals("spring.config.activate.onprofile") || name.equals("spring.profiles")) {
          List<String> wanted = values(document, name);
          conditions.addAll(wanted);
          if (wanted.stream().anyMatch(profiles::contains)) {
            return true;
          }
          condition = String.join(", ", wanted);
        } else if (!name.equals("spring.config.activate.oncloudplatform")) {
          continue;
        }
        if (document.stream().anyMatch(other -> isOfKafka(other.name()))) {
          String uncounted =
              each.nameAt()
                  + ": what is set for "
                  + OneLine.cut(condition)
                  + " alone is not counted";
          if (EXPRESSION.matcher(condition).matches()
              || name.equals("spring.config.activate.oncloudplatform")) {
            warnings.add(uncounted + ": whether it holds is not known here");
          } else {
            notes.add(uncounted + "; --spring-profile does");
          }
        }
        return false;
      }
      return true;
    }

    private static List<String> values(List<Assignment> document, String name) {
      return document.stream()
          .filter(each -> canonical(each.name()).replaceAll("\\[.*", "").equals(name))
          .flatMap(each -> Arrays.stream(each.value().split(",")))
          .map(String::trim)
          .toList();
    }

    /** A list where Boot or Kafka wants one value, or names. */
    private void refuseList(Assignment assignment) {
      Matcher list = LIST.matcher(assignment.name());
      if (list.matches()
          && (list.group(2) == null
              || KAFKAS.containsKey(canonical(list.group(2)))
              || GivenSettings.DECISIVE.contains(list.group(2)))
          && lists.add(list.group(1))) {
        mistakes.add(assignment.nameAt() + ": expected a value, found a list");
      }
    }

    private void sort(Assignment assignment) {
      refuseList(assignment);
      Matcher kafka = KAFKA_NAME.matcher(assignment.name());
      if (kafka.matches()) {
        String raw = kafka.group(2) != null ? kafka.group(2) : kafka.group(3);
        String name = raw.replaceAll("^\\[(.*)]$", "$1");
        (kafka.group(1) == null ? common : ofProducer).put(name, named(name, assignment));
        return;
      }
      Matcher boot = OWN_NAME.matcher(assignment.name());
      if (boot.matches()) {
        String name = canonical(boot.group(1));
        if (KAFKAS.containsKey(name) && boot.group(2).isEmpty()) {
          own.put(KAFKAS.get(name), named(KAFKAS.get(name), assignment));
        } else if (!OTHERS.contains(name)) {
          unknown.add(
              new Unknown(assignment.nameAt(), assignment.name(), boot.group(1) + boot.group(2)));
        }
      }
    }

    private static Assignment named(String name, Assignment boot) {
      return new Assignment(name, boot.value(), boot.nameAt(), boot.valueAt());
    }

    /** With its placeholders filled in, if they can be. */
    private Optional<Assignment> resolve(Assignment assignment) {
      String value = assignment.value();
      Matcher placeholder = PLACEHOLDER.matcher(value);
      for (int turns = 0; placeholder.find() && turns <= value.length() + 1; turns++) {
        Assignment other = byName.get(placeholder.group(1));
        String filled = other != null ? other.value() : placeholder.group(2);
        if (filled == null || turns > byName.size() + 1) {
          if (assignment.name().equals("transactional.id")) {
            return Optional.of(assignment); // any value is one
          }
          unresolved.add(assignment);
          return Optional.empty();
        }
        value =
            value.substring(0, placeholder.start()) + filled + value.substring(placeholder.end());
        placeholder = PLACEHOLDER.matcher(value);
      }
      if (!value.equals(assignment.value()) && GivenSettings.DECISIVE.contains(assignment.name())) {
        notes.add(
            assignment.valueAt()
                + ": "
                + assignment.name()
                + " is "
                + OneLine.cut(assignment.value())
                + ", taken for "
                + OneLine.cut(value));
      }
      return Optional.of(
          new Assignment(assignment.name(), value, assignment.nameAt(), assignment.valueAt()));
    }
  }
}
