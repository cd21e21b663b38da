package dev.eider.cli;

import dev.eider.outcome.StreamReport;
import dev.eider.outcome.Vectors;
import java.util.List;
import java.util.stream.Stream;

/** What tables of streams say of documents: nothing unless one of the streams has them. */
final class VectorCells {
  private static final List<String> HEAD = List.of("EMBEDDED", "REUSED", "CHUNKS DELETED");

  private final boolean shown;

  VectorCells(List<StreamReport> streams) {
    this.shown = streams.stream().anyMatch(stream -> stream.vectors() != null);
  }

  String[] head(List<String> others) {
    return Stream.concat(others.stream(), shown ? HEAD.stream() : Stream.empty())
        .toArray(String[]::new);
  }

  Object[] row(List<Object> others, StreamReport stream) {
    Vectors vectors = stream.vectors();
    Stream<?> cells =
        vectors == null
            ? HEAD.stream().map(name -> "-")
            : Stream.of(vectors.embedded(), vectors.reused(), vectors.deleted());
    return Stream.concat(others.stream(), shown ? cells : Stream.empty()).toArray();
  }
}
