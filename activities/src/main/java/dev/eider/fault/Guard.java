package dev.eider.fault;

import dev.eider.outcome.FaultKind;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Problem;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The border between steps and Temporal: a fault leaves as a failure whose type is its kind and
 * whose details are one {@link FaultReport}; nothing else of it travels, for causes and stack
 * traces may hold secrets. Every fault is final to Temporal: waiting is the workflow's.
 */
public final class Guard {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

  /** Temporal cuts a failure to a few kilobytes; ours stays below. */
  private static final int LONGEST_TEXT = 1_000;

  private final UnaryOperator<String> mask;
  private final BiConsumer<String, Problem> failed;

  /**
   * A border.
   *
   * @param mask takes secrets out of a text
   * @param failed told each fault with the step's name
   */
  public Guard(UnaryOperator<String> mask, BiConsumer<String, Problem> failed) {
    this.mask = mask;
    this.failed = failed;
  }

  /** The step's result; its fault as a failure Temporal understands. */
  public <T> T step(String name, String where, Supplier<T> step) {
    try {
      return step.get();
    } catch (ActivityCompletionException cancelledOrSuperseded) {
      throw cancelledOrSuperseded;
    } catch (Fault fault) {
      throw failure(name, fault);
    } catch (RuntimeException | StackOverflowError unexpected) {
      throw failure(name, defect(where, unexpected));
    }
  }

  /** What is wrong, with every secret masked and no text too long to travel. */
  public Problem masked(Problem problem) {
    String fix = problem.fix();
    return new Problem(
        problem.code(),
        cut(mask.apply(problem.where())),
        cut(mask.apply(problem.message())),
        fix == null ? null : cut(mask.apply(fix)));
  }

  private ApplicationFailure failure(String step, Fault fault) {
    Problem problem = masked(fault.problem());
    failed.accept(step, problem);
    @Nullable Duration retryAfter = fault.retryAfter().orElse(null);
    return ApplicationFailure.newBuilder()
        .setMessage(problem.line())
        .setType(fault.kind().wireName())
        .setDetails(new FaultReport(fault.kind(), problem, retryAfter))
        .setNonRetryable(true)
        .setCategory(
            fault.kind() == FaultKind.UNAVAILABLE
                ? ApplicationErrorCategory.BENIGN
                : ApplicationErrorCategory.UNSPECIFIED)
        .build();
  }

  private Fault defect(String where, Throwable unexpected) {
    StringBuilder stack = new StringBuilder();
    for (Throwable t = unexpected; t != null; t = t.getCause()) {
      stack.append(t).append('\n');
      for (StackTraceElement element : t.getStackTrace()) {
        stack.append("    at ").append(element).append('\n');
      }
    }
    LOG.error("defect where={} {}", where, mask.apply(stack.toString()));
    return new Fault.Defect(
        "step.unexpected", where, "unexpected " + unexpected.getClass().getSimpleName(), null);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }
}
