package dev.eider.cli;

import dev.eider.plan.SyncPlan;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether a missing secret may be asked for. */
final class PromptOptions {
  @Option(names = "--no-prompt", description = "never ask for a missing secret")
  boolean noPrompt;

  /** Work on the plan of a file, in this process. */
  LocalMode.Job job(
      Surroundings around, Map<String, String> environment, SyncPlan plan, Path file) {
    LocalMode.Job silent = silent(around, environment, plan, file);
    Optional<Prompt> prompt = noPrompt ? Optional.empty() : around.prompt();
    return new LocalMode.Job(environment, plan, silent.folder(), prompt.orElse(null));
  }

  /** The same for a command that never asks. */
  static LocalMode.Job silent(
      Surroundings around, Map<String, String> environment, SyncPlan plan, Path file) {
    Path folder = around.resolve(file).toAbsolutePath().normalize().getParent();
    return new LocalMode.Job(environment, plan, folder == null ? around.folder() : folder, null);
  }
}
