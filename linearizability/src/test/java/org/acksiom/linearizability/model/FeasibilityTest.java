package org.acksiom.linearizability.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.acksiom.linearizability.model.Feasibility.Effect;
import org.acksiom.linearizability.model.KeyValueStore.Call;
import org.acksiom.linearizability.model.KeyValueStore.Values;

/**
 * What a key-value store calls infeasible, no order makes possible; and it often says so. The key
 * that matters is {@code null}, which is one as good as any.
 */
class FeasibilityTest {
  private static final String KEY = "key";
  private static final String[] STRINGS = {"", "a", "b", "ab", "ba"};

  private final KeyValueStore model = new KeyValueStore(Dialect.KNOSSOS, "");
  private final Feasibility<Values, Call> hint = model.feasibility().orElseThrow();

  @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
  void infeasibleIsImpossible(@ForAll long seed) {
    Random random = new Random(seed);
    Values state = someState(random, key -> true);
    Call observation = someCall(random, model::isObservation);
    List<Call> between = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      between.add(someCall(random, call -> hint.effect(call) != Effect.OVERWRITE));
    }
    boolean feasible = hint.isFeasible(state, observation, between);
    boolean possible = isPossible(state, observation, between);
    assertThat(feasible || !possible).as("%s, %s, %s", state, observation, between).isTrue();
    Statistics.collect(feasible, possible);
    Statistics.coverage(
        coverage -> {
          coverage.check(false, false).percentage(share -> share > 10);
          coverage.check(true, true).percentage(share -> share > 10);
        });
  }

  @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
  void effectsAreWhatTheySay(@ForAll long seed) {
    Random random = new Random(seed);
    Values state = someState(random, KEY::equals);
    Call call = someCall(random, some -> KEY.equals(some.key()) && !model.isObservation(some));
    Step<Values> step = model.step(state, call);
    switch (hint.effect(call)) {
      case OVERWRITE -> assertThat(step).isEqualTo(model.step(model.initialState(), call));
      case UPDATE -> {
        if (hint.isUpdatable(state)) {
          assertThat(hint.isUpdatable(((Step.Next<Values>) step).state())).isTrue();
        }
      }
      case ANY -> {}
    }
    Statistics.collect(hint.effect(call), step instanceof Step.Next);
    Statistics.coverage(
        coverage -> {
          coverage.check(Effect.UPDATE, false).count(count -> count > 0);
          coverage.check(Effect.OVERWRITE, true).percentage(share -> share > 10);
        });
  }

  private Values someState(Random random, Predicate<Object> wanted) {
    Values state = model.initialState();
    for (int i = random.nextInt(3); i > 0; i--) {
      Call call = someCall(random, some -> wanted.test(some.key()));
      if (model.step(state, call) instanceof Step.Next<Values> next) {
        state = next.state();
      }
    }
    return state;
  }

  private static Call someCall(Random random, Predicate<Call> wanted) {
    return Stream.generate(() -> someCall(random)).filter(wanted).findFirst().orElseThrow();
  }

  private boolean isPossible(Values state, Call due, List<Call> underWay) {
    if (model.step(state, due) instanceof Step.Next) {
      return true;
    }
    for (int i = 0; i < underWay.size(); i++) {
      List<Call> rest = new ArrayList<>(underWay);
      if (model.step(state, rest.remove(i)) instanceof Step.Next<Values> next
          && isPossible(next.state(), due, rest)) {
        return true;
      }
    }
    return false;
  }

  private static Call someCall(Random random) {
    Object key = random.nextInt(4) == 0 ? null : KEY;
    String string = STRINGS[random.nextInt(STRINGS.length)];
    Text text = Text.of(new Text.Piece(string));
    return switch (random.nextInt(12)) {
      case 0 -> new KeyValueStore.Put(key, random.nextBoolean() ? text : (Object) 1L);
      case 1 -> new KeyValueStore.Delete(key);
      case 2 -> new KeyValueStore.Cas(key, "b", text);
      case 3 -> new KeyValueStore.FailedCas(key, string);
      case 4, 5, 6, 7 -> new KeyValueStore.Append(key, new Text.Piece(string));
      case 8 -> new KeyValueStore.Put(key, null);
      default -> new KeyValueStore.Get(key, string);
    };
  }
}
