package org.acksiom.linearizability.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.acksiom.specs.Anomaly;

/**
 * The checker finds exactly what the definitions, applied by brute force, say of random small
 * histories.
 */
class DeliveryCheckerAgainstDefinitionsTest {

  @Property(tries = 15_000, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void withAFinalReadItFindsWhatTheDefinitionsSay(@ForAll("moves") List<Integer> moves) {
    assertAgreement(moves, true, EnumSet.allOf(Anomaly.class));
  }

  @Property(tries = 15_000, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void withoutAFinalReadItFindsWhatTheDefinitionsSay(@ForAll("moves") List<Integer> moves) {
    assertAgreement(
        moves,
        false,
        EnumSet.complementOf(
            EnumSet.of(
                Anomaly.SILENT_LOSS,
                Anomaly.REPORTED_LOSS,
                Anomaly.ROLLED_BACK_READ,
                Anomaly.UNSEEN)));
  }

  @Provide
  Arbitrary<List<Integer>> moves() {
    return RoughLog.moves();
  }

  private static void assertAgreement(
      List<Integer> moves, boolean finalRead, Set<Anomaly> possible) {
    Facts facts = RoughLog.history(moves, finalRead);
    DeliveryReport report = new DeliveryChecker(1000).check(facts.recorder.events());
    Map<Anomaly, List<String>> expected = NaiveJudge.judge(facts);
    assertThat(records(report)).isEqualTo(expected);
    assertThat(report.counts()).isEqualTo(sizes(expected));
    for (Anomaly anomaly : Anomaly.values()) {
      Statistics.label(anomaly.name())
          .collect(report.anomalies().containsKey(anomaly))
          .coverage(
              outcomes -> {
                outcomes.check(true).percentage(p -> possible.contains(anomaly) ? p > 0.5 : p == 0);
                outcomes.check(false).percentage(p -> p > 10);
              });
    }
  }

  private static Map<Anomaly, List<String>> records(DeliveryReport report) {
    Map<Anomaly, List<String>> records = new TreeMap<>();
    report
        .anomalies()
        .forEach(
            (anomaly, findings) ->
                records.put(
                    anomaly,
                    findings.stream()
                        .map(finding -> finding.partition() + ":" + finding.record())
                        .sorted()
                        .toList()));
    return records;
  }

  private static Map<Anomaly, Long> sizes(Map<Anomaly, List<String>> found) {
    return found.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> (long) e.getValue().size()));
  }
}
