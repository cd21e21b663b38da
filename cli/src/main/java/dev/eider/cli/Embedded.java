package dev.eider.cli;

import com.google.auto.service.AutoService;
import dev.eider.fault.Fault;
import dev.eider.outcome.Problem;
import dev.eider.plan.ReadMode;
import dev.eider.plan.SyncPlan;
import dev.eider.record.RowSchema;
import dev.eider.source.StreamInfo;
import dev.eider.step.Check;
import dev.eider.worker.Connection;
import dev.eider.worker.EiderWorker;
import dev.eider.worker.Inspect;
import dev.eider.worker.ManagedServer;
import dev.eider.worker.Pollers;
import dev.eider.worker.Server;
import dev.eider.worker.Servers;
import dev.eider.worker.Settings;
import dev.eider.worker.Wiring;
import dev.eider.worker.demo.Demonstration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one edge from cli to worker: without this class and the Maven dependency the cli still talks
 * to any configured server.
 */
@AutoService(LocalMode.class)
public final class Embedded implements LocalMode {
  private static final int METRICS_PORT = 9464;

  private final Map<Link, Connection> connections = new WeakHashMap<>();

  /** For ServiceLoader. */
  public Embedded() {}

  @Override
  public Link connect(Map<String, String> environment, Consumer<String> say) {
    return explained(() -> link(Settings.from(environment), say));
  }

  @Override
  public boolean workerPolling(Link link) {
    return explained(() -> Pollers.poll(connection(link), link.taskQueue()));
  }

  @Override
  public Work startWorker(Map<String, String> environment, Link link) {
    return explained(
        () ->
            EiderWorker.start(
                    Settings.from(environment),
                    connection(link).server(),
                    Wiring::steps,
                    line -> {})
                ::close);
  }

  @Override
  public void runWorker(Map<String, String> environment, Consumer<String> say) {
    Settings settings = explained(() -> Settings.from(environment).servingMetricsOn(METRICS_PORT));
    try (Server server = explained(() -> Servers.choose(settings, say));
        EiderWorker worker =
            explained(() -> EiderWorker.start(settings, server, Wiring::steps, say))) {
      Runtime.getRuntime().addShutdownHook(new Thread(worker::close, "shutdown"));
      say.accept(
          "worker ready on "
              + String.join(" and ", settings.queues())
              + ", metrics on port "
              + worker.metricsPort().orElse(0));
      worker.awaitTermination();
    }
  }

  @Override
  public CheckResult check(Map<String, String> environment, SyncPlan plan) {
    return looking(
        environment,
        inspect -> {
          Check.Checked checked = inspect.check(plan);
          return new CheckResult(checked.streams(), checked.notes());
        });
  }

  @Override
  public List<StreamLine> discover(Map<String, String> environment, SyncPlan plan) {
    return looking(
        environment, inspect -> inspect.discover(plan).stream().map(Embedded::line).toList());
  }

  @Override
  public Preview preview(Map<String, String> environment, SyncPlan plan, String stream, int rows) {
    return looking(
        environment,
        inspect -> {
          Inspect.Sample sample = inspect.preview(plan, stream, rows);
          return new Preview(sample.columns(), sample.rows());
        });
  }

  @Override
  public ServerState startServer(Map<String, String> environment, Consumer<String> say) {
    try (Server server = explained(() -> Servers.choose(Settings.from(environment), line -> {}))) {
      return state(server, server.kind() != Server.Kind.IN_MEMORY);
    }
  }

  @Override
  public ServerState stopServer(Map<String, String> environment, Consumer<String> say) {
    boolean stopped = explained(() -> new ManagedServer(Settings.from(environment)).stop());
    return new ServerState(
        false, null, null, stopped ? "the server was stopped" : "no server was running");
  }

  @Override
  public ServerState serverState(Map<String, String> environment) {
    Optional<Server> found = explained(() -> Servers.find(Settings.from(environment)));
    return found
        .map(server -> state(server, answers(server)))
        .orElseGet(() -> new ServerState(false, null, null, "no server is running"));
  }

  @Override
  public List<Finding> doctor(Map<String, String> environment) {
    List<Finding> findings = new ArrayList<>();
    Optional<Server> found;
    try {
      found = explained(() -> Servers.find(Settings.from(environment)));
    } catch (Trouble trouble) {
      return List.of(broken(trouble));
    }
    if (found.isEmpty()) {
      findings.add(new Finding("server", true, "none is running; 'eider sync' starts one", null));
      return findings;
    }
    try (Connection connection = explained(found.get()::connect)) {
      findings.add(new Finding("server", true, found.get().line(), null));
      String queue = Settings.from(environment).taskQueue();
      boolean works = explained(() -> Pollers.poll(connection, queue));
      findings.add(
          new Finding(
              "worker",
              true,
              works
                  ? "one takes work from queue " + queue
                  : "none is running; 'eider sync' works itself, schedules need 'eider worker'",
              null));
    } catch (Trouble trouble) {
      findings.add(broken(trouble));
    }
    return findings;
  }

  @Override
  public Demo demo(Map<String, String> environment, Path folder, Consumer<String> say) {
    Demonstration demonstration = explained(() -> Demonstration.start(folder));
    return new Demo() {
      @Override
      public Path syncFile() {
        return demonstration.syncFile();
      }

      @Override
      public String database() {
        return demonstration.database().toString();
      }

      @Override
      public String table() {
        return Demonstration.TABLE;
      }

      @Override
      public Preview firstRows(int rows) {
        return preview(environment, demonstration.reading(), Demonstration.TABLE, rows);
      }

      @Override
      public void close() {
        demonstration.close();
      }
    };
  }

  private static Finding broken(Trouble trouble) {
    Problem problem = trouble.problems().getFirst();
    return new Finding("server", false, problem.where() + ": " + problem.message(), problem.fix());
  }

  private Link link(Settings settings, Consumer<String> say) {
    Server server = Servers.choose(settings, say);
    Connection connection = connected(server);
    Link link =
        new Link(
            connection.client(),
            server.ui().orElse(null),
            server.durable(),
            settings.taskQueue(),
            () -> {
              connection.close();
              server.close();
            });
    connections.put(link, connection);
    return link;
  }

  private static Connection connected(Server server) {
    try {
      return server.connect();
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private Connection connection(Link link) {
    @Nullable Connection connection = connections.get(link);
    if (connection == null) {
      throw new IllegalArgumentException("expected a link of this cli");
    }
    return connection;
  }

  private static ServerState state(Server server, boolean running) {
    String line = running ? server.line() : server.line() + ", which does not answer";
    return new ServerState(running, server.address(), server.ui().orElse(null), line);
  }

  private static boolean answers(Server server) {
    try (Connection connection = server.connect()) {
      return connection.server().equals(server);
    } catch (Fault e) {
      return false;
    }
  }

  /** The rest of the cli does not know faults, only what a fault has to say. */
  private static <T> T explained(Supplier<T> action) {
    try {
      return action.get();
    } catch (Fault e) {
      throw new Trouble(ExitCode.of(e.kind()), List.of(e.problem()), e);
    }
  }

  private static <T> T looking(Map<String, String> environment, Function<Inspect, T> look) {
    Settings settings = explained(() -> Settings.from(environment));
    Inspect inspect = new Inspect(settings, Wiring.secrets(settings, List.of()));
    try {
      return look.apply(inspect);
    } catch (Fault e) {
      Problem problem = inspect.masked(e.problem());
      throw new Trouble(ExitCode.of(e.kind()), List.of(problem), e);
    }
  }

  private static StreamLine line(StreamInfo info) {
    return new StreamLine(
        info.name(),
        info.primaryKey(),
        info.cursor(),
        info.modes().stream().sorted().map(ReadMode::word).toList(),
        info.schema().columns().stream().map(RowSchema.Column::name).toList(),
        info.notes());
  }
}
