package org.acksiom.conformance.sources;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.acksiom.impl.simulator.Action;

/**
 * Where an action is: what says it, and what does it.
 *
 * @param action the action
 * @param specification its definition in {@code KafkaDelivery}, then, where that takes over an
 *     action of {@code IsrReplication}, the definition there, which says what becomes of replicas
 * @param code the methods of the core that are the step, in the order of {@link #CODE}; of what the
 *     network does, that of the simulator, too
 * @param changes the variables of {@code KafkaDelivery} that may have another value after it, in
 *     the order of their declarations
 */
public record ActionPlaces(
    Action action, List<Place> specification, List<Place> code, List<String> changes) {
  private static final String MODULE = "KafkaDelivery";
  private static final String ANNOTATION = "SpecAction";

  /** The sources that have transitions: first who acts for clients, then brokers, then the rest. */
  static final List<String> CODE =
      List.of(
          "impl/src/main/java/org/acksiom/impl/core/Producer.java",
          "impl/src/main/java/org/acksiom/impl/core/Consumer.java",
          "impl/src/main/java/org/acksiom/impl/core/Broker.java",
          "impl/src/main/java/org/acksiom/impl/core/Replica.java",
          "impl/src/main/java/org/acksiom/impl/core/Controller.java",
          "impl/src/main/java/org/acksiom/impl/simulator/MessageRouter.java");

  /** Copies the lists. */
  public ActionPlaces {
    specification = List.copyOf(specification);
    code = List.copyOf(code);
    changes = List.copyOf(changes);
  }

  /**
   * Every action with its places, as packaged with this class.
   *
   * @throws UntracedException if one of the specification or of the code has no partner
   */
  public static Map<Action, ActionPlaces> packaged() {
    return in(SourceFiles.packaged());
  }

  /**
   * Every action with its places, in the order of {@link Action}.
   *
   * @throws UntracedException if one of the specification or of the code has no partner; it names
   *     all that have none
   */
  public static Map<Action, ActionPlaces> in(SourceFiles files) {
    TlaSource specification = TlaSource.of(files, MODULE);
    List<String> problems = new ArrayList<>();
    Map<String, List<Place>> code = code(files, problems);
    Set<String> named =
        Arrays.stream(Action.values()).map(Action::specName).collect(Collectors.toSet());
    List<String> actions = specification.actions();
    List<String> variables = specification.variables().stream().map(Place::name).toList();
    for (String action : actions) {
      if (!named.contains(action)) {
        problems.add(
            at(specification.place(action).orElseThrow()) + ": no Action of the simulator is it");
      }
    }
    Map<Action, ActionPlaces> places = new EnumMap<>(Action.class);
    for (Action action : Action.values()) {
      String name = action.specName();
      List<Place> defined = new ArrayList<>(specification.place(name).stream().toList());
      defined.addAll(specification.takenOver(name));
      List<Place> done = code.getOrDefault(name, List.of());
      if (!actions.contains(name)) {
        problems.add(
            specification.file() + ": expected an action " + name + " in Next, found none");
      }
      if (done.isEmpty()) {
        problems.add(
            (defined.isEmpty() ? name : at(defined.get(0)))
                + ": expected a method with @SpecAction(\""
                + name
                + "\") in the core, found none");
      }
      Set<String> changed = specification.changed(name);
      List<String> changes = variables.stream().filter(changed::contains).toList();
      places.put(action, new ActionPlaces(action, defined, done, changes));
    }
    if (!problems.isEmpty()) {
      throw new UntracedException(problems);
    }
    return places;
  }

  /** The methods by the actions that they name. */
  private static Map<String, List<Place>> code(SourceFiles files, List<String> problems) {
    Map<String, List<Place>> code = new HashMap<>();
    for (String file : CODE) {
      String text = files.text(file).orElse("");
      for (JavaSource.Method method : JavaSource.of(file, text).methods()) {
        for (String action : method.annotations().getOrDefault(ANNOTATION, List.of())) {
          if (Arrays.stream(Action.values()).noneMatch(a -> a.specName().equals(action))) {
            problems.add(
                at(method.place()) + ": expected an action of " + MODULE + ", found " + action);
          }
          code.computeIfAbsent(action, a -> new ArrayList<>()).add(method.place());
        }
      }
    }
    return code;
  }

  private static String at(Place place) {
    return place.file() + ":" + place.line() + ": " + place.qualifiedName();
  }
}
