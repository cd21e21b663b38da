package dev.eider.embedding;

import dev.eider.destination.Outbox;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table of versions and a ledger, both in memory. */
final class FakeOutbox implements Outbox {
  final TreeMap<String, Map<String, @Nullable Object>> table = new TreeMap<>();
  final TreeMap<String, Kept> ledger = new TreeMap<>();

  @Override
  public long waiting() {
    return changed(Integer.MAX_VALUE).size() + lost();
  }

  @Override
  public List<Changed> changed(int limit) {
    return changedAfter(null, limit);
  }

  @Override
  public List<Changed> changedAfter(@Nullable String after, int limit) {
    return table.entrySet().stream()
        .filter(row -> after == null || row.getKey().compareTo(after) > 0)
        .filter(row -> ledger.values().stream().noneMatch(k -> k.version().equals(row.getKey())))
        .limit(limit)
        .map(row -> new Changed(row.getKey(), row.getValue()))
        .toList();
  }

  @Override
  public long lost() {
    return gone(Integer.MAX_VALUE).size();
  }

  @Override
  public Map<String, Kept> known(List<String> ids) {
    Map<String, Kept> known = new LinkedHashMap<>(ledger);
    known.keySet().retainAll(ids);
    return known;
  }

  @Override
  public List<Kept> knownAfter(@Nullable String after, int limit) {
    return ledger.values().stream()
        .filter(line -> after == null || line.id().compareTo(after) > 0)
        .sorted(Comparator.comparing(Kept::id))
        .limit(limit)
        .toList();
  }

  @Override
  public List<Kept> gone(int limit) {
    return ledger.values().stream()
        .filter(line -> !table.containsKey(line.version()))
        .limit(limit)
        .toList();
  }

  @Override
  public void keep(List<Kept> lines) {
    lines.forEach(line -> ledger.put(line.id(), line));
  }

  @Override
  public void forget(List<String> ids) {
    ids.forEach(ledger::remove);
  }

  @Override
  public boolean knowsOthers() {
    return false;
  }

  @Override
  public void forgetOthers() {
    // There are none.
  }
}
