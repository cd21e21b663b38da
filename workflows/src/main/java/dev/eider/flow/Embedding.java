package dev.eider.flow;

import dev.eider.flow.StreamWorkflow.Continued;
import dev.eider.outcome.Vectors;
import dev.eider.plan.StreamTask;
import dev.eider.step.Embed;
import io.temporal.workflow.Workflow;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Brings a stream's vectors in step with its rows, piece by piece. */
final class Embedding {
  /** A piece costs about 12 events, and a history of more than 2,000 is slow to show and replay. */
  static final int PIECES_PER_RUN = 120;

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

  /**
   * Nothing where the stream's rows do not become documents. What takes long goes on in another run
   * of the workflow.
   *
   * @param written the stream with all its rows, and what was embedded so far
   */
  void run(StreamWorkflow.Request request, StreamTask task, Continued written) {
    if (task.embed() == null) {
      return;
    }
    Embed.Request what = new Embed.Request(request.sync(), request.destination(), task);
    Vectors done = written.vectors() == null ? Vectors.NONE : written.vectors();
    @Nullable String note = written.note();
    progress.accept(done, note);
    long waiting = 1;
    for (int pieces = 0; waiting > 0; pieces++) {
      if (pieces >= PIECES_PER_RUN || Workflow.getInfo().isContinueAsNewSuggested()) {
        Workflow.continueAsNew(request.from(task, written.embedded(done, note)));
      }
      Embed.Embedded piece =
          patience.insistOn(() -> Verbs.embed("embed " + task.stream()).embed(what));
      done = done.plus(piece.vectors());
      waiting = piece.waiting();
      note = piece.note() == null ? note : piece.note();
      progress.accept(done, note);
    }
  }
}
