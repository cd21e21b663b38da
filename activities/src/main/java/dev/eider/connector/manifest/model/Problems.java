package dev.eider.connector.manifest.model;

import dev.eider.fault.Fault.Misconfigured;
import dev.eider.outcome.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong, told at once. */
public final class Problems {
  private Problems() {}

  /** Throws when there are any: the first is the fault's, the others stand in its words. */
  public static void requireNone(List<Problem> problems) {
    if (problems.isEmpty()) {
      return;
    }
    Problem first = problems.getFirst();
    String others =
        problems.stream().skip(1).map(Problem::line).collect(Collectors.joining("; also "));
    throw new Misconfigured(
        new Problem(
            first.code(),
            first.where(),
            others.isEmpty() ? first.message() : first.message() + "; also " + others,
            first.fix()));
  }
}
