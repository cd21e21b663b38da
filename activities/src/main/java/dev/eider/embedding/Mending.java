package dev.eider.embedding;

import dev.eider.destination.Outbox;
import dev.eider.destination.Outbox.Kept;
import dev.eider.embedding.LedgerWalk.Expected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is done about differences when it is asked for. The ledger forgets which version of a row a
 * document was made from and what the chunk was made of, so that the next sync writes it again, and
 * no other chunk. What no ledger names is removed.
 */
final class Mending {
  private static final int AT_ONCE = 200;

  private final boolean asked;
  private final Outbox outbox;
  private final Consumer<List<String>> delete;
  private final Map<String, Kept> lines = new HashMap<>();
  private final List<String> surplus = new ArrayList<>();
  private long mended;

  /**
   * Of one collection.
   *
   * @param asked otherwise nothing is changed
   * @param delete removes entries from the store
   */
  Mending(boolean asked, Outbox outbox, Consumer<List<String>> delete) {
    this.asked = asked;
    this.outbox = outbox;
    this.delete = delete;
  }

  /** The store does not have it, or something else. */
  void remake(Expected entry) {
    if (!asked) {
      return;
    }
    if (lines.size() == AT_ONCE && !lines.containsKey(entry.line().id())) {
      write();
    }
    Kept line = lines.getOrDefault(entry.line().id(), entry.line());
    List<String> chunks = new ArrayList<>(line.chunks());
    chunks.set(entry.number(), Marks.UNKNOWN);
    lines.put(line.id(), new Kept(line.id(), "", chunks));
    mended++;
  }

  /** No ledger names it. */
  void remove(String entry) {
    if (!asked) {
      return;
    }
    surplus.add(entry);
    if (surplus.size() == AT_ONCE) {
      write();
    }
  }

  /** Does what is left to do. */
  void write() {
    outbox.keep(List.copyOf(lines.values()));
    lines.clear();
    if (!surplus.isEmpty()) {
      // A sync that began meanwhile may have noted some since they were looked at.
      Map<String, Kept> known = outbox.known(surplus.stream().map(Mending::document).toList());
      List<String> ids =
          surplus.stream().filter(id -> !names(known.get(document(id)), id)).toList();
      delete.accept(ids);
      mended += ids.size();
      surplus.clear();
    }
  }

  private static String document(String entry) {
    int dash = entry.lastIndexOf('-');
    return dash < 0 ? entry : entry.substring(0, dash);
  }

  private static boolean names(@Nullable Kept line, String entry) {
    if (line == null) {
      return false;
    }
    for (int i = 0; i < line.chunks().size(); i++) {
      if (Document.entry(line.id(), i).equals(entry)) {
        return true;
      }
    }
    return false;
  }

  /** How many entries were removed, or will be made again. */
  long mended() {
    return mended;
  }
}
