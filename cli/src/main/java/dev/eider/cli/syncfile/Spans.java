package dev.eider.cli.syncfile;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them: ISO 8601 ({@code PT1H}) or short ({@code 90s}). */
public final class Spans {
  /** The short form, also for the JSON Schema. */
  static final String SHORT = "[0-9]{1,9}(ms|s|m|h|d)";

  private static final Pattern SHORT_FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  private Spans() {}

  /** The span a text names, if it names one. */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = SHORT_FORM.matcher(text.strip());
    if (matcher.matches()) {
      return Optional.of(of(Long.parseLong(matcher.group(1)), matcher.group(2)));
    }
    try {
      return Optional.of(Duration.parse(text.strip().toUpperCase(Locale.ROOT)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Duration of(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
