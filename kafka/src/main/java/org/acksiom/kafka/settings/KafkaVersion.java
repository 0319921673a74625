package org.acksiom.kafka.settings;

import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.internals.AppInfoParser;

/**
 * A release of Apache Kafka. Releases before 1.0 have four numbers, of which the third was always 0
 * since 0.11: {@code 0.11.0.3} is major 0, minor 11, patch 3.
 *
 * @param major at least 0
 * @param minor at least 0
 * @param patch at least 0
 */
public record KafkaVersion(int major, int minor, int patch) implements Comparable<KafkaVersion> {

  /**
   * The first release with an idempotent producer (KIP-98), and the oldest whose defaults are known
   * here.
   */
  public static final KafkaVersion OLDEST = new KafkaVersion(0, 11, 0);

  private static final Pattern FORM =
      Pattern.compile("(?:(0)\\.(11)(?:\\.0)?|([1-9])\\.(\\d))(?:\\.(\\d))?");
  private static final Map<Integer, Integer> LAST_MINOR = Map.of(0, 11, 1, 1, 2, 8, 3, 9);
  private static final int BEYOND_ANY_PATCH = 99;

  /** The version of the Kafka client on the class path. */
  public static KafkaVersion current() {
    Matcher form = FORM.matcher(AppInfoParser.getVersion());
    if (!form.lookingAt()) {
      throw new IllegalStateException("not a Kafka version: " + AppInfoParser.getVersion());
    }
    return of(form);
  }

  /**
   * The version written {@code 4.4.0}, {@code 4.4} or {@code 0.11.0.3}.
   *
   * @throws SettingsException if it is no release from {@link #OLDEST} to {@link #current()}, or if
   *     it has no patch number although the defaults differ between the patches
   */
  public static KafkaVersion parse(String text) throws SettingsException {
    KafkaVersion newest = current();
    Matcher form = FORM.matcher(text);
    if (!form.matches() || !of(form).isRelease(newest)) {
      throw new SettingsException(
          "--kafka-version: expected a release from "
              + OLDEST
              + " to "
              + newest
              + ", found '"
              + OneLine.cut(text)
              + "'");
    }
    KafkaVersion version = of(form);
    if (form.group(5) == null) {
      KafkaVersion last = new KafkaVersion(version.major, version.minor, BEYOND_ANY_PATCH);
      for (DefaultChange change : DefaultChange.TABLE) {
        if (change.since().compareTo(version) > 0 && change.since().compareTo(last) < 0) {
          throw new SettingsException(
              "--kafka-version: expected three numbers ("
                  + version
                  + " and "
                  + change.since()
                  + " have different defaults), found '"
                  + text
                  + "'");
        }
      }
    }
    return version;
  }

  private static KafkaVersion of(Matcher form) {
    boolean beforeOne = form.group(1) != null;
    return new KafkaVersion(
        Integer.parseInt(form.group(beforeOne ? 1 : 3)),
        Integer.parseInt(form.group(beforeOne ? 2 : 4)),
        form.group(5) == null ? 0 : Integer.parseInt(form.group(5)));
  }

  private boolean isRelease(KafkaVersion newest) {
    return compareTo(newest) <= 0 && (major == newest.major || minor <= LAST_MINOR.get(major));
  }

  @Override
  public int compareTo(KafkaVersion other) {
    return Comparator.comparingInt(KafkaVersion::major)
        .thenComparingInt(KafkaVersion::minor)
        .thenComparingInt(KafkaVersion::patch)
        .compare(this, other);
  }

  /** Whether this is {@code major.minor.patch} or newer. */
  boolean atLeast(KafkaVersion other) {
    return compareTo(other) >= 0;
  }

  @Override
  public String toString() {
    return major + "." + minor + (major == 0 ? ".0." : ".") + patch;
  }
}
