package org.acksiom.cli.typeset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.acksiom.specs.SpecModule;
import org.acksiom.specs.tla.Definition;
import org.acksiom.specs.tla.ModuleText;

/** All modules, and what a name means in each. */
final class Library {
  private final Map<String, ModuleText> modules = new LinkedHashMap<>();
  private final Map<String, Map<String, Target>> scopes = new HashMap<>();
  private final Map<String, Abouts> abouts = new HashMap<>();

  /**
   * Where a name leads.
   *
   * @param module the module that defines it
   * @param definition the definition
   */
  record Target(ModuleText module, Definition definition) {}

  /**
   * @param all the modules, in reading order
   */
  Library(List<SpecModule> all) {
    all.forEach(module -> modules.put(module.name(), module.text()));
    for (ModuleText module : modules.values()) {
      scopes.put(module.name(), scope(module, new HashSet<>()));
      abouts.put(module.name(), new Abouts(module));
    }
  }

  /** The modules, in reading order. */
  List<ModuleText> modules() {
    return new ArrayList<>(modules.values());
  }

  Optional<ModuleText> module(String name) {
    return Optional.ofNullable(modules.get(name));
  }

  /** What a name means in a module, its own definitions and those that it takes over. */
  Optional<Target> meaning(String module, String name) {
    return Optional.ofNullable(scopes.getOrDefault(module, Map.of()).get(name));
  }

  /** What the source says of a definition, in a sentence; empty if it says nothing. */
  String about(Target target) {
    return abouts.get(target.module().name()).of(target.definition());
  }

  /** What the source says of a module, as a whole. */
  Abouts abouts(String module) {
    return abouts.get(module);
  }

  private Map<String, Target> scope(ModuleText module, Set<String> pending) {
    Map<String, Target> scope = new HashMap<>();
    if (!pending.add(module.name())) {
      return scope;
    }
    for (Definition definition : module.definitions()) {
      if (definition.kind() != Definition.Kind.LOCAL) {
        scope.putIfAbsent(definition.name(), new Target(module, definition));
      }
    }
    List<String> taken = new ArrayList<>(module.extended());
    taken.addAll(module.imported());
    for (String name : taken) {
      if (modules.containsKey(name)) {
        scope(modules.get(name), pending).values().stream()
            .filter(target -> target.definition().exported())
            .forEach(target -> scope.putIfAbsent(target.definition().name(), target));
      }
    }
    pending.remove(module.name());
    return scope;
  }
}
