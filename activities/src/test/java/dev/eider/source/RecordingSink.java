package dev.eider.source;

import dev.eider.outcome.Problem;
import dev.eider.record.RowSink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps what a source hands out; says the chunk is full after so many pages. */
public final class RecordingSink implements RowSink {
  private final Path folder;
  private final int pagesPerChunk;
  private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> aside = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();
  private final List<String> waits = new ArrayList<>();
  private @Nullable Path gone;
  private @Nullable String note;
  private long setAside;
  private int pages;
  private long written;
  private long total = -1;

  /** A sink whose files go to a folder. */
  public RecordingSink(Path folder, int pagesPerChunk) {
    this.folder = folder;
    this.pagesPerChunk = pagesPerChunk;
  }

  /** The rows so far. */
  public List<Map<String, @Nullable Object>> rows() {
    return rows;
  }

  /** The files so far. */
  public List<Path> files() {
    return files;
  }

  /** Rows said to be in files. */
  public long written() {
    return written;
  }

  @Override
  public void row(Map<String, @Nullable Object> record) {
    rows.add(new LinkedHashMap<>(record));
  }

  @Override
  public Path file() {
    Path file = folder.resolve("staged-" + System.nanoTime() + ".duckdb");
    files.add(file);
    return file;
  }

  @Override
  public void wrote(long count) {
    written += count;
  }

  @Override
  public boolean pageDone(String what) {
    pages++;
    return pages % pagesPerChunk == 0;
  }

  /** Rows the read said it will have; -1 when it said nothing. */
  public long total() {
    return total;
  }

  @Override
  public void total(long count) {
    total = count;
  }

  /** Where it wrote which rows are gone; null = nowhere. */
  public @Nullable Path gone() {
    return gone;
  }

  @Override
  public Path goneFile() {
    Path file = folder.resolve("gone-" + System.nanoTime() + ".duckdb");
    files.add(file);
    return file;
  }

  @Override
  public void wroteGone(long keys) {
    gone = files.getLast();
  }

  /** The rows that were set aside with their text. */
  public List<Map<String, @Nullable Object>> aside() {
    return aside;
  }

  @Override
  public void setAside(Map<String, @Nullable Object> record, Problem problem) {
    setAside++;
    aside.add(new LinkedHashMap<>(record));
  }

  /** Rows said to be left out, those set aside with their text as well. */
  public long setAside() {
    return setAside;
  }

  @Override
  public void setAside(long count, Problem problem) {
    setAside += count;
  }

  /** What a person was told of the read; null = nothing. */
  public @Nullable String note() {
    return note;
  }

  @Override
  public void note(String text) {
    note = text;
  }

  /** What it was said to wait for. */
  public List<String> waits() {
    return waits;
  }

  @Override
  public void waiting(String why) {
    waits.add(why);
  }
}
