package org.acksiom.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.acksiom.specs.SpecFiles;

/** What the text of {@code KafkaDelivery} declares. */
final class SpecificationText {
  private SpecificationText() {}

  private static String part(Path folder, String from, String to) throws IOException {
    SpecFiles.copyModulesTo(folder);
    String text = Files.readString(folder.resolve("KafkaDelivery.tla"));
    int start = text.indexOf(from) + from.length();
    return text.substring(start, text.indexOf(to, start));
  }

  private static List<String> names(String part, String pattern) {
    return Pattern.compile(pattern).matcher(part).results().map(found -> found.group(1)).toList();
  }

  /** Its variables, in the order of their declaration. */
  static List<String> variables(Path folder) throws IOException {
    return names(part(folder, "\nVARIABLES\n", "\n\n"), "(?m)^  (\\w+)");
  }

  /** The actions of its next-state relation, in order. */
  static List<String> actions(Path folder) throws IOException {
    return names(part(folder, "\nNext ==\n", "\n\n"), "(?m)^  \\\\/ (?:\\\\E .* : )?(\\w+)");
  }
}
