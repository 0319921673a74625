package org.acksiom.specs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide says in which order; where it is silent, the modules do. */
class ReadingOrderTest {
  private static final String GUIDE =
      "1. **[A](A.tla)** and [more](sub/AProperties.tla)\n2. [C](C.tla)";

  private static SpecModule module(String name, String uses) {
    return new SpecModule(name, "---- MODULE " + name + " ----\n" + uses + "\n====");
  }

  private static List<String> order(String guide, SpecModule... modules) {
    return ReadingOrder.of(List.of(modules), guide).stream().map(SpecModule::name).toList();
  }

  @Test
  void theGuideDecidesWhereItSpeaks() {
    assertThat(order(GUIDE, module("C", ""), module("AProperties", "EXTENDS A"), module("A", "")))
        .containsExactly("A", "AProperties", "C");
  }

  @Test
  void aModuleThatItDoesNotNameComesAfterWhatItUses() {
    SpecModule[] known = {
      module("A", "EXTENDS Naturals"), module("AProperties", "EXTENDS A"), module("C", "")
    };
    SpecModule[] all =
        Stream.concat(
                Stream.of(known),
                Stream.of(
                    module("B", "R == INSTANCE A"),
                    module("BProperties", "EXTENDS B"),
                    module("Base", ""),
                    module("Z", "EXTENDS Base")))
            .toArray(SpecModule[]::new);
    assertThat(order(GUIDE, all))
        .containsExactly("A", "AProperties", "B", "BProperties", "C", "Base", "Z");
  }

  @Test
  void aCircleAndASilentGuideLoseNothing() {
    assertThat(order("", module("A", "EXTENDS B"), module("B", "EXTENDS A"), module("C", "")))
        .containsExactlyInAnyOrder("A", "B", "C");
  }

  @Test
  void theSpecificationsAreInTheOrderOfTheirGuide() {
    assertThat(SpecFiles.modules())
        .extracting(SpecModule::name)
        .startsWith("Delivery", "Commit")
        .containsSubsequence("CommitProperties", "MCCommit", "ProducerRetry")
        .containsSubsequence("ProducerRetry", "ProducerRetryProperties", "KafkaDelivery")
        .containsSubsequence("KafkaDelivery", "MCKafkaDelivery");
  }
}
