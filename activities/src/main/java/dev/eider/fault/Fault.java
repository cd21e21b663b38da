package dev.eider.fault;

import dev.eider.outcome.FaultKind;
import dev.eider.outcome.Problem;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, chosen where the fact is known, and by its kind: who must act. What varies
 * beyond the kind is data.
 */
public abstract sealed class Fault extends RuntimeException
    permits Fault.Misconfigured, Fault.Denied, Fault.Unavailable, Fault.Rejected, Fault.Defect {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  private Fault(Problem problem, @Nullable Throwable cause) {
    super(problem.line(), cause);
    this.problem = problem;
  }

  /** What, where, what to do. */
  public final Problem problem() {
    return problem;
  }

  /** Who must act. */
  public final FaultKind kind() {
    return switch (this) {
      case Misconfigured m -> FaultKind.MISCONFIGURED;
      case Denied d -> FaultKind.DENIED;
      case Unavailable u -> FaultKind.UNAVAILABLE;
      case Rejected r -> FaultKind.REJECTED;
      case Defect d -> FaultKind.DEFECT;
    };
  }

  /** How long the other side asked to be left alone, if it did. */
  public Optional<Duration> retryAfter() {
    return Optional.empty();
  }

  /** The plan or the manifest is wrong: its author edits it. */
  public static final class Misconfigured extends Fault {
    private static final long serialVersionUID = 1L;

    /** With the words of {@link Problem}. */
    public Misconfigured(String code, String where, String message, @Nullable String fix) {
      super(new Problem(code, where, message, fix), null);
    }

    /** As collected elsewhere. */
    public Misconfigured(Problem problem) {
      super(problem, null);
    }
  }

  /** A secret is missing, stale or too weak: somebody changes access. */
  public static final class Denied extends Fault {
    private static final long serialVersionUID = 1L;

    /** With the words of {@link Problem}. */
    public Denied(String code, String where, String message, @Nullable String fix) {
      super(new Problem(code, where, message, fix), null);
    }
  }

  /** Not now: wait and try again. */
  public static final class Unavailable extends Fault {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Duration retryAfter;

    /** With the words of {@link Problem}. */
    public Unavailable(
        String code,
        String where,
        String message,
        @Nullable Duration retryAfter,
        @Nullable Throwable cause) {
      super(new Problem(code, where, message, null), cause);
      this.retryAfter = retryAfter;
    }

    /** With advice for the one who watches it wait. */
    public Unavailable(Problem problem, @Nullable Duration retryAfter, @Nullable Throwable cause) {
      super(problem, cause);
      this.retryAfter = retryAfter;
    }

    @Override
    public Optional<Duration> retryAfter() {
      return Optional.ofNullable(retryAfter);
    }
  }

  /** This row is not accepted: somebody looks at the row. */
  public static final class Rejected extends Fault {
    private static final long serialVersionUID = 1L;

    /** With the words of {@link Problem}; the message never quotes the row. */
    public Rejected(String code, String where, String message, @Nullable String fix) {
      super(new Problem(code, where, message, fix), null);
    }
  }

  /** A promise of Eider broke. */
  public static final class Defect extends Fault {
    private static final long serialVersionUID = 1L;

    /** With the words of {@link Problem} and what caused it. */
    public Defect(String code, String where, String message, @Nullable Throwable cause) {
      super(
          new Problem(code, where, message, "report it with the worker's log of this moment"),
          cause);
    }
  }
}
