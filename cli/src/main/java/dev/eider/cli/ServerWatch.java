package dev.eider.cli;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.client.WorkflowClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Notices that the server is gone, which a client by itself waits out without a word. */
final class ServerWatch implements Runnable {
  private static final long TOLD_AFTER_NANOS = 4_000_000_000L;
  private static final long GIVEN_UP_AFTER_NANOS = 120_000_000_000L;
  private static final long PATIENCE_SECONDS = 3;

  private final BooleanSupplier answers;
  private final Consumer<String> say;
  private final LongSupplier nanoTime;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private long lastAnswer;
  private boolean told;

  ServerWatch(BooleanSupplier answers, Consumer<String> say, LongSupplier nanoTime) {
    this.answers = answers;
    this.say = say;
    this.nanoTime = nanoTime;
    this.lastAnswer = nanoTime.getAsLong();
  }

  /** Whether a server answers right now. */
  static boolean answers(WorkflowClient client) {
    try {
      GetSystemInfoResponse info =
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
              .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      return info.isInitialized();
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  /** Completes when it has not answered for two minutes. */
  CompletableFuture<Void> gone() {
    return gone;
  }

  /** One look; asked for again and again. */
  @Override
  public void run() {
    if (answers.getAsBoolean()) {
      lastAnswer = nanoTime.getAsLong();
      if (told) {
        told = false;
        say.accept("the Temporal server answers again: the sync goes on");
      }
      return;
    }
    long silent = nanoTime.getAsLong() - lastAnswer;
    if (silent >= TOLD_AFTER_NANOS && !told) {
      told = true;
      say.accept("the Temporal server does not answer: the sync stands still, nothing is lost");
      say.accept("    bring it back: eider server start (waiting for it for two minutes)");
    }
    if (silent >= GIVEN_UP_AFTER_NANOS) {
      gone.complete(null);
    }
  }
}
