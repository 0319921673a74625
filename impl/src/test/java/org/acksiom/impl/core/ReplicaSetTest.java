package org.acksiom.impl.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A set of brokers is a set: compared with {@link TreeSet}. */
class ReplicaSetTest {

  @Property(tries = 200)
  void doesWhatASetDoes(
      @ForAll Set<@IntRange(min = 1, max = 5) Integer> some,
      @ForAll Set<@IntRange(min = 1, max = 5) Integer> others,
      @ForAll @IntRange(min = 1, max = 5) int broker) {
    ReplicaSet replicas = replicasOf(some);

    assertThat(replicas.contains(broker)).isEqualTo(some.contains(broker));
    assertThat(replicas.isEmpty()).isEqualTo(some.isEmpty());
    assertThat(replicas.size()).isEqualTo(some.size());
    TreeSet<Integer> either = new TreeSet<>(some);
    either.addAll(others);
    assertThat(replicas.union(replicasOf(others))).isEqualTo(replicasOf(either));
    TreeSet<Integer> both = new TreeSet<>(some);
    both.retainAll(others);
    assertThat(replicas.intersection(replicasOf(others))).isEqualTo(replicasOf(both));

    TreeSet<Integer> changed = new TreeSet<>(some);
    changed.add(broker);
    assertThat(replicas.with(broker)).isEqualTo(replicasOf(changed));
    changed.remove(broker);
    assertThat(replicas.without(broker)).isEqualTo(replicasOf(changed));
    TreeSet<Integer> rest = new TreeSet<>(some);
    rest.removeAll(others);
    assertThat(replicas.minus(replicasOf(others))).isEqualTo(replicasOf(rest));
  }

  @Property(tries = 50)
  void namesItsBrokersInAscendingOrder(@ForAll Set<@IntRange(min = 1, max = 5) Integer> some) {
    assertThat(replicasOf(some).toString())
        .isEqualTo(
            new TreeSet<>(some)
                .stream().map(String::valueOf).collect(Collectors.joining(", ", "{", "}")));
  }

  @Test
  void allAreTheBrokersFromOneOn() {
    assertThat(ReplicaSet.all(3)).isEqualTo(replicasOf(Set.of(1, 2, 3)));
    assertThat(ReplicaSet.of(2)).isEqualTo(replicasOf(Set.of(2)));
  }

  @Test
  void theFirstIsTheLowest() {
    assertThat(replicasOf(Set.of(3, 2)).first()).isEqualTo(2);
  }

  @Test
  void anEmptySetHasNoFirst() {
    assertThatThrownBy(ReplicaSet.none()::first)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("expected at least one broker, found none");
  }

  private static ReplicaSet replicasOf(Set<Integer> brokers) {
    ReplicaSet replicas = ReplicaSet.none();
    for (int broker : brokers) {
      replicas = replicas.with(broker);
    }
    return replicas;
  }
}
