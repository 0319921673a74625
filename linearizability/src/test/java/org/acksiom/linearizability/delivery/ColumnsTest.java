package org.acksiom.linearizability.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** The collections of numbers behave as those of objects do. */
class ColumnsTest {

  @Property(tries = 500)
  void anIndexIsAMap(
      @ForAll @Size(max = 300) List<@LongRange(min = -40, max = 40) Long> keys,
      @ForAll boolean spread) {
    LongIndex index = new LongIndex();
    Map<Long, Integer> map = new HashMap<>();
    for (long small : keys) {
      long key = spread ? small * 0x1_0000_0001L : small;
      if (map.containsKey(key)) {
        assertThat(index.remove(key)).isEqualTo(map.remove(key));
      } else {
        index.add(key, map.size());
        map.put(key, map.size());
      }
      for (long other : keys) {
        long wanted = spread ? other * 0x1_0000_0001L : other;
        assertThat(index.get(wanted)).isEqualTo(map.getOrDefault(wanted, LongIndex.NONE));
      }
      assertThat(index.remove(1_000)).isEqualTo(LongIndex.NONE);
    }
  }

  @Property(tries = 500)
  void aListIsSortedAndWhatIsEqualStaysInItsOrder(
      @ForAll @Size(max = 60) List<@IntRange(max = 99) Integer> ints) {
    IntList list = new IntList();
    ints.forEach(list::add);
    list.sort((a, b) -> Integer.compare(a / 10, b / 10));
    List<Integer> sorted = new ArrayList<>(ints);
    sorted.sort((a, b) -> Integer.compare(a / 10, b / 10));
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      found.add(list.get(i));
    }
    assertThat(found).isEqualTo(sorted);
  }

  @Property(tries = 500)
  void linesAreThoseThatWereAdded(
      @ForAll @Size(max = 40) List<@IntRange(max = 2) Integer> steps,
      @ForAll @Size(min = 40, max = 40) List<@IntRange(min = 1, max = 2) Integer> columns) {
    Lines lines = new Lines();
    int line = 1;
    for (int i = 0; i < steps.size(); i++) {
      line += steps.get(i);
      lines.add(line, columns.get(i));
    }
    line = 1;
    for (int i = 0; i < steps.size(); i++) {
      line += steps.get(i);
      assertThat(lines.line(i)).isEqualTo(line);
      assertThat(lines.column(i)).isEqualTo(columns.get(i));
    }
  }
}
