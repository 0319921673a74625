package org.acksiom.kafka.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestNameTest {
  private static final Set<String> OTHERS = Set.of("linger.ms", "acks", "tracks", "segment.ms");

  @ParameterizedTest
  @CsvSource({
    "ack, acks",
    "akcs, acks",
    "ACKS, acks",
    "producer.acks, acks",
    "retires, retries",
    "enableIdempotence, enable.idempotence",
    "enable_idempotence, enable.idempotence",
    "enable.idempotent, enable.idempotence",
    "max.in.flight.requests, max.in.flight.requests.per.connection",
    "min.insync.replica, min.insync.replicas",
    "min.in.sync.replicas, min.insync.replicas",
    "unclean.leader.election, unclean.leader.election.enable",
    "transaction.id, transactional.id",
    "linger.mss, linger.ms"
  })
  void aMisspeltNameFindsTheOneThatWasMeant(String misspelt, String meant) {
    assertThat(new NearestName(GivenSettings.DECISIVE, OTHERS).to(misspelt)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "confluent.balancer.enable",
        "x",
        "",
        "min",
        "acl.cache",
        "offsets.topic.replication.factor"
      })
  void aNameOfAnotherWorldFindsNone(String name) {
    assertThat(new NearestName(GivenSettings.DECISIVE, OTHERS).to(name)).isEmpty();
  }

  @Test
  void aNearerNameOfNoConsequenceWinsAndAnEquallyNearOneDoesNot() {
    assertThat(new NearestName(Set.of("acks"), OTHERS).to("trackss")).contains("tracks");
    assertThat(new NearestName(Set.of("ad"), Set.of("ac")).to("ab")).contains("ad");
    assertThat(new NearestName(Set.of("ac", "aa"), Set.of()).to("ab")).contains("aa");
  }

  @Property(tries = 500)
  void theDistanceIsTheFewestEditsThatASearchFinds(
      @ForAll("words") String a, @ForAll("words") String b) {
    int expected = searched(a, b);
    assertThat(NearestName.distance(a, b)).isEqualTo(expected);
  }

  @Property(tries = 200)
  void theDistanceOfLongNamesIsNeverTooLarge(@ForAll("words") String a) {
    String longName = a + "x".repeat(100_000);
    assertThat(NearestName.distance(a, longName)).isEqualTo(100_000);
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.strings().withChars("abc").ofMinLength(2).ofMaxLength(5);
  }

  private static int searched(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.length() + b.length();
    }
    int change = a.charAt(0) == b.charAt(0) ? 0 : 1;
    int fewest = searched(a.substring(1), b.substring(1)) + change;
    fewest = Math.min(fewest, 1 + searched(a.substring(1), b));
    fewest = Math.min(fewest, 1 + searched(a, b.substring(1)));
    if (a.length() > 1
        && b.length() > 1
        && a.charAt(0) == b.charAt(1)
        && a.charAt(1) == b.charAt(0)) {
      fewest = Math.min(fewest, 1 + searched(a.substring(2), b.substring(2)));
    }
    return fewest;
  }
}
