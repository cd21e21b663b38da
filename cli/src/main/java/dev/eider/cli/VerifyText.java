package dev.eider.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Problem;
import dev.eider.outcome.VerifyReport;
import dev.eider.outcome.VerifyReport.Compared;
import dev.eider.outcome.VerifyReport.Stored;
import dev.eider.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A comparison in words: one sentence, one line a stream, the first rows that differ. */
final class VerifyText {
  private static final int FIRST = 10;

  private VerifyText() {}

  /** The comparison as data; what to act on as talk. */
  static void print(VerifyReport report, Printer printer) {
    printer.data(report, () -> text(report));
    printer.notes(report.notes());
    printer.notes(
        report.streams().stream().filter(s -> s.newer() > 0).map(VerifyText::newer).toList());
    printer.notes(report.streams().stream().flatMap(s -> StoresText.notes(s).stream()).toList());
    printer.problems(faults(report).map(FaultReport::problem).toList());
    report.streams().stream()
        .map(Compared::file)
        .filter(Objects::nonNull)
        .forEach(file -> printer.say("differences: " + file));
  }

  /** Why something could not be compared: streams first, then stores. */
  static Stream<FaultReport> faults(VerifyReport report) {
    return Stream.concat(
            report.streams().stream().map(Compared::fault),
            report.streams().stream().flatMap(s -> s.stores().stream()).map(Stored::fault))
        .filter(Objects::nonNull);
  }

  private static Problem newer(Compared stream) {
    return new Problem(
        "verify.newer",
        stream.stream(),
        Numbers.rows(stream.newer()) + " of the source changed after the checkpoint: no difference",
        "run the sync to bring them");
  }

  static String text(VerifyReport report) {
    Columns table =
        new Columns(
            "STREAM",
            "TABLE",
            "RESULT",
            "SOURCE",
            "DESTINATION",
            "CHANGED",
            "ONLY SOURCE",
            "ONLY DESTINATION",
            "NEWER");
    for (Compared stream : report.streams()) {
      table.row(
          stream.stream(),
          stream.table(),
          result(stream),
          stream.sourceRows(),
          stream.destinationRows(),
          stream.changed(),
          stream.onlySource(),
          stream.onlyDestination(),
          stream.newer());
    }
    List<String> lines = new ArrayList<>();
    lines.add(sentence(report));
    lines.add(table.text());
    report.streams().forEach(stream -> lines.addAll(first(stream)));
    lines.addAll(StoresText.lines(report.streams()));
    return String.join("\n", lines);
  }

  private static String sentence(VerifyReport report) {
    long rows = report.streams().stream().mapToLong(Compared::sourceRows).sum();
    boolean all = faults(report).findAny().isEmpty();
    String result = report.equal() ? "equal" : all ? "different" : "not compared in full";
    return report.sync()
        + ": "
        + result
        + ", "
        + Numbers.rows(rows)
        + " compared in "
        + Numbers.took(Duration.between(report.started(), report.ended()));
  }

  private static String result(Compared stream) {
    if (stream.fault() != null) {
      return "not compared";
    }
    return stream.equal() ? "equal" : "different";
  }

  /** The first differences, when their file is on this machine. */
  private static List<String> first(Compared stream) {
    if (stream.file() == null || !Files.isReadable(Path.of(stream.file()))) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(stream.stream() + ", first differences:");
    try (Stream<String> all = Files.lines(Path.of(stream.file()))) {
      all.limit(FIRST).forEach(line -> lines.add("  " + words(line)));
    } catch (IOException e) {
      return List.of();
    }
    long shown = lines.size() - 1L;
    long rest = stream.changed() + stream.onlySource() + stream.onlyDestination() - shown;
    if (rest > 0) {
      lines.add("  and " + Numbers.grouped(rest) + " more");
    }
    return lines;
  }

  private static String words(String line) {
    try {
      JsonNode difference = WireFormat.mapper().readTree(line);
      List<String> key = new ArrayList<>();
      difference.path("key").properties().forEach(e -> key.add(e.getKey() + "=" + e.getValue()));
      List<String> columns = new ArrayList<>();
      difference.path("columns").forEach(column -> columns.add(column.asText()));
      String what = difference.path("difference").asText().replace("only_", "only at the ");
      return what
          + ": "
          + String.join(", ", key)
          + (columns.isEmpty() ? "" : " in " + String.join(", ", columns));
    } catch (JsonProcessingException e) {
      return line;
    }
  }
}
