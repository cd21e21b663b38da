package dev.eider.cli;

import dev.eider.outcome.Counts;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Outcome;
import dev.eider.outcome.Problem;
import dev.eider.outcome.StreamReport;
import dev.eider.outcome.SyncReport;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A report in words: one sentence, one line a stream, one block for each thing to act on. */
final class ReportText {

  private ReportText() {}

  /** The report as data; what to act on as talk. */
  static void print(SyncReport report, Printer printer) {
    printer.data(report, () -> text(report));
    printer.notes(report.notes());
    printer.notes(
        report.streams().stream()
            .filter(stream -> stream.note() != null)
            .map(stream -> new Problem("stream.note", stream.stream(), stream.note(), null))
            .toList());
    printer.notes(
        report.streams().stream()
            .filter(stream -> stream.counts().setAside() > 0)
            .map(stream -> setAside(report.sync(), stream))
            .toList());
    printer.notes(
        report.streams().stream()
            .filter(stream -> stream.counts().replaced() > 0)
            .map(ReportText::replaced)
            .toList());
    Stream<FaultReport> streams =
        report.streams().stream()
            .filter(stream -> stream.outcome() != Outcome.RUNNING)
            .map(StreamReport::fault)
            .filter(Objects::nonNull);
    printer.problems(
        Stream.concat(Stream.ofNullable(report.fault()), streams)
            .map(FaultReport::problem)
            .distinct()
            .toList());
  }

  private static Problem setAside(String sync, StreamReport stream) {
    return new Problem(
        "rows.set_aside",
        stream.stream(),
        Numbers.rows(stream.counts().setAside()) + " set aside: without a key, or too large",
        "see 'eider quarantine show " + sync + " " + stream.stream() + "'");
  }

  private static Problem replaced(StreamReport stream) {
    return new Problem(
        "rows.same_key",
        stream.stream(),
        Numbers.rows(stream.counts().replaced())
            + " had the key of another row of this read: of each key the newest was kept",
        "write primary_key: with columns that tell its rows apart, or mend the source");
  }

  static String text(SyncReport report) {
    StringBuilder text = new StringBuilder(sentence(report));
    if (!report.streams().isEmpty()) {
      text.append('\n').append(table(report.streams()).text());
    }
    return text.toString();
  }

  private static Columns table(List<StreamReport> streams) {
    VectorCells vectors = new VectorCells(streams);
    Columns table =
        new Columns(
            vectors.head(
                List.of(
                    "STREAM",
                    "TABLE",
                    "HOW",
                    "OUTCOME",
                    "READ",
                    "NEW",
                    "CHANGED",
                    "EQUAL",
                    "DELETED",
                    "SET ASIDE")));
    for (StreamReport stream : streams) {
      Counts counts = stream.counts();
      table.row(
          vectors.row(
              List.of(
                  stream.stream(),
                  stream.table(),
                  stream.how(),
                  stream.outcome() == Outcome.RUNNING ? stream.phase() : stream.outcome().word(),
                  counts.read(),
                  counts.inserted(),
                  counts.updated(),
                  counts.unchanged(),
                  counts.deleted(),
                  counts.setAside()),
              stream));
    }
    return table;
  }

  private static String sentence(SyncReport report) {
    Counts total = report.total();
    String rows =
        Numbers.rows(total.read()) + " read, " + Numbers.rows(total.written()) + " written";
    String how =
        report.outcome() == Outcome.RUNNING
            ? report.phase()
            : report.outcome().word()
                + (report.ended() == null
                    ? ""
                    : " in " + Numbers.took(Duration.between(report.started(), report.ended())));
    return report.sync() + ": " + how + ", " + rows;
  }
}
