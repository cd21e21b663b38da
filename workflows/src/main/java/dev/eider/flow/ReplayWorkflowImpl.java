package dev.eider.flow;

import dev.eider.outcome.Counts;
import dev.eider.plan.Position;
import dev.eider.plan.StreamTask;
import dev.eider.step.BatchRef;
import dev.eider.step.Check;
import dev.eider.step.Checkpoint;
import dev.eider.step.Load;
import dev.eider.step.Quarantine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** For each stream: stage, load, settle; the ledger makes each of it once. */
public final class ReplayWorkflowImpl implements ReplayWorkflow {
  /** So many hexadecimal digits fit below {@link Load#REPLAYED}. */
  private static final int DIGITS = 7;

  @Override
  public List<Replayed> run(Request request) {
    String sync = request.plan().name();
    Quarantine.Of of = new Quarantine.Of(sync, request.streams(), 0);
    Map<String, Long> held = new LinkedHashMap<>();
    Once.ask(sync, () -> Verbs.quarantine("rows that are set aside").show(of))
        .heaps()
        .forEach(heap -> held.merge(heap.stream(), heap.rows(), Long::sum));
    if (held.isEmpty()) {
      return List.of();
    }
    Check.Checked checked =
        Once.ask(sync, () -> Verbs.check("check " + sync).check(request.plan()));
    List<Replayed> all = new ArrayList<>();
    held.forEach((stream, rows) -> all.add(replay(request, checked, stream, rows)));
    return all;
  }

  private static Replayed replay(Request request, Check.Checked checked, String stream, long rows) {
    Optional<StreamTask> task =
        checked.streams().stream().filter(known -> known.stream().equals(stream)).findFirst();
    if (task.isEmpty()) {
      return untried(stream, rows, "the sync has no such stream any more");
    }
    String sync = request.plan().name();
    Checkpoint.Show show = new Checkpoint.Show(sync, request.plan().destination(), List.of(stream));
    List<Checkpoint.Line> lines =
        Once.ask(sync, () -> Verbs.checkpoint("newest run of " + stream).show(show));
    if (lines.isEmpty()) {
      return untried(stream, rows, "its destination has no run of it: sync it first");
    }
    return replay(request, checked, task.get().replaying(), lines.getFirst().generation());
  }

  private static Replayed replay(
      Request request, Check.Checked checked, StreamTask task, long generation) {
    String sync = request.plan().name();
    Quarantine.Stage stage = new Quarantine.Stage(sync, task, generation);
    Quarantine.Staged staged =
        Once.ask(
            sync, () -> Verbs.quarantine("stage set-aside rows of " + task.stream()).stage(stage));
    BatchRef batch = staged.batch();
    if (batch == null) {
      return new Replayed(task.stream(), task.table(), 0, Counts.NONE, 0, null);
    }
    Counts counts = staged.counts();
    if (batch.rows() > 0) {
      Load.Request load =
          new Load.Request(
              sync,
              checked.sourceName(),
              request.plan().destination(),
              task,
              generation,
              chunk(batch),
              batch,
              Position.end(null));
      String summary = "load " + batch.rows() + " set-aside rows of " + task.stream();
      counts = counts.plus(Once.ask(sync, () -> Verbs.load(summary).load(load)));
    }
    Quarantine.Settle settle = new Quarantine.Settle(sync, task.stream(), batch, staged.files());
    long left = Once.ask(sync, () -> Verbs.quarantine("settle " + task.stream()).settle(settle));
    return new Replayed(task.stream(), task.table(), staged.counts().read(), counts, left, null);
  }

  /** By its content, so that the same rows are the same batch whoever tries them again. */
  private static int chunk(BatchRef batch) {
    return Load.REPLAYED + Integer.parseInt(batch.sha256().substring(0, DIGITS), 16);
  }

  private static Replayed untried(String stream, long rows, String why) {
    return new Replayed(stream, null, 0, Counts.NONE, rows, why);
  }
}
