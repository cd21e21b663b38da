package dev.eider.flow;

import dev.eider.outcome.FaultKind;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Problem;
import dev.eider.step.Embed;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** Embedding that plays a script. */
final class ScriptedEmbed implements Embed {
  private final Deque<Supplier<Embedded>> script = new ArrayDeque<>();
  List<String> log = new ArrayList<>();

  void does(Embedded piece) {
    script.add(() -> piece);
  }

  void fails(FaultKind kind) {
    script.add(
        () -> {
          throw ApplicationFailure.newBuilder()
              .setMessage("scripted")
              .setType(kind.wireName())
              .setDetails(
                  new FaultReport(kind, new Problem("store.down", "books", "down", null), null))
              .setNonRetryable(true)
              .build();
        });
  }

  @Override
  public synchronized Embedded embed(Request request) {
    log.add("embed " + request.task().stream());
    return script.remove().get();
  }

  @Override
  public Answer search(Question question) {
    return new Answer("chroma", "library.books", "exact search", List.of());
  }
}
