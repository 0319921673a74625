package org.acksiom.kafka.campaign;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.acksiom.specs.Bounds;

/**
 * What a campaign came to.
 *
 * @param seed from which its plans were drawn
 * @param runs runs judged
 * @param sent records sent in them
 * @param struck how often each nemesis struck in them
 * @param found anomalies, by preset, fault model and anomaly
 * @param failed runs that could not be judged: what happened, and where plan and logs are
 */
public record CampaignReport(
    long seed,
    int runs,
    long sent,
    Map<Nemesis, Integer> struck,
    List<Found> found,
    List<String> failed) {
  public CampaignReport {
    Map<Nemesis, Integer> copy = new EnumMap<>(Nemesis.class);
    copy.putAll(struck);
    struck = Collections.unmodifiableMap(copy);
    found = List.copyOf(found);
    failed = List.copyOf(failed);
  }

  /** Whether something showed that the simulator does not show. */
  public boolean isViolated() {
    return found.stream().anyMatch(Found::isUnpredicted);
  }

  /**
   * Whether there were runs, all of them could be judged, and they showed nothing but what the
   * simulator shows, too.
   */
  public boolean holds() {
    return runs > 0
        && failed.isEmpty()
        && found.stream().allMatch(each -> each.predicted().isPresent());
  }

  /** The report for a terminal. */
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "seed %d: %,d runs judged, %,d records sent", seed, runs, sent);
    struck.forEach((nemesis, times) -> line(text, "  %-20s %5d", nemesis.id(), times));
    for (Found each : found) {
      line(
          text,
          "%-11s %s under %s: %s in %d runs, %s",
          each.isUnpredicted() ? "UNPREDICTED" : each.asked() ? "predicted" : "found",
          each.preset().id(),
          each.faults().id(),
          each.anomaly(),
          each.runs(),
          each.predicted()
              .map(
                  schedule ->
                      "simulated in "
                          + schedule.events().size()
                          + " events at "
                          + bounds(schedule.setup().bounds()))
              .orElse(each.asked() ? "never simulated" : "the simulator was not asked"));
      each.shrunk()
          .ifPresent(
              shrunk ->
                  line(
                      text,
                      "            shrunk in %d runs%s to %s with %s; shows in %d of %d",
                      shrunk.runs(),
                      shrunk.smallest() ? "" : " (stopped)",
                      shrunk.plan().steps(),
                      shrunk.plan().load().byName(),
                      each.reproduced(),
                      each.replayed()));
    }
    failed.forEach(failure -> line(text, "FAILED      %s", failure));
    return text.toString();
  }

  private static String bounds(Bounds bounds) {
    return bounds.byName().toString();
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
