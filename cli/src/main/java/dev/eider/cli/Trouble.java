package dev.eider.cli;

import dev.eider.outcome.Problem;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a command cannot go on, in the words of {@link Problem}, with the code it ends with. */
final class Trouble extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exit;
  private final transient List<Problem> problems;

  Trouble(ExitCode exit, List<Problem> problems, @Nullable Throwable cause) {
    super(problems.stream().map(Problem::line).collect(Collectors.joining("; ")), cause);
    this.exit = exit;
    this.problems = List.copyOf(problems);
  }

  static Trouble wrong(String code, String where, String message, @Nullable String fix) {
    return new Trouble(ExitCode.WRONG, List.of(new Problem(code, where, message, fix)), null);
  }

  static Trouble world(String code, String where, String message, @Nullable String fix) {
    return new Trouble(ExitCode.WORLD, List.of(new Problem(code, where, message, fix)), null);
  }

  ExitCode exit() {
    return exit;
  }

  List<Problem> problems() {
    return problems;
  }
}
