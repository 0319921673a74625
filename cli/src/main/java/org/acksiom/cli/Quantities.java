package org.acksiom.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Amounts with a unit, as options take them. */
final class Quantities {
  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9})([a-z]*)");

  private Quantities() {}

  /** A time such as {@code 500ms}, {@code 30s}, {@code 2m} or {@code 1h}. */
  static final class Time implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Matcher amount = matched(text, "a time such as 500ms, 30s, 2m or 1h");
      long count = Long.parseLong(amount.group(1));
      return switch (amount.group(2)) {
        case "ms" -> Duration.ofMillis(count);
        case "s" -> Duration.ofSeconds(count);
        case "m" -> Duration.ofMinutes(count);
        case "h" -> Duration.ofHours(count);
        default ->
            throw new TypeConversionException(
                "expected one of the units ms, s, m, h, found '" + text + "'");
      };
    }
  }

  /** An amount of memory such as {@code 512m} or {@code 2g}, in bytes. */
  static final class Memory implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      Matcher amount = matched(text, "an amount of memory such as 64k, 512m or 2g");
      long count = Long.parseLong(amount.group(1));
      return switch (amount.group(2)) {
        case "k" -> count << 10;
        case "m" -> count << 20;
        case "g" -> count << 30;
        default ->
            throw new TypeConversionException(
                "expected one of the units k, m, g, found '" + text + "'");
      };
    }
  }

  private static Matcher matched(String text, String expected) {
    Matcher amount = AMOUNT.matcher(text);
    if (!amount.matches()) {
      throw new TypeConversionException("expected " + expected + ", found '" + text + "'");
    }
    return amount;
  }
}
