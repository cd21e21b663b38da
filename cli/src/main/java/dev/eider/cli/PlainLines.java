package dev.eider.cli;

import dev.eider.outcome.Outcome;
import dev.eider.outcome.StreamReport;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A line for each stream at work every few seconds, and each wait at once, for logs. */
final class PlainLines implements Screen {
  private static final long EVERY_NANOS = 5_000_000_000L;

  private final Consumer<String> say;
  private final LongSupplier nanoTime;
  private final Rates rates;
  private final Map<String, String> reasons = new HashMap<>();
  private long last;
  private boolean any;
  private boolean closed;

  PlainLines(Consumer<String> say, LongSupplier nanoTime) {
    this.say = say;
    this.nanoTime = nanoTime;
    this.rates = new Rates(nanoTime);
  }

  @Override
  public synchronized void show(Progress.Moment moment) {
    if (closed) {
      return;
    }
    moment.waits().forEach(this::waiting);
    reasons.keySet().retainAll(moment.waits().keySet());
    long now = nanoTime.getAsLong();
    if (any && now - last < EVERY_NANOS) {
      return;
    }
    any = true;
    last = now;
    if (moment.report().streams().isEmpty()) {
      say.accept(moment.report().sync() + ": " + moment.report().phase());
    }
    moment.report().streams().stream()
        .filter(stream -> stream.outcome() == Outcome.RUNNING)
        .forEach(this::line);
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private void line(StreamReport stream) {
    say.accept(
        stream.stream()
            + ": "
            + stream.phase()
            + ", "
            + Numbers.rows(stream.counts().read())
            + ", "
            + Numbers.grouped(rates.of(stream.stream(), stream.counts().read()))
            + " rows/s, "
            + Numbers.grouped(stream.counts().pages())
            + " pages, chunk "
            + stream.chunks()
            + (stream.cursor() == null ? "" : ", cursor " + stream.cursor()));
  }

  private void waiting(String stream, String wait) {
    // The time left changes with every look, the reason does not.
    String reason = wait.substring(wait.indexOf('(') + 1);
    if (!reason.equals(reasons.put(stream, reason))) {
      say.accept((stream.isEmpty() ? "waiting" : stream) + ": " + wait);
    }
  }
}
