package dev.eider.cli.syncfile;

import dev.eider.outcome.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A sync file that cannot become a plan, with all of its problems. */
public final class InvalidSyncFile extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  InvalidSyncFile(List<Problem> problems) {
    super(problems.stream().map(Problem::line).collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong, in the order of the file's lines. */
  public List<Problem> problems() {
    return problems;
  }
}
