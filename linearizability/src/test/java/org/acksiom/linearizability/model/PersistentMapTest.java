package org.acksiom.linearizability.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A persistent map is the hash map that the same changes make. */
class PersistentMapTest {

  /** A key of which many have the same hash code. */
  private record Key(int number, int sharing) {
    @Override
    public int hashCode() {
      return number / sharing;
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void sameChangesMakeTheSameMap(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int sharing,
      @ForAll @IntRange(min = 1, max = 60) int keys) {
    Random random = new Random(seed);
    List<PersistentMap> maps = new ArrayList<>(List.of(PersistentMap.EMPTY));
    List<Map<Object, Object>> expected = new ArrayList<>(List.of(new HashMap<>()));
    for (int i = 0; i < 60; i++) {
      int from = random.nextInt(maps.size());
      Key key = random.nextInt(20) == 0 ? null : new Key(random.nextInt(keys), sharing);
      Map<Object, Object> changed = new HashMap<>(expected.get(from));
      if (random.nextInt(3) == 0) {
        changed.remove(key);
        maps.add(maps.get(from).without(key));
      } else {
        Object value = random.nextInt(10) == 0 ? null : (Object) random.nextInt(3);
        changed.put(key, value);
        maps.add(maps.get(from).with(key, value));
      }
      expected.add(changed);
    }
    for (int i = 0; i < maps.size(); i++) {
      PersistentMap map = maps.get(i);
      assertThat(map.entries()).isEqualTo(expected.get(i));
      assertThat(map.size()).isEqualTo(expected.get(i).size());
      for (int number = 0; number < keys; number++) {
        Key key = new Key(number, sharing);
        assertThat(map.has(key)).isEqualTo(expected.get(i).containsKey(key));
        assertThat(map.get(key, "none")).isEqualTo(expected.get(i).getOrDefault(key, "none"));
      }
      for (int j = 0; j < maps.size(); j++) {
        boolean same = expected.get(i).equals(expected.get(j));
        assertThat(map.equals(maps.get(j))).isEqualTo(same);
        assertThat(!same || map.hashCode() == maps.get(j).hashCode()).isTrue();
      }
    }
  }

  @Test
  void sizeOfAChangeGrowsSlowly() {
    PersistentMap map = PersistentMap.EMPTY;
    for (long key = 0; key < 100_000; key++) {
      map = map.with(key, key);
    }
    assertThat(map.bytes()).isLessThan(1_000);
    assertThat(map.get(77_777L, null)).isEqualTo(77_777L);
  }
}
