package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.acksiom.conformance.SideBySide.Exploration;
import org.junit.jupiter.api.Test;

/** Explorations run from both ends, and none is lost. */
class SideBySideTest {
  private final List<Integer> begun = Collections.synchronizedList(new ArrayList<>());
  private final Map<Integer, Integer> told = new TreeMap<>();

  private List<Exploration<Integer>> squares(int n) {
    return IntStream.range(0, n)
        .<Exploration<Integer>>mapToObj(
            i ->
                () -> {
                  begun.add(i);
                  return i * i;
                })
        .toList();
  }

  @Test
  void oneWorkerTakesTheCheapestFirst() throws Exception {
    SideBySide.run(squares(5), 1, told::put);
    assertThat(begun).containsExactly(0, 1, 2, 3, 4);
    assertThat(told).isEqualTo(Map.of(0, 0, 1, 1, 2, 4, 3, 9, 4, 16));
  }

  @Test
  void manyWorkersLoseAndRepeatNothing() throws Exception {
    SideBySide.run(squares(500), 7, told::put);
    assertThat(begun).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 500).boxed().toList());
    assertThat(told).hasSize(500).allSatisfy((i, square) -> assertThat(square).isEqualTo(i * i));
  }

  @Test
  void whileOneWorkerHasTheDearestTheOtherTakesAllTheRestFromTheCheapest() throws Exception {
    CountDownLatch allTheRest = new CountDownLatch(4);
    List<Exploration<Integer>> explorations = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int index = i;
      explorations.add(
          () -> {
            begun.add(index);
            allTheRest.countDown();
            return index;
          });
    }
    explorations.add(
        () -> {
          allTheRest.await(); // for ever, if the dearest were taken last and by the same worker
          return 4;
        });
    SideBySide.run(explorations, 2, told::put);
    assertThat(begun).containsExactly(0, 1, 2, 3);
    assertThat(told).containsOnlyKeys(0, 1, 2, 3, 4);
  }

  @Test
  void nothingToDoIsDone() throws Exception {
    SideBySide.run(List.of(), 3, told::put);
    assertThat(told).isEmpty();
  }

  @Test
  void theFirstFailureEndsItAllAndIsThrownAsItIs() {
    IOException full = new IOException("disk full");
    AtomicInteger after = new AtomicInteger();
    List<Exploration<Integer>> explorations = new ArrayList<>(squares(2));
    explorations.add(
        () -> {
          throw full;
        });
    for (int i = 0; i < 50; i++) {
      explorations.add(
          () -> {
            Thread.sleep(10);
            return after.incrementAndGet();
          });
    }
    assertThatThrownBy(() -> SideBySide.run(explorations, 1, told::put)).isSameAs(full);
    assertThat(told).containsOnlyKeys(0, 1);
    assertThat(after.get()).isLessThan(50);
  }
}
