package dev.eider.flow;

import dev.eider.outcome.Question;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts a question to whoever watches and waits for the answer, for days if it takes days. */
final class Approval {
  private final Consumer<@Nullable Question> parked;
  private @Nullable Question question;
  private @Nullable Boolean answer;

  /**
   * For one stream.
   *
   * @param parked told the question before the wait, and null after it
   */
  Approval(Consumer<@Nullable Question> parked) {
    this.parked = parked;
  }

  /** The question that waits, if one does. */
  @Nullable Question question() {
    return question;
  }

  /** Waits; true = go ahead. */
  boolean asked(String code, String text) {
    answer = null;
    question = new Question(code, text, Instant.ofEpochMilli(Workflow.currentTimeMillis()));
    parked.accept(question);
    try {
      Workflow.await(() -> answer != null);
    } finally {
      question = null;
    }
    parked.accept(null);
    return Boolean.TRUE.equals(answer);
  }

  /** Refuses an answer nobody waits for: the stream went on, or another answer came first. */
  void refuseUnasked() {
    if (question == null || answer != null) {
      throw new IllegalStateException("nothing waits for approval");
    }
  }

  /**
   * Takes the answer; the question it was given to. Two answers may have been let in before the
   * first of them is taken.
   */
  Question answered(boolean approved) {
    Question was = question;
    if (was == null || answer != null) {
      throw ApplicationFailure.newNonRetryableFailure("nothing waits for approval", "NothingWaits");
    }
    answer = approved;
    return was;
  }
}
