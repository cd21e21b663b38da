package dev.eider.cli;

import dev.eider.flow.ReplayWorkflow;
import dev.eider.plan.StreamPlan;
import dev.eider.plan.SyncPlan;
import dev.eider.step.Quarantine;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eider quarantine …}: rows that could not be written. */
@Command(name = "quarantine", description = "List, show or replay rows that could not be written.")
final class QuarantineCommand extends Group {
  private static final String NOTHING = "nothing is set aside";

  static CommandLine withVerbs(Surroundings around) {
    return new CommandLine(new QuarantineCommand())
        .addSubcommand(new Heaps(around))
        .addSubcommand(new Show(around))
        .addSubcommand(new Replay(around));
  }

  @Command(name = "list", description = "Count what is set aside, by stream and reason.")
  static final class Heaps extends SyncVerb {
    Heaps(Surroundings around) {
      super(around);
    }

    @Override
    ExitCode run(Printer printer) {
      return withWorker(
          printer,
          (link, plan) -> {
            List<Quarantine.Heap> heaps = held(link, plan, null, 0).heaps();
            printer.data(heaps, () -> text(heaps));
            return ExitCode.DONE;
          });
    }

    private static String text(List<Quarantine.Heap> heaps) {
      if (heaps.isEmpty()) {
        return NOTHING;
      }
      Columns table = new Columns("STREAM", "CODE", "ROWS", "OLDEST", "NEWEST", "REASON");
      heaps.forEach(
          heap ->
              table.row(
                  heap.stream(),
                  heap.code(),
                  heap.rows(),
                  heap.oldest(),
                  heap.newest(),
                  heap.message()));
      return table.text();
    }
  }

  @Command(name = "show", description = "Show rows that are set aside, each with its reason.")
  static final class Show extends SyncVerb {
    private static final int MOST = 1_000;

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "STREAM",
        description = "only this stream's")
    @Nullable String stream;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "20",
        description = "so many rows at most; left out, ${DEFAULT-VALUE}")
    int limit = 20;

    Show(Surroundings around) {
      super(around);
    }

    @Override
    ExitCode run(Printer printer) {
      return withWorker(
          printer,
          (link, plan) -> {
            Quarantine.Held held = held(link, plan, stream, Math.clamp(limit, 1, MOST));
            SetAsideText text = SetAsideText.of(held.rows());
            printer.data(text.rows(), () -> held.rows().isEmpty() ? NOTHING : text.text());
            long all = held.heaps().stream().mapToLong(Quarantine.Heap::rows).sum();
            if (all > held.rows().size()) {
              printer.say(Numbers.rows(all) + " are set aside: --limit shows up to 1,000 of them");
            }
            return ExitCode.DONE;
          });
    }
  }

  @Command(
      name = "replay",
      description = "Try rows again that are set aside; those still wrong stay, with their reason.")
  static final class Replay extends SyncVerb {
    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "STREAM",
        description = "only this stream's")
    @Nullable String stream;

    Replay(Surroundings around) {
      super(around);
    }

    @Override
    ExitCode run(Printer printer) {
      return withWorker(
          printer,
          (link, plan) -> {
            refuseUnknown(plan, stream);
            refuseRunning(link, plan);
            ReplayWorkflow.Request request =
                new ReplayWorkflow.Request(plan, stream == null ? List.of() : List.of(stream));
            List<ReplayWorkflow.Replayed> all =
                List.of(
                    answer(
                        link,
                        plan,
                        new Question("Replay", "quarantine", request),
                        ReplayWorkflow.Replayed[].class));
            printer.data(all, () -> text(all));
            return all.stream().anyMatch(one -> one.left() > 0) ? ExitCode.PARTIAL : ExitCode.DONE;
          });
    }

    private static String text(List<ReplayWorkflow.Replayed> all) {
      if (all.isEmpty()) {
        return NOTHING;
      }
      Columns table =
          new Columns("STREAM", "TABLE", "TRIED", "NEW", "CHANGED", "EQUAL", "STILL", "NOTE");
      for (ReplayWorkflow.Replayed one : all) {
        table.row(
            one.stream(),
            one.table() == null ? "-" : one.table(),
            one.tried(),
            one.counts().inserted(),
            one.counts().updated(),
            one.counts().unchanged(),
            one.left(),
            one.note() == null ? "" : one.note());
      }
      return table.text();
    }
  }

  private static Quarantine.Held held(Link link, SyncPlan plan, @Nullable String stream, int rows) {
    refuseUnknown(plan, stream);
    Quarantine.Of of =
        new Quarantine.Of(plan.name(), stream == null ? List.of() : List.of(stream), rows);
    return SyncVerb.answer(
        link, plan, new SyncVerb.Question("Quarantine", "quarantine", of), Quarantine.Held.class);
  }

  /** Where the plan names its streams, a misspelt one is not taken for one without such rows. */
  private static void refuseUnknown(SyncPlan plan, @Nullable String stream) {
    List<String> names = plan.streams().stream().map(StreamPlan::name).toList();
    if (stream != null && !names.isEmpty() && !names.contains(stream)) {
      throw Trouble.wrong(
          "quarantine.unknown_stream",
          stream,
          "expected a stream of sync '" + plan.name() + "' but was '" + stream + "'",
          "write one of " + names.stream().collect(Collectors.joining(", ")));
    }
  }
}
