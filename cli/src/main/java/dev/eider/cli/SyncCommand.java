package dev.eider.cli;

import dev.eider.plan.StreamPlan;
import dev.eider.plan.SyncPlan;
import dev.eider.plan.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eider sync FILE}: starts a sync, or attaches to it when it runs, and follows it. */
@Command(
    name = "sync",
    description = {
      "Run a sync and follow it; one that runs already is attached to.",
      "Ctrl-C once detaches, twice cancels."
    })
final class SyncCommand extends Verb {
  @Parameters(paramLabel = "FILE", description = "the sync file")
  Path file = Path.of("sync.yaml");

  @Option(
      names = "--streams",
      split = ",",
      paramLabel = "NAME",
      description = "only these, separated by commas")
  List<String> streams = new ArrayList<>();

  @Option(
      names = "--full-refresh",
      description = "forget checkpoints and read everything from the beginning")
  boolean fullRefresh;

  @Option(names = "--no-wait", description = "start it and return at once")
  boolean noWait;

  @Mixin ConnectionOptions connection = new ConnectionOptions();

  @Mixin PromptOptions prompting = new PromptOptions();

  SyncCommand(Surroundings around) {
    super(around);
  }

  @Override
  ExitCode run(Printer printer) throws Exception {
    SyncPlan plan = chosen(read(file, printer).plan());
    SyncRun run = new SyncRun(around(), connection, printer);
    return noWait
        ? run.only(plan)
        : run.toTheEnd(prompting.job(around(), connection.environment(around()), plan, file));
  }

  private SyncPlan chosen(SyncPlan plan) {
    return new SyncPlan(
        plan.name(),
        plan.source(),
        plan.destination(),
        streams.isEmpty() ? plan.streams() : streams.stream().map(n -> stream(plan, n)).toList(),
        fullRefresh,
        plan.pace(),
        plan.verify());
  }

  private static StreamPlan stream(SyncPlan plan, String name) {
    List<String> known = plan.streams().stream().map(StreamPlan::name).toList();
    Optional<StreamPlan> found =
        plan.streams().stream().filter(stream -> stream.name().equals(name)).findFirst();
    if (found.isEmpty() && !known.isEmpty()) {
      throw Trouble.wrong(
          "cli.unknown_stream",
          "eider sync --streams",
          "expected one of " + String.join(", ", known) + " but was '" + name + "'",
          Words.closest(name, known).map(word -> "write " + word).orElse("add it to the file"));
    }
    return found.orElseGet(() -> StreamPlan.of(name));
  }
}
