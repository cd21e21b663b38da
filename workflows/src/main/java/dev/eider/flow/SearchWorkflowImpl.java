package dev.eider.flow;

import dev.eider.step.Embed;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;

/** A question to the documents of a stream. */
public final class SearchWorkflowImpl implements SearchWorkflow {
  /** Somebody waits for the answer. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public Embed.Answer run(Embed.Question question) {
    Patience patience = new Patience(question.stream(), PATIENCE, reason -> {});
    try {
      return patience.insistOn(() -> Verbs.search("search " + question.stream()).search(question));
    } catch (TemporalFailure failure) {
      if (Blame.isCancelled(failure)) {
        throw failure;
      }
      throw Blame.failure(Blame.of(failure, question.stream()), question.stream());
    }
  }
}
