package org.acksiom.linearizability.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Keyword;
import org.acksiom.specs.Anomaly;

/** What holds of every history, whatever is in it. */
class DeliveryCheckerLawsTest {
  private final DeliveryChecker checker = new DeliveryChecker(1000);

  /**
   * Without a final read the consumers must not begin in the middle: the log is what they read
   * between them.
   */
  @Property(tries = 2_000)
  void aLogThatBehavesHasNoAnomaly(
      @ForAll("moves") List<Integer> moves, @ForAll boolean finalRead) {
    List<Integer> behaved =
        moves.stream()
            .map(RoughLog::behaved)
            .filter(move -> finalRead || !RoughLog.assigns(move))
            .toList();
    assertThat(check(RoughLog.history(behaved, finalRead)).anomalies()).isEmpty();
  }

  @Property(tries = 2_000)
  void namesDoNotMatter(@ForAll("moves") List<Integer> moves, @ForAll boolean finalRead) {
    List<Event> history = RoughLog.history(moves, finalRead).recorder.events();
    List<Event> renamed = history.stream().map(DeliveryCheckerLawsTest::renamed).toList();
    assertThat(findings(renamed, partition -> partition, record -> record))
        .isEqualTo(
            findings(
                history,
                DeliveryCheckerLawsTest::partitionName,
                DeliveryCheckerLawsTest::recordName));
  }

  @Property(tries = 2_000)
  void partitionsDoNotInfluenceEachOther(
      @ForAll("moves") List<Integer> some,
      @ForAll("moves") List<Integer> others,
      @ForAll boolean finalRead,
      @ForAll long seed) {
    List<Event> history = RoughLog.history(some, finalRead).recorder.events();
    List<Event> independent =
        RoughLog.history(others, !finalRead).recorder.events().stream()
            .map(DeliveryCheckerLawsTest::renamed)
            .toList();
    Map<Anomaly, Long> sum = new TreeMap<>(checker.check(history).counts());
    checker.check(independent).counts().forEach((a, n) -> sum.merge(a, n, Long::sum));
    assertThat(checker.check(interleaved(history, independent, new Random(seed))).counts())
        .isEqualTo(sum);
  }

  @Property(tries = 500)
  void theLimitCutsTheListAndNotTheCount(
      @ForAll("moves") List<Integer> moves, @ForAll @IntRange(max = 2) int listed) {
    List<Event> history = RoughLog.history(moves, true).recorder.events();
    DeliveryReport whole = checker.check(history);
    DeliveryReport cut = new DeliveryChecker(listed).check(history);
    assertThat(cut.counts()).isEqualTo(whole.counts());
    assertThat(cut.anomalies()).containsOnlyKeys(whole.anomalies().keySet());
    cut.anomalies()
        .forEach(
            (anomaly, findings) -> {
              List<Finding> all = whole.anomalies().get(anomaly);
              assertThat(findings).isEqualTo(all.subList(0, Math.min(listed, all.size())));
            });
  }

  @Property(tries = 500)
  void theEvidenceIsInTheHistoryAndAscends(
      @ForAll("moves") List<Integer> moves, @ForAll boolean finalRead) {
    Facts facts = RoughLog.history(moves, finalRead);
    check(facts).anomalies().values().stream()
        .flatMap(List::stream)
        .forEach(
            finding ->
                assertThat(finding.events())
                    .isNotEmpty()
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .allMatch(event -> event >= 0 && event < facts.recorder.events().size()));
  }

  @Provide
  Arbitrary<List<Integer>> moves() {
    return RoughLog.moves();
  }

  private DeliveryReport check(Facts facts) {
    return checker.check(facts.recorder.events());
  }

  /** The findings under other names, without the sentences. */
  private Map<Anomaly, List<Finding>> findings(
      List<Event> history, UnaryOperator<Object> partitionName, UnaryOperator<Object> recordName) {
    Map<Anomaly, List<Finding>> named = new EnumMap<>(Anomaly.class);
    checker
        .check(history)
        .anomalies()
        .forEach(
            (anomaly, findings) ->
                named.put(
                    anomaly,
                    findings.stream()
                        .map(
                            finding ->
                                new Finding(
                                    partitionName.apply(finding.partition()),
                                    recordName.apply(finding.record()),
                                    "",
                                    finding.jepsen(),
                                    finding.events()))
                        .toList()));
    return named;
  }

  private static Object partitionName(Object partition) {
    return new Keyword("topic-" + partition);
  }

  private static Object recordName(Object record) {
    return List.of("record", record);
  }

  private static Event renamed(Event event) {
    Map<String, Object> attributes = new LinkedHashMap<>(event.attributes());
    attributes.computeIfPresent("producer", (name, producer) -> "the other " + producer);
    List<Object> value = new ArrayList<>();
    for (Object part : (List<?>) event.value()) {
      value.add(event.function().equals("assign") ? partitionName(part) : renamedMop(part));
    }
    return new Event(-1 - event.process(), event.type(), event.function(), value, attributes);
  }

  private static Object renamedMop(Object mop) {
    List<Object> parts = new ArrayList<>((List<?>) mop);
    if (parts.get(0).equals(new Keyword("send"))) {
      parts.set(1, partitionName(parts.get(1)));
      parts.set(
          2, parts.get(2) instanceof List<?> pair ? renamedPair(pair) : recordName(parts.get(2)));
    } else if (parts.size() == 2) {
      Map<Object, Object> read = new LinkedHashMap<>();
      ((Map<?, ?>) parts.get(1))
          .forEach(
              (key, pairs) ->
                  read.put(
                      partitionName(key),
                      ((List<?>) pairs)
                          .stream().map(pair -> renamedPair((List<?>) pair)).toList()));
      parts.set(1, read);
    }
    return parts;
  }

  private static List<Object> renamedPair(List<?> pair) {
    List<Object> renamed = new ArrayList<>();
    renamed.add(pair.get(0));
    renamed.add(recordName(pair.get(1)));
    return renamed;
  }

  private static List<Event> interleaved(List<Event> some, List<Event> others, Random random) {
    List<Event> events = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < some.size() || j < others.size()) {
      boolean first = j == others.size() || (i < some.size() && random.nextBoolean());
      events.add(first ? some.get(i++) : others.get(j++));
    }
    return events;
  }
}
