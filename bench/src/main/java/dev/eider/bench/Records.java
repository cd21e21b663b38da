package dev.eider.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Payments of about 390 bytes in 12 fields. Rendering must cost less than reading, so one page is
 * rendered once, with every number that differs at a fixed width, and copies of it are overwritten
 * in place.
 */
final class Records {
  static final int PER_PAGE = 1_000;

  /** Ids have ten digits, all of them. */
  static final long FIRST_ID = 1_000_000_000L;

  /** The first record changed then, each following one a second later. */
  static final Instant EPOCH = Instant.parse("2024-01-01T00:00:00Z");

  /** Every field but the id. */
  static final List<String> OTHERS =
      List.of(
          "object",
          "account",
          "amount",
          "currency",
          "status",
          "email",
          "name",
          "description",
          "livemode",
          "updated_at",
          "metadata");

  /** One record of so many has another amount after a change. */
  static final int ONE_IN = 100;

  private static final int DIGITS = 10;
  private static final int STAMP = 20;
  private static final String ID = "##########";
  private static final String AT = "@@@@@@@@@@@@@@@@@@@@";
  private static final String RECORD =
      "{\"id\":##########,\"object\":\"payment\",\"account\":\"acct_##########\",\"amount\":12345,"
          + "\"currency\":\"eur\",\"status\":\"succeeded\",\"email\":\"customer.##########@example.org\","
          + "\"name\":\"Customer ##########\",\"description\":\"Order ########## of the spring"
          + " catalogue, signed for at the door\","
          + "\"livemode\":false,\"updated_at\":\"@@@@@@@@@@@@@@@@@@@@\",\"metadata\":{\"channel\":\"web\","
          + "\"basket\":\"b-##########\",\"lines\":3}}";

  private final byte[] template = RECORD.getBytes(StandardCharsets.UTF_8);
  private final int[] ids = positions(ID);
  private final int[] stamps = positions(AT);
  private final int amount = RECORD.indexOf("12345");
  private final AtomicInteger changes = new AtomicInteger();

  /** Bytes of one record, without what separates it from the next. */
  int bytes() {
    return template.length;
  }

  /** The number of the first record changed at or after a moment; 0 is the first of all. */
  static long firstSince(Instant since) {
    long seconds = since.getEpochSecond() - EPOCH.getEpochSecond();
    return Math.max(0, since.getNano() > 0 ? seconds + 1 : seconds);
  }

  /**
   * Records one after the other.
   *
   * @param from number of the first
   * @param count how many
   * @param separator between two
   */
  byte[] render(long from, int count, char separator) {
    byte[] all = new byte[Math.max(0, count * (template.length + 1) - 1)];
    byte[] digits = new byte[DIGITS];
    for (int i = 0; i < count; i++) {
      int at = i * (template.length + 1);
      System.arraycopy(template, 0, all, at, template.length);
      write(digits, FIRST_ID + from + i);
      for (int position : ids) {
        System.arraycopy(digits, 0, all, at + position, DIGITS);
      }
      byte[] stamp = stamp(from + i);
      for (int position : stamps) {
        System.arraycopy(stamp, 0, all, at + position, STAMP);
      }
      if ((from + i) % ONE_IN == 0) {
        all[at + amount] = (byte) ('1' + changes.get() % 9);
      }
      if (i < count - 1) {
        all[at + template.length] = (byte) separator;
      }
    }
    return all;
  }

  /** Gives one record of {@link #ONE_IN} another amount. */
  void change() {
    changes.incrementAndGet();
  }

  /** All of them as newline-delimited JSON. */
  void write(Path file, long count) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      for (long from = 0; from < count; from += PER_PAGE) {
        out.write(render(from, (int) Math.min(PER_PAGE, count - from), '\n'));
        out.write('\n');
      }
    }
  }

  private static byte[] stamp(long number) {
    return EPOCH.plusSeconds(number).toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void write(byte[] digits, long value) {
    long rest = value;
    for (int i = DIGITS - 1; i >= 0; i--) {
      digits[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static int[] positions(String mark) {
    int[] found = new int[8];
    int count = 0;
    for (int at = RECORD.indexOf(mark); at >= 0; at = RECORD.indexOf(mark, at + mark.length())) {
      found[count++] = at;
    }
    return Arrays.copyOf(found, count);
  }
}
