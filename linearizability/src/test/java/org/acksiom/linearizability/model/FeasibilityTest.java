package org.acksiom.linearizability.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.acksiom.linearizability.model.KeyValueStore.Call;
import org.acksiom.linearizability.model.KeyValueStore.Values;

/**
 * What a key-value store calls infeasible, no order makes possible; and it often says so. The key
 * that matters is {@code null}, which is one as good as any.
 */
class FeasibilityTest {
  private static final String[] STRINGS = {"", "a", "b", "ab", "ba"};

  private final KeyValueStore model = new KeyValueStore(Dialect.KNOSSOS, "");

  @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
  void infeasibleIsImpossible(@ForAll long seed) {
    Random random = new Random(seed);
    Values state = model.initialState();
    for (int i = random.nextInt(3); i > 0; i--) {
      if (model.step(state, someCall(random)) instanceof Step.Next<Values> next) {
        state = next.state();
      }
    }
    Call due = someCall(random);
    List<Call> underWay = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      underWay.add(someCall(random));
    }
    boolean feasible = model.isFeasible(state, due, underWay);
    boolean possible = isPossible(state, due, underWay);
    assertThat(feasible || !possible).as("%s, %s, %s", state, due, underWay).isTrue();
    Statistics.collect(feasible, possible);
    Statistics.coverage(
        coverage -> {
          coverage.check(false, false).percentage(share -> share > 10);
          coverage.check(true, true).percentage(share -> share > 10);
        });
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
    Object key = random.nextInt(4) == 0 ? "other" : null;
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
