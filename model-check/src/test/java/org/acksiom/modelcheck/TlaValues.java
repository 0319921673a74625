package org.acksiom.modelcheck;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Values of every form, nested up to a few levels. */
final class TlaValues {

  private TlaValues() {}

  static Arbitrary<TlaValue> any() {
    return any(3);
  }

  private static Arbitrary<TlaValue> any(int levels) {
    Arbitrary<TlaValue> leaf =
        Arbitraries.oneOf(
            Arbitraries.of(true, false).map(TlaValue.Bool::new),
            Arbitraries.integers().map(TlaValue.Int::new),
            Arbitraries.integers().between(0, 3).map(TlaValue.Int::new),
            Arbitraries.strings()
                .withChars("ab \"\\\t\n\f\r'é∀")
                .ofMaxLength(4)
                .map(TlaValue.Str::new),
            Arbitraries.of("a", "r1", "_x", "1st", "TRUE_").map(TlaValue.ModelValue::new));
    if (levels == 0) {
      return leaf;
    }
    Arbitrary<TlaValue> inner = any(levels - 1);
    Arbitrary<List<TlaValue>> some = inner.list().ofMaxSize(3);
    Arbitrary<TlaValue> index = Arbitraries.integers().between(1, 3).map(TlaValue.Int::new);
    Arbitrary<TlaValue> name = Arbitraries.of("x", "y", "a field").map(TlaValue.Str::new);
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(3, leaf),
        net.jqwik.api.Tuple.of(1, some.map(TlaValue.Tuple::new)),
        net.jqwik.api.Tuple.of(1, some.map(TlaValue.FiniteSet::new)),
        net.jqwik.api.Tuple.of(1, functions(inner, inner)),
        net.jqwik.api.Tuple.of(1, functions(index, inner)),
        net.jqwik.api.Tuple.of(1, functions(name, inner)));
  }

  private static Arbitrary<TlaValue> functions(Arbitrary<TlaValue> key, Arbitrary<TlaValue> value) {
    return Combinators.combine(key.list().ofMaxSize(3), value.list().ofSize(3))
        .as(
            (keys, values) -> {
              Map<TlaValue, TlaValue> mapping = new LinkedHashMap<>();
              for (TlaValue k : new ArrayList<>(keys)) {
                mapping.put(k, values.get(mapping.size() % values.size()));
              }
              return TlaValue.function(mapping);
            });
  }
}
