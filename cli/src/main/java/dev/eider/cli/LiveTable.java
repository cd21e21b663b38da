package dev.eider.cli;

import dev.eider.outcome.Outcome;
import dev.eider.outcome.StreamReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One line a stream, drawn over the one before, for somebody who watches. */
final class LiveTable implements Screen {
  private static final String ESC = "\u001b[";
  private static final int CURSOR_WIDTH = 32;

  private final Consumer<String> draw;
  private final Rates rates;
  private int drawn;
  private boolean closed;

  LiveTable(Consumer<String> draw, LongSupplier nanoTime) {
    this.draw = draw;
    this.rates = new Rates(nanoTime);
  }

  @Override
  public synchronized void show(Progress.Moment moment) {
    if (closed) {
      return;
    }
    List<String> lines = lines(moment);
    StringBuilder text = new StringBuilder();
    if (drawn > 0) {
      text.append(ESC).append(drawn).append('A');
    }
    // A line that wraps would take two, and the next drawing would start too low.
    text.append(ESC).append("?7l").append(ESC).append("0J");
    lines.forEach(line -> text.append(line).append('\n'));
    text.append(ESC).append("?7h");
    drawn = lines.size();
    draw.accept(text.toString());
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private List<String> lines(Progress.Moment moment) {
    if (moment.report().streams().isEmpty()) {
      String wait = moment.waits().getOrDefault("", "");
      return List.of(moment.report().phase() + (wait.isEmpty() ? " …" : ": " + wait));
    }
    VectorCells vectors = new VectorCells(moment.report().streams());
    Columns table =
        new Columns(
            vectors.head(
                List.of("STREAM", "PHASE", "ROWS", "ROWS/S", "ETA", "PAGES", "CHUNK", "CURSOR")));
    for (StreamReport stream : moment.report().streams()) {
      long rate = rates.of(stream.stream(), stream.counts().read());
      table.row(
          vectors.row(
              List.of(
                  stream.stream(),
                  stream.outcome() == Outcome.RUNNING ? stream.phase() : stream.outcome().word(),
                  stream.counts().read(),
                  rate,
                  eta(stream, rate),
                  stream.counts().pages(),
                  stream.chunks(),
                  shortened(stream.cursor() == null ? "-" : stream.cursor())),
              stream));
    }
    List<String> lines = new ArrayList<>(table.lines());
    moment
        .waits()
        .forEach((stream, wait) -> lines.add(("  " + stream).stripTrailing() + "  " + wait));
    return lines;
  }

  /** What is left by the source's own count at the speed of the last moments; else nothing. */
  private static String eta(StreamReport stream, long rate) {
    @Nullable Long total = stream.total();
    if (total == null || rate == 0 || stream.outcome() != Outcome.RUNNING) {
      return "";
    }
    long seconds = Math.ceilDiv(Math.max(0, total - stream.counts().read()), rate);
    return seconds < 3600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private static String shortened(String cursor) {
    return cursor.length() <= CURSOR_WIDTH ? cursor : cursor.substring(0, CURSOR_WIDTH - 1) + "…";
  }
}
