package dev.eider.flow;

import dev.eider.outcome.Counts;
import dev.eider.outcome.FaultKind;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Problem;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.Detection;
import dev.eider.plan.EmbedPlan;
import dev.eider.plan.Fuse;
import dev.eider.plan.Position;
import dev.eider.plan.ReadMode;
import dev.eider.plan.Removal;
import dev.eider.plan.StreamTask;
import dev.eider.plan.SyncPlan;
import dev.eider.plan.Tolerance;
import dev.eider.plan.WriteMode;
import dev.eider.step.BatchRef;
import dev.eider.step.Check;
import dev.eider.step.Checkpoint;
import dev.eider.step.Extract;
import dev.eider.step.Load;
import dev.eider.step.Sweep;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Steps that play a script: a source of numbered rows and a destination that remembers batches. */
final class ScriptedSteps implements Check, Extract, Load, Checkpoint, Sweep {
  /** What a first chunk tells a person of its read. */
  volatile @Nullable String note;

  /** What a first chunk says about the length of its read. */
  volatile @Nullable Long total;

  static final int ROWS_PER_CHUNK = 10;

  private final String queue;
  private final List<StreamTask> tasks = new ArrayList<>();
  private final Map<String, Integer> chunks = new ConcurrentHashMap<>();
  private final Map<String, Deque<ApplicationFailure>> extractFailures = new ConcurrentHashMap<>();
  private final Map<String, Deque<ApplicationFailure>> loadFailures = new ConcurrentHashMap<>();
  private final Map<String, String> states = new ConcurrentHashMap<>();
  private final AtomicInteger extracting = new AtomicInteger();
  private final AtomicInteger mostExtracting = new AtomicInteger();
  private final Set<String> blocked = ConcurrentHashMap.newKeySet();

  private final Map<String, Found> found = new ConcurrentHashMap<>();

  /** When rows that are gone were last looked for. */
  volatile @Nullable Instant swept;

  /** What broke a promise in every stream's schema. */
  volatile @Nullable List<String> schemaChanges;

  /** Rows each chunk sets aside. */
  volatile long setAside;

  /** How many may be; null = any number. */
  volatile @Nullable Tolerance tolerance;

  final List<String> loaded = new CopyOnWriteArrayList<>();
  final List<String> read = new CopyOnWriteArrayList<>();
  final List<String> log = new CopyOnWriteArrayList<>();

  ScriptedSteps(String queue) {
    this.queue = queue;
  }

  ScriptedSteps stream(String name, int chunkCount) {
    return stream(
        name, chunkCount, ReadMode.INCREMENTAL, new WriteMode.Upsert(List.of("id"), null));
  }

  /** A mirrored stream in one chunk, with so many of its rows gone. */
  ScriptedSteps mirror(String name, Detection detection, long gone, long present) {
    found.put(name, new Found(gone, present));
    ReadMode pass = ReadMode.FULL_REFRESH;
    ReadMode mode = detection == Detection.EVERY_SYNC ? pass : ReadMode.INCREMENTAL;
    return stream(
        name,
        1,
        mode,
        new WriteMode.Mirror(List.of("id"), null, pass, detection, Removal.HARD, Fuse.DEFAULT));
  }

  /** A mirror that is compared, without a cursor to go on from between two looks. */
  ScriptedSteps compared(String name, Detection detection) {
    ReadMode pass = ReadMode.COMPARE;
    return stream(
        name,
        1,
        ReadMode.FULL_REFRESH,
        new WriteMode.Mirror(List.of("id"), null, pass, detection, Removal.HARD, Fuse.DEFAULT));
  }

  /** A stream in one chunk whose rows become documents. */
  ScriptedSteps embedded(String name, EmbedPlan embed) {
    return stream(name, 1, ReadMode.INCREMENTAL, new WriteMode.Upsert(List.of("id"), null), embed);
  }

  private ScriptedSteps stream(String name, int chunkCount, ReadMode mode, WriteMode write) {
    return stream(name, chunkCount, mode, write, null);
  }

  private ScriptedSteps stream(
      String name, int chunkCount, ReadMode mode, WriteMode write, @Nullable EmbedPlan embed) {
    tasks.add(
        new StreamTask(
            name,
            mode,
            write,
            "updated_at",
            Duration.ZERO,
            name,
            null,
            "schemas/" + name + ".json",
            BatchFormat.NDJSON,
            null,
            null,
            embed));
    chunks.put(name, chunkCount);
    return this;
  }

  ScriptedSteps extractFails(String stream, FaultKind kind, @Nullable Duration retryAfter) {
    extractFailures.computeIfAbsent(stream, s -> new ArrayDeque<>()).add(fault(kind, retryAfter));
    return this;
  }

  ScriptedSteps loadFails(String stream, FaultKind kind) {
    loadFailures.computeIfAbsent(stream, s -> new ArrayDeque<>()).add(fault(kind, null));
    return this;
  }

  ScriptedSteps blocks(String stream) {
    blocked.add(stream);
    return this;
  }

  ScriptedSteps knows(String stream, String state) {
    states.put(stream, state);
    return this;
  }

  int mostExtracting() {
    return mostExtracting.get();
  }

  @Override
  public Checked check(SyncPlan plan) {
    log.add("check");
    List<Problem> notes = List.of();
    List<StreamTask> tolerant = tasks.stream().map(this::tolerant).toList();
    return new Checked(queue, "source-scripted", "f1", tolerant, notes, false);
  }

  private StreamTask tolerant(StreamTask task) {
    return new StreamTask(
        task.stream(),
        task.mode(),
        task.write(),
        task.cursor(),
        task.lookback(),
        task.table(),
        task.columns(),
        task.schema(),
        task.format(),
        task.evolution(),
        tolerance,
        task.embed());
  }

  @Override
  public Opened open(Open request) {
    log.add("open " + request.task().stream());
    if (request.accepted()) {
      log.add("accepted " + request.task().stream());
    }
    List<String> changes = request.accepted() ? null : schemaChanges;
    return new Opened(1, states.get(request.task().stream()), swept, changes);
  }

  @Override
  public Extracted extract(Extract.Request request) {
    String stream = request.task().stream();
    int now = extracting.incrementAndGet();
    mostExtracting.accumulateAndGet(now, Math::max);
    try {
      while (blocked.contains(stream)) {
        io.temporal.activity.Activity.getExecutionContext().heartbeat("blocked");
        Thread.onSpinWait();
      }
      fail(extractFailures.get(stream));
      log.add("extract " + stream + " " + request.chunk() + " from " + request.from().resume());
      read.add(request.task().mode() + " from " + request.from().state());
      int next = request.chunk() + 1;
      Position reached =
          next >= chunks.getOrDefault(stream, 0)
              ? Position.end("s" + next)
              : Position.within("s" + next, "page " + next);
      boolean empty = chunks.getOrDefault(stream, 0) == 0;
      BatchRef batch =
          empty
              ? null
              : new BatchRef(
                  stream + "/" + request.chunk(), BatchFormat.NDJSON, ROWS_PER_CHUNK, 100, "00");
      Counts counts = Counts.extracted(empty ? 0 : ROWS_PER_CHUNK, setAside, 1, 100);
      boolean first = next == 1;
      return new Extracted(
          batch, reached, counts, first ? total : null, null, null, first ? note : null);
    } finally {
      extracting.decrementAndGet();
    }
  }

  @Override
  public Counts load(Load.Request request) {
    fail(loadFailures.get(request.task().stream()));
    loaded.add(request.batch().key() + " → " + request.reached().state());
    return Counts.loaded(request.batch().rows(), 0, 0);
  }

  @Override
  public Counts close(Close request) {
    log.add("close " + request.task().stream() + " at " + request.last().state());
    if (request.swept()) {
      log.add("swept " + request.task().stream());
    }
    return Counts.NONE;
  }

  @Override
  public void settle(Settle request) {
    log.add("settle " + request.task().stream());
  }

  @Override
  public Found survey(Sweep.Request request) {
    log.add("survey " + request.task().stream());
    return found.getOrDefault(request.task().stream(), new Found(0, 0));
  }

  @Override
  public Counts remove(Sweep.Request request) {
    long gone = found.getOrDefault(request.task().stream(), new Found(0, 0)).gone();
    log.add("remove " + gone + " of " + request.task().stream());
    return new Counts(0, 0, 0, 0, gone, 0, 0, 0);
  }

  @Override
  public List<Line> show(Show request) {
    return List.of();
  }

  @Override
  public List<Line> reset(Show request) {
    return List.of();
  }

  private static void fail(@Nullable Deque<ApplicationFailure> script) {
    if (script == null) {
      return;
    }
    synchronized (script) {
      if (!script.isEmpty()) {
        throw script.poll();
      }
    }
  }

  private static ApplicationFailure fault(FaultKind kind, @Nullable Duration retryAfter) {
    Problem problem = new Problem("test.scripted", "api.example", "as the script says", "wait");
    return ApplicationFailure.newNonRetryableFailure(
        problem.line(), kind.wireName(), new FaultReport(kind, problem, retryAfter));
  }
}
