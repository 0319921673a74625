package org.acksiom.specs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.acksiom.specs.tla.ConfigText;
import org.acksiom.specs.tla.ModuleText;
import org.junit.jupiter.api.Test;

/** What every model owes its reader, and how one that does not is found. */
class ModelDisciplineTest {
  /** Properties that need not fail anywhere, each with the reason. */
  private static final Map<String, String> WELL_FORMED =
      Map.of(
          "TypeOK", "it says of what form the variables' values are, and promises nothing",
          "EndingOK", "it is TypeOK of the ending, as Delivery sees it",
          "ImplementsCommit", "its steps are StepsAsCommit, which has its own models");

  private static final String HEAD = "\\* MODULE M\n\\* EXPECT %s\n\\* What it shows.\n";
  private static final SpecModule MODULE =
      new SpecModule("M", "---- MODULE M ----\nTypeOK == TRUE\nSafe == TRUE\nNext == FALSE\n====");

  private static Map<String, ModuleText> texts(List<SpecModule> modules) {
    return modules.stream().collect(Collectors.toMap(SpecModule::name, SpecModule::text));
  }

  /** The property with the module that defines it, seen from a model's root module. */
  private static String full(String root, String property, Map<String, ModuleText> modules) {
    ModuleText module = modules.get(root);
    if (module == null) {
      return null;
    } else if (module.definition(property).isPresent()) {
      return root + "!" + property;
    }
    return module.extended().stream()
        .map(above -> full(above, property, modules))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** The properties that some model finds to hold and none finds violated. */
  private static Set<String> thatNeverFail(List<SpecModule> all, List<Model> models) {
    Map<String, ModuleText> modules = texts(all);
    Set<String> hold = new TreeSet<>();
    for (Model model : models) {
      if (model.violates() == null) {
        ConfigText.of(model.config()).checked().stream()
            .filter(property -> !WELL_FORMED.containsKey(property))
            .forEach(property -> hold.add(full(model.module(), property, modules)));
      }
    }
    for (Model model : models) {
      if (model.violates() != null) {
        hold.remove(full(model.module(), model.violates(), modules));
      }
    }
    return hold;
  }

  private static Map<String, List<String>> unexplained(List<Model> models) {
    Map<String, List<String>> unexplained = new TreeMap<>();
    for (Model model : models) {
      List<String> cuts = ConfigText.of(model.config()).unexplainedCuts();
      if (!cuts.isEmpty()) {
        unexplained.put(model.name(), cuts);
      }
    }
    return unexplained;
  }

  /** What models expect to fail, or check, although it is not there to be checked. */
  private static List<String> unknown(List<SpecModule> all, List<Model> models) {
    Map<String, ModuleText> modules = texts(all);
    List<String> unknown = new ArrayList<>();
    for (Model model : models) {
      List<String> checked = ConfigText.of(model.config()).checked();
      for (String property : checked) {
        if (full(model.module(), property, modules) == null) {
          unknown.add(model.name() + ": " + property);
        }
      }
      if (checked.isEmpty() || model.violates() != null && !checked.contains(model.violates())) {
        unknown.add(model.name() + ": checks " + checked);
      }
    }
    return unknown;
  }

  @Test
  void everyPropertyThatHoldsSomewhereFailsSomewhereElse() {
    assertThat(thatNeverFail(SpecFiles.modules(), SpecFiles.models())).isEmpty();
  }

  @Test
  void everyConstraintViewAndSymmetrySaysWhatItHides() {
    assertThat(unexplained(SpecFiles.models())).isEmpty();
  }

  @Test
  void everyModelChecksSomethingThatItsModuleDefines() {
    assertThat(unknown(SpecFiles.modules(), SpecFiles.models())).isEmpty();
  }

  private static Model model(String name, String expectation, String body) {
    return Model.of(name, HEAD.formatted(expectation) + body);
  }

  @Test
  void aPropertyWithoutANegativeModelIsFound() {
    Model holds = model("holds", "holds", "INVARIANTS TypeOK Safe\n");
    Model fails = model("fails", "violates Safe", "INVARIANT Safe\n");
    assertThat(thatNeverFail(List.of(MODULE), List.of(holds))).containsExactly("M!Safe");
    assertThat(thatNeverFail(List.of(MODULE), List.of(holds, fails))).isEmpty();
    SpecModule other = new SpecModule("N", "---- MODULE N ----\nEXTENDS M\nSafe2 == TRUE\n====");
    Model above =
        Model.of(
            "above",
            HEAD.formatted("violates Safe").replace("MODULE M", "MODULE N") + "INVARIANT Safe\n");
    assertThat(thatNeverFail(List.of(MODULE, other), List.of(holds, above))).isEmpty();
  }

  @Test
  void aCutThatSaysNothingIsFound() {
    String body =
        """
        INVARIANT Safe
        CONSTRAINT Small
        SYMMETRY Perms \\* hides nothing: brokers are alike
        \\* Hides which attempt it was; no property
        \\* of the model asks for it.
        VIEW Shape
        ACTION_CONSTRAINTS
          One   \\* for speed
          Two   (* what it hides: two crashes at once *)
        """;
    assertThat(unexplained(List.of(model("cut", "holds", body), model("plain", "holds", ""))))
        .containsOnlyKeys("cut")
        .containsEntry("cut", List.of("CONSTRAINT Small", "ACTION_CONSTRAINTS One"));
  }

  @Test
  void aPropertyThatIsNotThereAndAModelThatChecksNothingAreFound() {
    assertThat(
            unknown(
                List.of(MODULE),
                List.of(
                    model("gone", "holds", "PROPERTY Live\n"),
                    model("other", "violates TypeOK", "INVARIANT Safe\n"),
                    model("idle", "holds", "SPECIFICATION Spec\n"),
                    model("fine", "violates Safe", "INVARIANT TypeOK Safe\n"))))
        .containsExactly("gone: Live", "other: checks [Safe]", "idle: checks []");
  }
}
