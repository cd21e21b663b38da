package dev.eider.flow;

import dev.eider.outcome.Counts;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Outcome;
import dev.eider.outcome.Question;
import dev.eider.outcome.StreamReport;
import dev.eider.outcome.Vectors;
import dev.eider.plan.Position;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.step.BatchRef;
import dev.eider.step.Checkpoint;
import dev.eider.step.Extract;
import dev.eider.step.Load;
import dev.eider.step.Sweep;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One stream: open, then extract and load chunk after chunk, close. */
public final class StreamWorkflowImpl implements StreamWorkflow {
  /** A chunk costs about 13 events, and a history of more than 2,000 is slow to show and replay. */
  static final int CHUNKS_PER_RUN = 120;

  private final Request request;
  private final Labels labels;
  private final Patience patience;
  private final Instant started;
  private final Approval approval = new Approval(this::parked);

  private StreamTask task;
  private Counts counts;
  private int loaded;
  private String phase = "opening";
  private String before = phase;
  private Outcome outcome = Outcome.RUNNING;
  private @Nullable String state;
  private @Nullable FaultReport waiting;
  private @Nullable Instant ended;
  private @Nullable Long total;
  private @Nullable String note;
  private @Nullable Vectors vectors;

  /** Called by the SDK before {@link #run}, so that a query finds a report at any moment. */
  @WorkflowInit
  public StreamWorkflowImpl(Request request) {
    this.request = request;
    this.task = request.task();
    Continued before = request.continued();
    this.counts = before == null ? Counts.NONE : before.counts();
    this.loaded = before == null ? 0 : before.chunk();
    this.state = before == null ? null : before.at().state();
    this.total = before == null ? null : before.total();
    this.vectors = before == null ? null : before.vectors();
    this.note = before == null ? null : before.note();
    this.started = before == null ? now() : before.started();
    this.labels = new Labels(request.sync(), request.searchAttributes());
    this.patience = new Patience(task.stream(), request.pace().giveUpAfter(), this::waits);
  }

  @Override
  public StreamReport run(Request ignored) {
    try {
      Continued from = request.continued() == null ? open() : request.continued();
      Continued written = from.vectors() == null ? written(from) : from;
      new Embedding(patience, this::embedded).run(request, task, written);
      return ended(Outcome.DONE, null);
    } catch (TemporalFailure failure) {
      if (Blame.isCancelled(failure)) {
        ended(Outcome.CANCELLED, null);
        throw failure;
      }
      FaultReport fault = Blame.of(failure, task.stream());
      throw Blame.failure(fault, ended(Outcome.FAILED, fault));
    }
  }

  private Continued written(Continued from) {
    Read read = read(from);
    boolean swept = sweep(from.generation(), read.gone());
    close(from.generation(), read.last(), swept);
    return new Continued(from.generation(), loaded, read.last(), counts, started, total)
        .embedded(Vectors.NONE, note);
  }

  private Continued open() {
    show("opening");
    Beginning beginning = new Beginning(request, patience, approval);
    Checkpoint.Opened opened = beginning.opened();
    state = opened.state();
    task = beginning.task(opened, now());
    boolean goesOn = task.mode() != ReadMode.FULL_REFRESH && !request.fresh();
    Position at = Position.from(goesOn ? opened.state() : null);
    return new Continued(opened.generation(), 0, at, counts, started);
  }

  /** Extracts one chunk while the one before it is loaded. */
  private Read read(Continued from) {
    @Nullable BatchRef gone = null;
    Position at = from.at();
    int chunk = from.chunk();
    Promise<@Nullable Void> loading = Workflow.newPromise(null);
    try {
      while (!at.complete()) {
        if (chunk - from.chunk() >= CHUNKS_PER_RUN
            || Workflow.getInfo().isContinueAsNewSuggested()) {
          loading.get();
          Continued reached =
              new Continued(from.generation(), chunk, at, counts, started, total, null, note);
          Workflow.continueAsNew(request.from(task, reached));
        }
        show("extracting");
        Extract.Extracted extracted = extract(from.generation(), chunk, at);
        counts = counts.plus(extracted.counts());
        total = extracted.total() == null ? total : extracted.total();
        at = extracted.reached();
        gone = extracted.gone();
        note = extracted.note() == null ? note : extracted.note();
        loading.get();
        loading = startLoading(from.generation(), chunk, extracted);
        TooManySetAside.stop(task, counts, extracted, loading);
        chunk++;
      }
      show("loading");
      loading.get();
      return new Read(at, gone);
    } catch (TemporalFailure failure) {
      Closing.await(loading); // what is being loaded is counted, even when nothing follows it
      throw failure;
    }
  }

  private Extract.Extracted extract(long generation, int chunk, Position at) {
    Extract.Request what =
        new Extract.Request(
            request.sync(), request.source(), task, generation, chunk, at, request.pace());
    return patience.insistOn(
        () -> Verbs.extract("extract chunk " + chunk + " of " + task.stream()).extract(what));
  }

  private Promise<@Nullable Void> startLoading(
      long generation, int chunk, Extract.Extracted extracted) {
    if (extracted.batch() == null) {
      return Workflow.newPromise(null);
    }
    Load.Request what =
        new Load.Request(
            request.sync(),
            request.sourceName(),
            request.destination(),
            task,
            generation,
            chunk,
            extracted.batch(),
            extracted.reached());
    String summary =
        "load chunk " + chunk + " of " + task.stream() + ": " + extracted.batch().rows() + " rows";
    return Async.procedure(
        () -> {
          Counts done = patience.insistOn(() -> Verbs.load(summary).load(what));
          counts = counts.plus(done);
          loaded = chunk + 1;
          state = extracted.reached().state();
          show(phase);
        });
  }

  private boolean sweep(long generation, @Nullable BatchRef gone) {
    if (!Sweeping.follows(task)) {
      return false;
    }
    if (task.mode() == ReadMode.COMPARE && gone == null) {
      return true;
    }
    show("comparing");
    Sweep.Request what =
        new Sweep.Request(
            request.sync(), request.sourceName(), request.destination(), task, generation, gone);
    Sweeping.Swept swept = new Sweeping(task, patience, approval).run(what, counts);
    counts = counts.plus(swept.counts());
    note = swept.note() == null ? note : swept.note();
    return swept.done();
  }

  private void close(long generation, Position last, boolean swept) {
    show("closing");
    counts = counts.plus(new Closing(request, patience).run(task, generation, last, swept));
    state = last.state();
  }

  /** After the rows: whatever ends it, the next piece or the next sync finds what is left to do. */
  private void embedded(Vectors done, @Nullable String word) {
    vectors = done;
    note = word;
    show("embedding");
  }

  /** While it waits for an answer, it does not take the place of another stream of the sync. */
  private void parked(@Nullable Question question) {
    before = question == null ? before : phase;
    show(question == null ? before : "parked");
    Workflow.getInfo()
        .getParentWorkflowId()
        .ifPresent(
            sync ->
                Workflow.newExternalWorkflowStub(SyncWorkflow.class, sync)
                    .parked(task.stream(), question != null));
  }

  @Override
  public Question decide(boolean approved) {
    return approval.answered(approved);
  }

  @Override
  public void refuseUnasked(boolean approved) {
    approval.refuseUnasked();
  }

  private void waits(@Nullable FaultReport fault) {
    waiting = fault;
    show(fault == null ? "extracting" : "waiting");
  }

  private void show(String now) {
    phase = now;
    labels.show(phase, outcome, counts.read());
    labels.details(report());
  }

  private StreamReport ended(Outcome how, @Nullable FaultReport fault) {
    outcome = how;
    waiting = fault;
    ended = now();
    show(how.word());
    return report();
  }

  @Override
  public StreamReport report() {
    return new StreamReport(
        task.stream(),
        task.table(),
        task.mode().word() + ", " + task.write().word(),
        outcome,
        phase,
        counts,
        loaded,
        state,
        waiting,
        started,
        ended,
        total,
        approval.question(),
        note,
        vectors);
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  /**
   * A read that reached its end.
   *
   * @param last where it ended
   * @param gone the keys that are gone, where the source told
   */
  private record Read(Position last, @Nullable BatchRef gone) {}
}
