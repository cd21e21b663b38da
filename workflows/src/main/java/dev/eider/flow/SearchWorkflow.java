package dev.eider.flow;

import dev.eider.step.Embed;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One question to a sync's documents. Its id is {@code search/<name>/<number>}. */
@WorkflowInterface
public interface SearchWorkflow {

  /** Asks, and waits a minute at most for what is not there now. */
  @WorkflowMethod(name = "Search")
  Embed.Answer run(Embed.Question question);
}
