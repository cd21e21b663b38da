package dev.eider.embedding;

import dev.eider.destination.Outbox.Kept;
import dev.eider.vector.IdOrder;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The entries a ledger names, in the order of their ids; of one document after the other. */
final class LedgerWalk {
  private final Walk<Kept> lines;
  private final Deque<Expected> entries = new ArrayDeque<>();

  LedgerWalk(Agreement.Pages<Kept> pages, int page) {
    this.lines = new Walk<>(after -> pages.after(after, page), Kept::id, page);
  }

  /** The next; null = there are no more. */
  @Nullable Expected next() {
    while (entries.isEmpty()) {
      Kept line = lines.next();
      if (line == null) {
        return null;
      }
      // The tenth chunk's id comes before the second's.
      IntStream.range(0, line.chunks().size())
          .mapToObj(number -> new Expected(line, number))
          .sorted(Comparator.comparing(Expected::id, IdOrder.BY_BYTES))
          .forEach(entries::add);
    }
    return entries.remove();
  }

  /**
   * An entry as it should be.
   *
   * @param line its document's
   * @param number its place in the document
   */
  record Expected(Kept line, int number) {

    String id() {
      return Document.entry(line.id(), number);
    }

    String mark() {
      return line.chunks().get(number);
    }
  }
}
