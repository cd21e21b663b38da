package dev.eider.worker;

import dev.eider.check.CheckSteps;
import dev.eider.destination.Destination;
import dev.eider.destination.Destinations;
import dev.eider.embedding.Embedders;
import dev.eider.event.LoggingListener;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Guard;
import dev.eider.outcome.Problem;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.Position;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.SyncPlan;
import dev.eider.plan.WriteMode;
import dev.eider.record.JsonText;
import dev.eider.record.RowSchema;
import dev.eider.record.RowSink;
import dev.eider.secret.Secrets;
import dev.eider.source.Source;
import dev.eider.source.Sources;
import dev.eider.source.StreamInfo;
import dev.eider.step.Check;
import dev.eider.vector.VectorStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at a plan's source and destination without a server: nothing is written, nothing kept. */
public final class Inspect {
  private final Settings settings;
  private final Secrets secrets;
  private final Sources sources = new Sources();

  /** Looks with these settings and secrets. */
  public Inspect(Settings settings, Secrets secrets) {
    this.settings = settings;
    this.secrets = secrets;
  }

  /** Reaches both ends and decides everything the plan left open. */
  public Check.Checked check(SyncPlan plan) {
    CheckSteps.Installation installation =
        new CheckSteps.Installation(settings.home(), settings.ownQueue(), () -> false);
    try (Embedders embedders = new Embedders()) {
      CheckSteps.Connectors connectors =
          new CheckSteps.Connectors(sources, new Destinations(), embedders, new VectorStores());
      return new CheckSteps(connectors, secrets, installation, new LoggingListener()).resolve(plan);
    }
  }

  /** Reaches the destination, and tells what it is called. */
  String reachDestination(SyncPlan plan) {
    try (Destination destination =
        new Destinations()
            .named(plan.destination().type())
            .open(
                new dev.eider.secret.Settings(
                    "/destination", plan.destination().options(), secrets, settings.home()))) {
      destination.check();
      return plan.destination().type();
    }
  }

  /** Every stream of the plan's source. */
  public List<StreamInfo> discover(SyncPlan plan) {
    try (Source source = open(plan)) {
      return source.discover();
    }
  }

  /** The first rows of a stream, as they would be staged. */
  public Sample preview(SyncPlan plan, String stream, int rows) {
    try (Source source = open(plan)) {
      List<StreamInfo> catalog = source.discover();
      StreamInfo info =
          catalog.stream()
              .filter(known -> known.name().equals(stream))
              .findFirst()
              .orElseThrow(() -> unknown(stream, catalog));
      FirstRows first = new FirstRows(rows);
      read(source, info, first);
      return sample(info.schema(), first.rows());
    }
  }

  /** What is wrong, with every secret that was looked up masked. */
  public Problem masked(Problem problem) {
    return new Guard(secrets::mask, (step, ignored) -> {}).masked(problem);
  }

  /**
   * First rows of a stream.
   *
   * @param columns the declared columns, then those only found in rows
   * @param rows each a JSON object as text
   */
  public record Sample(List<String> columns, List<String> rows) {}

  private static void read(Source source, StreamInfo info, FirstRows first) {
    try {
      Position at = Position.from(null);
      while (!at.complete() && !first.isFull()) {
        at = source.read(request(info, at), first);
      }
    } catch (FirstRows.Full enough) {
      first.rows().subList(first.wanted, first.rows().size()).clear();
    }
  }

  private Source open(SyncPlan plan) {
    return sources
        .named(plan.source().type())
        .open(
            new dev.eider.secret.Settings(
                "/source", plan.source().options(), secrets, settings.home()));
  }

  private static Source.ReadRequest request(StreamInfo info, Position at) {
    StreamTask task =
        new StreamTask(
            info.name(),
            ReadMode.FULL_REFRESH,
            new WriteMode.Append(),
            info.cursor(),
            Duration.ZERO,
            info.table(),
            null,
            "",
            BatchFormat.NDJSON);
    return new Source.ReadRequest("", task, info.schema(), at, BatchFormat.NDJSON);
  }

  private static Misconfigured unknown(String stream, List<StreamInfo> catalog) {
    return new Misconfigured(
        "plan.unknown_stream",
        stream,
        "expected a stream of the source but was '" + stream + "'",
        "write one of " + catalog.stream().map(StreamInfo::name).collect(Collectors.joining(", ")));
  }

  private static Sample sample(RowSchema schema, List<Map<String, @Nullable Object>> rows) {
    List<String> columns = new ArrayList<>();
    schema.columns().forEach(column -> columns.add(column.name()));
    List<String> texts = new ArrayList<>();
    for (Map<String, @Nullable Object> row : rows) {
      row.keySet().stream().filter(key -> !columns.contains(key)).forEach(columns::add);
      texts.add(JsonText.of(row));
    }
    return new Sample(columns, texts);
  }

  /** Takes rows until it has enough, then breaks the read off. */
  private static final class FirstRows implements RowSink {
    private final int wanted;
    private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();

    FirstRows(int wanted) {
      this.wanted = wanted;
    }

    boolean isFull() {
      return rows.size() >= wanted;
    }

    List<Map<String, @Nullable Object>> rows() {
      return rows;
    }

    @Override
    public void row(Map<String, @Nullable Object> record) {
      rows.add(new java.util.LinkedHashMap<>(record));
      if (isFull()) {
        throw new Full();
      }
    }

    @Override
    public Path file() {
      throw new IllegalStateException("a preview reads rows, not files");
    }

    @Override
    public void wrote(long count) {
      throw new IllegalStateException("a preview reads rows, not files");
    }

    @Override
    public boolean pageDone(String what) {
      return isFull();
    }

    @Override
    public void waiting(String why) {}

    /** Enough rows: not a failure, a way out of the middle of a page. */
    private static final class Full extends RuntimeException {
      private static final long serialVersionUID = 1L;

      Full() {
        super(null, null, false, false);
      }
    }
  }
}
