package dev.eider.cli;

import com.google.auto.service.AutoService;
import dev.eider.fault.Fault;
import dev.eider.outcome.Problem;
import dev.eider.plan.ReadMode;
import dev.eider.record.RowSchema;
import dev.eider.secret.Secrets;
import dev.eider.source.StreamInfo;
import dev.eider.step.Check;
import dev.eider.worker.Connection;
import dev.eider.worker.Diagnosis;
import dev.eider.worker.EiderWorker;
import dev.eider.worker.Inspect;
import dev.eider.worker.Logs;
import dev.eider.worker.ManagedServer;
import dev.eider.worker.PlanSecrets;
import dev.eider.worker.Pollers;
import dev.eider.worker.Server;
import dev.eider.worker.Servers;
import dev.eider.worker.Settings;
import dev.eider.worker.Wiring;
import dev.eider.worker.demo.Demonstration;
import java.nio.file.Path;
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
  public Work startWorker(Job job, Link link) {
    Settings settings = explained(() -> Settings.from(job.environment()));
    Secrets secrets = atHand(secrets(settings, job, false));
    return explained(
        () ->
            EiderWorker.start(
                    settings,
                    connection(link).server(),
                    ready -> Wiring.steps(ready, secrets),
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
      explained(
          () -> {
            worker.awaitTermination();
            return worker;
          });
    }
  }

  @Override
  public CheckResult check(Job job) {
    return looking(
        job,
        false,
        inspect -> {
          Check.Checked checked = inspect.check(job.plan());
          return new CheckResult(checked.streams(), checked.notes());
        });
  }

  @Override
  public List<StreamLine> discover(Job job) {
    return looking(
        job, true, inspect -> inspect.discover(job.plan()).stream().map(Embedded::line).toList());
  }

  @Override
  public Preview preview(Job job, String stream, int rows) {
    return looking(
        job,
        true,
        inspect -> {
          Inspect.Sample sample = inspect.preview(job.plan(), stream, rows);
          return new Preview(sample.columns(), sample.rows());
        });
  }

  @Override
  public ServerState startServer(Map<String, String> environment, Consumer<String> say) {
    try (Server server = explained(() -> Servers.open(Settings.from(environment), say))) {
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
    Settings settings = explained(() -> Settings.from(environment));
    return findings(new Diagnosis(settings).installation());
  }

  @Override
  public List<Finding> doctor(Job job) {
    Settings settings = explained(() -> Settings.from(job.environment()));
    return findings(new Diagnosis(settings).plan(job.plan(), secrets(settings, job, false)));
  }

  @Override
  public void logToFile(Map<String, String> environment) {
    Path unused = explained(() -> Logs.toFile(Settings.from(environment)));
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
        Job reading = new Job(environment, demonstration.reading(), folder, null);
        return preview(reading, Demonstration.TABLE, rows);
      }

      @Override
      public void close() {
        demonstration.close();
      }
    };
  }

  private static List<Finding> findings(List<Diagnosis.Line> lines) {
    return lines.stream()
        .map(line -> new Finding(line.what(), line.ok(), line.found(), line.fix()))
        .toList();
  }

  private static PlanSecrets secrets(Settings settings, Job job, boolean sourceOnly) {
    Prompt prompt = job.prompt();
    return new PlanSecrets(
        settings, job.plan(), job.folder(), sourceOnly, prompt == null ? null : prompt::ask);
  }

  private static Secrets atHand(PlanSecrets secrets) {
    List<Problem> missing = explained(secrets::missing);
    if (!missing.isEmpty()) {
      throw new Trouble(ExitCode.WORLD, missing, null);
    }
    return secrets.secrets();
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
            connection::toStranger,
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

  private static <T> T looking(Job job, boolean sourceOnly, Function<Inspect, T> look) {
    Settings settings = explained(() -> Settings.from(job.environment()));
    Inspect inspect = new Inspect(settings, atHand(secrets(settings, job, sourceOnly)));
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
        info.notes().stream().map(StreamInfo.Note::text).toList());
  }
}
