package org.acksiom.conformance.sources;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.acksiom.specs.tla.Definition;
import org.acksiom.specs.tla.ModuleText;
import org.acksiom.specs.tla.Token;

/** A module of the specification with the places of what it defines. */
final class TlaSource {
  private static final String FOLDER = "specs/";

  private final SourceFiles files;
  private final String file;
  private final List<String> lines;
  private final ModuleText module;
  private final Map<String, Optional<TlaSource>> instances = new HashMap<>();
  private final Map<Definition, List<Token>> bodies = new HashMap<>();

  private TlaSource(SourceFiles files, String file, String name, String text) {
    this.files = files;
    this.file = file;
    this.lines = text.lines().toList();
    this.module = ModuleText.of(name, text);
  }

  /**
   * The module of that name.
   *
   * @param files where it is, and where those are that it makes instances of
   * @throws UntracedException if there is none
   */
  static TlaSource of(SourceFiles files, String name) {
    return read(files, name)
        .orElseThrow(
            () -> new UntracedException(List.of(file(name) + ": expected a module, found none")));
  }

  private static Optional<TlaSource> read(SourceFiles files, String name) {
    return files.text(file(name)).map(text -> new TlaSource(files, file(name), name, text));
  }

  private static String file(String module) {
    return FOLDER + module + ".tla";
  }

  /** A module that this one makes an instance of; empty if it is not of this specification. */
  private Optional<TlaSource> instance(String name) {
    return instances.computeIfAbsent(name, of -> read(files, of));
  }

  String file() {
    return file;
  }

  /** The definition of that name, without those of a {@code LET}. */
  Optional<Place> place(String name) {
    return definition(name)
        .map(
            definition -> {
              List<Token> body = body(definition);
              List<Token> comments = module.commentsAbove(definition);
              return new Place(
                  file,
                  module.name(),
                  name,
                  module.tokens().get(definition.token()).line(),
                  comments.stream().map(Token::text).collect(Collectors.joining("\n")),
                  body.get(0).line(),
                  String.join(
                      "\n",
                      lines.subList(body.get(0).line() - 1, body.get(body.size() - 1).endLine())));
            });
  }

  /** The variables, in the order in which they are declared. */
  List<Place> variables() {
    return module.definitions().stream()
        .filter(d -> d.kind() == Definition.Kind.VARIABLE)
        .map(
            d -> {
              int line = module.tokens().get(d.token()).line();
              return new Place(file, module.name(), d.name(), line, "", line, lines.get(line - 1));
            })
        .toList();
  }

  /** The variables that an action gives another value, itself or by what it uses. */
  Set<String> changed(String action) {
    Set<String> changed = new LinkedHashSet<>();
    for (String name : used(action)) {
      List<Token> body = definition(name).map(this::body).orElse(List.of());
      for (int i = 1; i < body.size(); i++) {
        if (body.get(i).isSymbol("'")) {
          changed.add(body.get(i - 1).text());
        }
      }
      for (Use use : instancesUsed(body)) {
        Map<String, String> renamed = substitutes(use.instance());
        instance(use.module()).map(of -> of.changed(use.name())).orElse(Set.of()).stream()
            .map(variable -> renamed.getOrDefault(variable, variable))
            .forEach(changed::add);
      }
    }
    changed.retainAll(variables().stream().map(Place::name).toList());
    return changed;
  }

  /** What an instance puts in the place of each name of its module. */
  private Map<String, String> substitutes(String instance) {
    List<Token> body = definition(instance).map(this::body).orElse(List.of());
    Map<String, String> substitutes = new HashMap<>();
    for (int i = 1; i + 1 < body.size(); i++) {
      if (body.get(i).isSymbol("<-")) {
        substitutes.put(body.get(i - 1).text(), body.get(i + 1).text());
      }
    }
    return substitutes;
  }

  private List<Token> body(Definition definition) {
    return bodies.computeIfAbsent(definition, module::body);
  }

  private Optional<Definition> definition(String name) {
    return module.definition(name).filter(d -> d.kind() == Definition.Kind.OPERATOR);
  }

  /** The actions of {@code Next}, in order: what it names and what changes the state. */
  List<String> actions() {
    return definition("Next").map(this::body).orElse(List.of()).stream()
        .filter(token -> token.kind() == Token.Kind.IDENTIFIER)
        .map(Token::text)
        .filter(name -> !name.equals("Next") && changesState(name))
        .distinct()
        .toList();
  }

  /** Whether a definition says what a variable becomes, itself or by what it uses. */
  boolean changesState(String name) {
    return used(name).stream()
        .map(this::definition)
        .flatMap(Optional::stream)
        .map(this::body)
        .anyMatch(
            body ->
                body.stream().anyMatch(TlaSource::saysWhatBecomes)
                    || instancesUsed(body).stream()
                        .anyMatch(
                            use ->
                                instance(use.module())
                                    .filter(of -> of.changesState(use.name()))
                                    .isPresent()));
  }

  private static boolean saysWhatBecomes(Token token) {
    return token.isSymbol("'") || token.isKeyword("UNCHANGED");
  }

  /**
   * The actions that a definition takes over from an instance of another module, itself or by what
   * it uses.
   */
  List<Place> takenOver(String name) {
    return used(name).stream()
        .map(this::definition)
        .flatMap(Optional::stream)
        .flatMap(d -> instancesUsed(body(d)).stream())
        .distinct()
        .flatMap(use -> instance(use.module()).flatMap(of -> of.action(use.name())).stream())
        .toList();
  }

  private Optional<Place> action(String name) {
    return changesState(name) ? place(name) : Optional.empty();
  }

  /** An operator of an instance: {@code R!LeaderAppends}. */
  private record Use(String instance, String module, String name) {}

  private List<Use> instancesUsed(List<Token> body) {
    List<Use> uses = new ArrayList<>();
    for (int i = 2; i < body.size(); i++) {
      String named = body.get(i).text();
      if (body.get(i - 1).isSymbol("!")) {
        String instance = body.get(i - 2).text();
        definition(instance)
            .map(Definition::instanceOf)
            .ifPresent(of -> uses.add(new Use(instance, of, named)));
      }
    }
    return uses;
  }

  /** The definition of that name and all that it uses in its own module. */
  private Set<String> used(String name) {
    Set<String> used = new LinkedHashSet<>();
    use(name, used);
    return used;
  }

  private void use(String name, Set<String> used) {
    Optional<Definition> definition = definition(name);
    if (definition.isEmpty() || !used.add(name)) {
      return;
    }
    Set<String> done = new HashSet<>();
    List<Token> body = body(definition.get());
    for (int i = 1; i < body.size(); i++) {
      Token token = body.get(i);
      if (token.kind() == Token.Kind.IDENTIFIER
          && !body.get(i - 1).isSymbol("!")
          && !body.get(i - 1).isSymbol(".")
          && done.add(token.text())) {
        use(token.text(), used);
      }
    }
  }
}
