package dev.eider.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.eider.destination.Destination;
import dev.eider.destination.DestinationProvider;
import dev.eider.destination.Destinations;
import dev.eider.embedding.Embedders;
import dev.eider.event.SyncListener;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Guard;
import dev.eider.outcome.Problem;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.StreamPlan;
import dev.eider.plan.StreamTask;
import dev.eider.plan.SyncPlan;
import dev.eider.plan.Words;
import dev.eider.pulse.Pulse;
import dev.eider.record.Staging;
import dev.eider.secret.Secrets;
import dev.eider.secret.Settings;
import dev.eider.source.Source;
import dev.eider.source.SourceProvider;
import dev.eider.source.Sources;
import dev.eider.source.StreamInfo;
import dev.eider.step.Check;
import dev.eider.vector.VectorStores;
import dev.eider.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Sees whether a plan can run. */
public final class CheckSteps implements Check {
  private final Connectors connectors;
  private final Secrets secrets;
  private final Installation installation;
  private final Staging staging;
  private final Guard guard;

  /**
   * Where the step runs.
   *
   * @param home the installation's folder
   * @param queue the task queue that only workers of this installation poll
   * @param searchAttributes whether the server knows Eider's search attributes
   */
  public record Installation(Path home, String queue, BooleanSupplier searchAttributes) {}

  /**
   * Whatever a plan may name.
   *
   * @param sources every source there is
   * @param destinations every destination there is
   * @param embedders every embedder there is
   * @param stores every store of vectors there is
   */
  public record Connectors(
      Sources sources, Destinations destinations, Embedders embedders, VectorStores stores) {}

  /**
   * The step.
   *
   * @param connectors whatever a plan may name
   * @param secrets where references are looked up
   * @param installation where the step runs
   * @param listener told what happens
   */
  public CheckSteps(
      Connectors connectors, Secrets secrets, Installation installation, SyncListener listener) {
    this.connectors = connectors;
    this.secrets = secrets;
    this.installation = installation;
    this.staging = new Staging(installation.home());
    this.guard = new Guard(secrets::mask, listener::stepFailed);
  }

  @Override
  public Checked check(SyncPlan plan) {
    return guard.step(
        "Check",
        plan.name(),
        () -> {
          try (Pulse pulse = Pulse.interrupting()) {
            // The first page asks the source anyway: a sync that finds nothing new asks it once.
            Checked checked = resolve(plan, false);
            pulse.check();
            return checked;
          }
        });
  }

  /** The same outside of Temporal, with the source's own check. */
  public Checked resolve(SyncPlan plan) {
    return resolve(plan, true);
  }

  private Checked resolve(SyncPlan plan, boolean asksSource) {
    SourceProvider sourceProvider = connectors.sources().named(plan.source().type());
    DestinationProvider destinationProvider =
        connectors.destinations().named(plan.destination().type());
    Settings settings = settings("/source", plan.source());
    List<Problem> problems = new ArrayList<>();
    List<Problem> notes = new ArrayList<>();
    List<StreamTask> tasks;
    try (Source source = sourceProvider.open(settings)) {
      if (asksSource) {
        source.check();
      }
      List<StreamInfo> catalog = source.discover();
      BatchFormat format = format(sourceProvider, destinationProvider);
      tasks = tasks(plan, catalog, new StreamResolver(staging, format, problems), problems);
      tasks.forEach(task -> note(task, plan, catalog, notes));
    }
    EmbedPlaces places =
        new EmbedPlaces(
            connectors.embedders(), connectors.stores(), secrets, installation.home(), problems);
    tasks.forEach(task -> places.check(plan.name(), task));
    if (!problems.isEmpty()) {
      throw together(problems);
    }
    String fingerprint = fingerprint(plan.source(), sourceProvider.incidental());
    String sourceName = sourceProvider.sourceName(settings);
    try (Destination destination =
        destinationProvider.open(settings("/destination", plan.destination()))) {
      destination.check();
      // Who reads everything again may do so from another configuration.
      String same = plan.fullRefresh() ? "" : fingerprint;
      destination.claim(new Destination.Run(plan.name(), sourceName, same, ""), tasks);
    }
    return new Checked(
        installation.queue(),
        sourceName,
        fingerprint,
        tasks,
        notes.stream().map(guard::masked).toList(),
        installation.searchAttributes().getAsBoolean());
  }

  private static List<StreamTask> tasks(
      SyncPlan plan, List<StreamInfo> catalog, StreamResolver resolver, List<Problem> problems) {
    List<StreamTask> tasks = new ArrayList<>();
    List<StreamPlan> wanted =
        plan.streams().isEmpty()
            ? catalog.stream().map(info -> StreamPlan.of(info.name())).toList()
            : plan.streams();
    for (StreamPlan stream : wanted) {
      Optional<StreamInfo> info =
          catalog.stream().filter(known -> known.name().equals(stream.name())).findFirst();
      if (info.isEmpty()) {
        problems.add(unknown(stream.name(), catalog));
      } else {
        resolver.resolve(stream, info.get()).ifPresent(tasks::add);
      }
    }
    if (wanted.isEmpty()) {
      problems.add(
          new Problem(
              "plan.no_streams", "/source", "the source has no stream", "check its settings"));
    }
    return tasks;
  }

  private static void note(
      StreamTask task, SyncPlan plan, List<StreamInfo> catalog, List<Problem> notes) {
    StreamPlan said =
        plan.streams().stream()
            .filter(stream -> stream.name().equals(task.stream()))
            .findFirst()
            .orElseGet(() -> StreamPlan.of(task.stream()));
    catalog.stream()
        .filter(info -> info.name().equals(task.stream()))
        .flatMap(info -> info.notes().stream())
        .filter(note -> note.holds(said))
        .forEach(note -> notes.add(new Problem("stream.note", task.stream(), note.text(), null)));
  }

  private static Problem unknown(String name, List<StreamInfo> catalog) {
    List<String> names = catalog.stream().map(StreamInfo::name).toList();
    return new Problem(
        "plan.unknown_stream",
        "/streams/" + name,
        "expected a stream of the source but was '" + name + "'",
        Words.closest(name, names)
            .map(word -> "write " + word)
            .orElse("write one of " + String.join(", ", names)));
  }

  private static Misconfigured together(List<Problem> problems) {
    if (problems.size() == 1) {
      return new Misconfigured(problems.getFirst());
    }
    StringBuilder all = new StringBuilder(problems.size() + " problems");
    for (Problem problem : problems) {
      all.append("\n  ").append(problem.line());
    }
    return new Misconfigured("plan.problems", "/streams", all.toString(), null);
  }

  private static BatchFormat format(SourceProvider source, DestinationProvider destination) {
    boolean duckdb =
        source.formats().contains(BatchFormat.DUCKDB)
            && destination.formats().contains(BatchFormat.DUCKDB);
    return duckdb ? BatchFormat.DUCKDB : BatchFormat.NDJSON;
  }

  /** Of the configuration as written: a rotated secret is still the same configuration. */
  private static String fingerprint(ConnectorPlan source, Set<String> incidental) {
    Map<String, Object> identity = new TreeMap<>(source.options());
    identity.keySet().removeAll(incidental);
    try {
      byte[] text =
          WireFormat.mapper()
              .writeValueAsString(Map.of(source.type(), identity))
              .getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Settings settings(String where, ConnectorPlan plan) {
    return new Settings(where, plan.options(), secrets, installation.home());
  }
}
