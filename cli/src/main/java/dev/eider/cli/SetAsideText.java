package dev.eider.cli;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.eider.step.Quarantine;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are set aside, read from where they lie: rows travel through no workflow, so they can
 * be seen on the worker's machine only.
 *
 * @param rows each with its text, where this machine has it
 */
record SetAsideText(List<Row> rows) {
  /** More of one row is not for reading. */
  private static final int LONGEST_TEXT = 2_000;

  private static final int LARGEST_ROW = 1 << 20;

  static SetAsideText of(List<Quarantine.Row> rows) {
    return new SetAsideText(rows.stream().map(SetAsideText::row).toList());
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      text.append(text.isEmpty() ? "" : "\n")
          .append(row.stream)
          .append("   ")
          .append(row.code)
          .append("   run ")
          .append(row.generation)
          .append(", chunk ")
          .append(row.chunk)
          .append(", page ")
          .append(row.page)
          .append(", ")
          .append(row.at)
          .append("\n    ")
          .append(row.message)
          .append("\n    ")
          .append(row.payload == null ? "its text lies in " + row.file : cut(row.payload));
    }
    return text.toString();
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }

  private static Row row(Quarantine.Row row) {
    return new Row(
        row.stream(),
        row.code(),
        row.message(),
        row.generation(),
        row.chunk(),
        row.page(),
        row.at(),
        row.file(),
        payload(row).orElse(null));
  }

  private static Optional<String> payload(Quarantine.Row row) {
    if (row.length() > LARGEST_ROW) {
      return Optional.empty();
    }
    try (RandomAccessFile file = new RandomAccessFile(Path.of(row.file()).toFile(), "r")) {
      byte[] text = new byte[(int) row.length()];
      file.seek(row.offset());
      file.readFully(text);
      return Optional.of(new String(text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** One row with its reason; {@code payload} is null where its text is elsewhere or too long. */
  record Row(
      String stream,
      String code,
      String message,
      long generation,
      int chunk,
      long page,
      Instant at,
      String file,
      @JsonRawValue @Nullable String payload) {}
}
