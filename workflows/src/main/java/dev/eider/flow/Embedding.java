package dev.eider.flow;

import dev.eider.outcome.Vectors;
import dev.eider.plan.StreamTask;
import dev.eider.step.Embed;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Brings a stream's vectors in step with its rows, piece by piece. */
final class Embedding {
  private final Patience patience;
  private final BiConsumer<Vectors, @Nullable String> progress;

  /**
   * Of one stream.
   *
   * @param progress told after each piece what all of them did, and what a person should know
   */
  Embedding(Patience patience, BiConsumer<Vectors, @Nullable String> progress) {
    this.patience = patience;
    this.progress = progress;
  }

  /** Nothing where the stream's rows do not become documents. */
  void run(StreamWorkflow.Request request, StreamTask task) {
    if (task.embed() == null) {
      return;
    }
    Embed.Request what = new Embed.Request(request.sync(), request.destination(), task);
    progress.accept(Vectors.NONE, null);
    Vectors done = Vectors.NONE;
    long waiting = 1;
    while (waiting > 0) {
      Embed.Embedded piece =
          patience.insistOn(() -> Verbs.embed("embed " + task.stream()).embed(what));
      done = done.plus(piece.vectors());
      waiting = piece.waiting();
      progress.accept(done, piece.note());
    }
  }
}
