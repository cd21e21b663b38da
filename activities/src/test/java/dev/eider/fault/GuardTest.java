package dev.eider.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eider.outcome.FaultKind;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Problem;
import io.temporal.client.ActivityCanceledException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class GuardTest {
  private final List<Problem> told = new ArrayList<>();
  private final Guard guard =
      new Guard(text -> text.replace("hunter2", "***"), (step, problem) -> told.add(problem));

  @Test
  void tellsTemporalWhoMustActAndWhen() {
    ApplicationFailure failure =
        failureOf(
            () -> {
              throw new Fault.Unavailable(
                  "http.throttled", "api.example", "asked to wait", Duration.ofSeconds(90), null);
            });

    assertThat(failure.getType()).isEqualTo("Unavailable");
    assertThat(failure.isNonRetryable()).isTrue();
    FaultReport report = failure.getDetails().get(0, FaultReport.class);
    assertThat(report.kind()).isEqualTo(FaultKind.UNAVAILABLE);
    assertThat(report.retryAfter()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void masksSecretsInEveryText() {
    ApplicationFailure failure =
        failureOf(
            () -> {
              throw new Fault.Denied("x", "https://h/hunter2", "token hunter2", "drop hunter2");
            });

    assertThat(failure.toString()).doesNotContain("hunter2");
    assertThat(failure.getDetails().get(0, FaultReport.class).toString()).doesNotContain("hunter2");
    assertThat(told.toString()).doesNotContain("hunter2");
  }

  @Test
  void carriesNoCauseThatMightHoldASecret() {
    ApplicationFailure failure =
        failureOf(
            () -> {
              throw new Fault.Unavailable(
                  "x", "h", "m", null, new IllegalStateException("hunter2"));
            });

    assertThat(failure.getCause()).isNull();
  }

  @Test
  void callsAnythingUnexpectedADefectWithoutItsWords() {
    ApplicationFailure failure =
        failureOf(
            () -> {
              throw new IllegalStateException("row content and hunter2");
            });

    assertThat(failure.getType()).isEqualTo("Defect");
    assertThat(failure.getOriginalMessage())
        .contains("IllegalStateException")
        .doesNotContain("row content");
  }

  @Test
  void cutsTextsTooLongToTravel() {
    ApplicationFailure failure =
        failureOf(
            () -> {
              throw new Fault.Misconfigured("x", "w", "y".repeat(50_000), null);
            });

    assertThat(failure.getOriginalMessage().length()).isLessThan(2_000);
  }

  @Test
  void letsACancellationPass() {
    ActivityCanceledException cancelled = new ActivityCanceledException();

    Throwable thrown =
        catchThrowableOfType(
            ActivityCanceledException.class,
            () ->
                guard.step(
                    "Load",
                    "orders",
                    () -> {
                      throw cancelled;
                    }));

    assertThat(thrown).isSameAs(cancelled);
  }

  private ApplicationFailure failureOf(Supplier<Object> step) {
    return catchThrowableOfType(
        ApplicationFailure.class, () -> guard.step("Extract", "orders", step));
  }
}
