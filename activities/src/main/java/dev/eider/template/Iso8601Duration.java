package dev.eider.template;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An ISO 8601 duration: a stretch of time, and months that depend on the calendar. Months are added
 * before the time; a day that a month does not have becomes its last.
 *
 * @param months years and months together
 * @param time weeks, days and everything below
 */
public record Iso8601Duration(long months, Duration time) {
  private static final String NUMBER = "([0-9]+(?:[,.][0-9]+)?)";
  private static final Pattern FORM =
      Pattern.compile(
          "([+-])?P(?!$)(?:%1$sY)?(?:%1$sM)?(?:%1$sW)?(?:%1$sD)?(?:T(?:%1$sH)?(?:%1$sM)?(?:%1$sS)?)?"
              .replace("%1$s", NUMBER));
  private static final double[] SECONDS = {604_800, 86_400, 3_600, 60, 1};

  /**
   * Reads a duration, e.g. {@code P1D}, {@code PT0.5S}, {@code -P1M}.
   *
   * @throws TemplateException when it is none, or has a fraction of a month or year
   */
  public static Iso8601Duration parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new TemplateException("expected an ISO 8601 duration but was '" + text + "'");
    }
    long months = whole(form.group(2), text) * 12 + whole(form.group(3), text);
    Duration time = Duration.ZERO;
    for (int i = 0; i < SECONDS.length; i++) {
      String number = form.group(4 + i);
      if (number != null) {
        double micros = Double.parseDouble(number.replace(',', '.')) * SECONDS[i] * 1e6;
        time = time.plus(Duration.ofNanos(1000).multipliedBy((long) Math.rint(micros)));
      }
    }
    Iso8601Duration duration = new Iso8601Duration(months, time);
    return "-".equals(form.group(1)) ? duration.negated() : duration;
  }

  private static long whole(@Nullable String number, String text) {
    if (number == null) {
      return 0;
    }
    try {
      return new BigDecimal(number.replace(',', '.')).longValueExact();
    } catch (ArithmeticException e) {
      throw new TemplateException(
          "expected whole years and months in a duration but was '" + text + "'");
    }
  }

  /** That many seconds. */
  public static Iso8601Duration ofSeconds(long seconds) {
    return new Iso8601Duration(0, Duration.ofSeconds(seconds));
  }

  /** The longer of two, counting a month as 30 days. */
  public Iso8601Duration orLonger(Iso8601Duration other) {
    return rough().compareTo(other.rough()) >= 0 ? this : other;
  }

  private Duration rough() {
    return time.plusDays(months * 30);
  }

  /** The same duration backwards. */
  public Iso8601Duration negated() {
    return new Iso8601Duration(-months, time.negated());
  }

  /** A time plus this duration. */
  public OffsetDateTime addTo(OffsetDateTime start) {
    return start.plusMonths(months).plus(time);
  }

  /** A time minus this duration. */
  public OffsetDateTime subtractFrom(OffsetDateTime end) {
    return end.minusMonths(months).minus(time);
  }

  LocalDateTime addTo(LocalDateTime start) {
    return start.plusMonths(months).plus(time);
  }

  /** Whether it takes no time at all. */
  public boolean isZero() {
    return months == 0 && time.isZero();
  }

  @Override
  public String toString() {
    String years = months / 12 == 0 ? "" : count(months / 12, "year") + ", ";
    String rest = months % 12 == 0 ? "" : count(months % 12, "month") + ", ";
    return years + rest + TimeMath.str(time);
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
