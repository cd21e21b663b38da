package dev.eider.cli;

import dev.eider.cli.syncfile.InvalidSyncFile;
import dev.eider.outcome.Problem;
import dev.eider.plan.Words;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowNotFoundException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** What went wrong, in blocks of what, where and what to do; never a stack trace unless asked. */
final class Failures {

  private Failures() {}

  /** Prints a failure and says which code the process ends with. */
  static ExitCode print(Throwable failure, Printer printer) {
    Trouble trouble = explained(failure);
    printer.problems(trouble.problems());
    printer.stack(failure);
    if (printer.json()) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("exit", trouble.exit().number());
      answer.put("problems", trouble.problems());
      printer.data(answer, String::new);
    }
    return trouble.exit();
  }

  static Trouble explained(Throwable failure) {
    if (failure instanceof Trouble trouble) {
      return trouble;
    }
    if (failure instanceof InvalidSyncFile invalid) {
      return new Trouble(ExitCode.WRONG, invalid.problems(), null);
    }
    if (failure instanceof CommandLine.ParameterException usage) {
      return usage(usage);
    }
    if (failure instanceof WorkflowNotFoundException missing) {
      String id = missing.getExecution().getWorkflowId();
      return Trouble.wrong(
          "sync.not_found",
          id,
          "expected a sync of that name on this server but there is none",
          "see 'eider list', or start it with 'eider sync FILE'");
    }
    Trouble server = server(failure);
    return server != null ? server : defect(failure);
  }

  private static Trouble usage(CommandLine.ParameterException usage) {
    String verb = usage.getCommandLine().getCommandSpec().qualifiedName();
    if (usage instanceof CommandLine.UnmatchedArgumentException unmatched) {
      return unmatched(unmatched, verb);
    }
    String said = String.valueOf(usage.getMessage()).lines().findFirst().orElse("");
    return Trouble.wrong(
        "cli.usage",
        verb,
        said.isEmpty() ? "expected other arguments" : lowered(said),
        "see '" + verb + " --help'");
  }

  private static Trouble unmatched(CommandLine.UnmatchedArgumentException usage, String verb) {
    String word = usage.getUnmatched().getFirst();
    List<String> verbs = List.copyOf(usage.getCommandLine().getSubcommands().keySet());
    boolean flag = word.startsWith("-");
    String expected = flag ? "an option" : verbs.isEmpty() ? "no further argument" : "a command";
    // Picocli also suggests words that have little in common with the one that was written.
    List<String> close = flag ? usage.getSuggestions() : verbs;
    return Trouble.wrong(
        "cli.usage",
        verb,
        "expected " + expected + " but was '" + word + "'",
        Words.closest(word, close)
            .map(meant -> "write " + meant)
            .orElse("see '" + verb + " --help'"));
  }

  private static String lowered(String text) {
    return Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }

  private static @Nullable Trouble server(Throwable failure) {
    StatusRuntimeException status = statusOf(failure);
    if (status == null) {
      return null;
    }
    String where = "Temporal server";
    Status.Code code = status.getStatus().getCode();
    String said = String.valueOf(status.getStatus().getDescription());
    // gRPC's list of codes is not ours to enumerate.
    return switch (code) {
      case UNIMPLEMENTED ->
          trouble(
              failure,
              "server.not_offered",
              where,
              "expected a real Temporal server but this one does not offer it: " + said,
              "set TEMPORAL_ADDRESS, or let Eider run a server: 'eider server start'");
      case NOT_FOUND ->
          trouble(failure, "server.not_found", where, "expected it to exist but: " + said, null);
      case PERMISSION_DENIED, UNAUTHENTICATED ->
          trouble(
              failure,
              "server.denied",
              where,
              "expected to be let in but: " + said,
              "check the profile's key or certificate");
      default ->
          trouble(
              failure,
              "server.unreachable",
              where,
              "expected an answer but: " + code + " " + said,
              "see 'eider doctor'");
    };
  }

  private static Trouble trouble(
      Throwable cause, String code, String where, String message, @Nullable String fix) {
    return new Trouble(ExitCode.WORLD, List.of(new Problem(code, where, message, fix)), cause);
  }

  private static @Nullable StatusRuntimeException statusOf(Throwable failure) {
    @Nullable Throwable at = failure;
    while (at != null) {
      if (at instanceof StatusRuntimeException status) {
        return status;
      }
      at = at.getCause();
    }
    return null;
  }

  private static Trouble defect(Throwable failure) {
    Problem problem =
        new Problem(
            "cli.defect",
            "eider",
            "expected to go on but: " + failure,
            "run it again with -v and report what it prints");
    return new Trouble(ExitCode.FAILED, List.of(problem), failure);
  }
}
