package org.acksiom.conformance.sources;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks up definitions, methods and constants by their names. */
public final class Sources {
  private static final String TAG = "Tag";

  private final SourceFiles files;

  /**
   * Looks up in those files.
   *
   * @param files where modules and sources are
   */
  public Sources(SourceFiles files) {
    this.files = files;
  }

  /**
   * The definition of an operator.
   *
   * @param module the name of its module
   * @throws UntracedException if there is none
   */
  public Place definition(String module, String name) {
    TlaSource source = TlaSource.of(files, module);
    return source
        .place(name)
        .orElseThrow(() -> missing(source.file() + ": expected a definition of " + name));
  }

  /**
   * Where tokens follow each other in a Java source: the method around them, with the line on which
   * they begin.
   *
   * @param file its path from the repository's root
   * @param tokens as they are written, without the white space between them
   * @throws UntracedException if they are nowhere in the file
   */
  public List<Place> uses(String file, String... tokens) {
    String text = text(file);
    List<Integer> found = JavaToken.find(text, List.of(tokens));
    if (found.isEmpty()) {
      throw missing(file + ": expected " + String.join("", tokens));
    }
    List<Place> methods =
        JavaSource.of(file, text).methods().stream().map(JavaSource.Method::place).toList();
    List<Place> uses = new ArrayList<>();
    for (int line : found) {
      methods.stream()
          .filter(method -> method.textLine() <= line && line <= method.lastLine())
          .map(method -> method.at(line))
          .forEach(uses::add);
    }
    return uses;
  }

  /**
   * The variables that a module declares, in order.
   *
   * @param module its name
   * @throws UntracedException if there is no such module
   */
  public List<Place> variables(String module) {
    return TlaSource.of(files, module).variables();
  }

  /**
   * Where tokens follow each other for the first time in a Java source, in or between methods.
   *
   * @param file its path from the repository's root
   * @param name what stands there
   * @param tokens as they are written, without the white space between them
   * @throws UntracedException if they are nowhere in the file
   */
  public Place first(String file, String name, String... tokens) {
    List<Integer> found = JavaToken.find(text(file), List.of(tokens));
    if (found.isEmpty()) {
      throw missing(file + ": expected " + String.join("", tokens));
    }
    String type = file.substring(file.lastIndexOf('/') + 1).replace(".java", "");
    return new Place(file, type, name, found.get(0), "", found.get(0), name);
  }

  /**
   * The test methods that carry a JUnit tag, by tag, in the order of the files.
   *
   * @param tests the files, by their paths from the repository's root
   */
  public Map<String, List<Place>> tagged(Collection<String> tests) {
    Map<String, List<Place>> tagged = new TreeMap<>();
    for (String file : tests) {
      String text = text(file);
      if (text.contains("@" + TAG + "(")) {
        for (JavaSource.Method method : JavaSource.of(file, text).methods()) {
          for (String tag : method.annotations().getOrDefault(TAG, List.of())) {
            tagged.computeIfAbsent(tag, t -> new ArrayList<>()).add(method.place());
          }
        }
      }
    }
    return tagged;
  }

  private String text(String file) {
    return files.text(file).orElseThrow(() -> missing(file + ": expected a file"));
  }

  private static UntracedException missing(String expected) {
    return new UntracedException(List.of(expected + ", found none"));
  }
}
