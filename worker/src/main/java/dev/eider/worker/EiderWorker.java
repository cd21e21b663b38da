package dev.eider.worker;

import dev.eider.step.Embed;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A worker in this process, polling the shared queue and the installation's own. */
public final class EiderWorker implements AutoCloseable {
  private static final int SHUTDOWN_SECONDS = 25;
  private static final int SHUTDOWN_NOW_SECONDS = 5;
  // How stale a heartbeat may be when its worker is killed, and a cancellation when it is heard.
  private static final Duration HEARTBEAT_THROTTLE = Duration.ofSeconds(2);
  // A cold or busy machine needs more than the SDK's 1 s for a first workflow task.
  private static final long DEADLOCK_MILLIS = 10_000;
  // Enough for hundreds of streams; the SDK's 600 would be memory kept for nothing.
  private static final int CACHED_WORKFLOWS = 200;

  // One keeps the machine busy with its model while another waits for its store or service.
  private static final int EMBEDDINGS_AT_ONCE = 2;

  private static final AtomicInteger OPEN = new AtomicInteger();

  private final Ready ready;
  private final Metrics metrics;
  private final WorkerFactory factory;
  private final @Nullable MetricsEndpoint endpoint;
  private final @Nullable StrangerWatch watch;
  private final StagingSweep sweep;
  private final Presence presence;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EiderWorker(
      Ready ready, Metrics metrics, WorkerFactory factory, @Nullable MetricsEndpoint endpoint) {
    this.ready = ready;
    this.metrics = metrics;
    this.factory = factory;
    this.endpoint = endpoint;
    this.sweep = StagingSweep.start(ready);
    this.presence = Presence.note(ready.settings().home());
    this.watch =
        ready.connection().cluster().isEmpty()
            ? null
            : StrangerWatch.start(ready.connection(), factory::shutdownNow);
    var unused = OPEN.incrementAndGet();
  }

  /** Whether this process has a worker now; the server remembers one for minutes. */
  static boolean runsHere() {
    return OPEN.get() > 0;
  }

  /**
   * Connects, registers search attributes, wires the steps and polls.
   *
   * @param settings of this process
   * @param server that was chosen; stays the caller's to close
   * @param wiring makes the steps once the server answers
   * @param talk hears what the user should know
   */
  public static EiderWorker start(
      Settings settings, Server server, Function<Ready, Steps> wiring, Consumer<String> talk) {
    Metrics metrics = Metrics.create();
    Connection connection = null;
    try {
      connection = server.connect(metrics.scope());
      boolean searchAttributes = SearchAttributes.register(connection, talk);
      Ready ready = new Ready(settings, connection, searchAttributes, metrics.registry());
      WorkerFactory factory = factory(ready, wiring.apply(ready));
      MetricsEndpoint endpoint = endpoint(settings, metrics, connection);
      factory.start();
      return new EiderWorker(ready, metrics, factory, endpoint);
    } catch (RuntimeException e) {
      if (connection != null) {
        connection.close();
      }
      metrics.close();
      throw e;
    }
  }

  /** What the steps were wired with. */
  public Ready ready() {
    return ready;
  }

  /** The port of {@code /metrics} and {@code /health}, if they are served. */
  public OptionalInt metricsPort() {
    return endpoint == null ? OptionalInt.empty() : OptionalInt.of(endpoint.port());
  }

  /**
   * Waits until somebody closes it.
   *
   * @throws dev.eider.fault.Fault.Unavailable when another installation's server took the address
   */
  public void awaitTermination() {
    factory.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    if (watch != null) {
      watch.rethrow();
    }
  }

  /** Lets steps end for 25 s, cuts them off, waits 5 s more; a second call does nothing. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    var unused = OPEN.decrementAndGet();
    Optional.ofNullable(watch).ifPresent(StrangerWatch::close);
    sweep.close();
    presence.close();
    factory.shutdown();
    factory.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
    if (!factory.isTerminated()) {
      factory.shutdownNow();
      factory.awaitTermination(SHUTDOWN_NOW_SECONDS, TimeUnit.SECONDS);
    }
    Optional.ofNullable(endpoint).ifPresent(MetricsEndpoint::close);
    ready.connection().close();
    metrics.close();
  }

  private static WorkerFactory factory(Ready ready, Steps steps) {
    WorkerFactory factory =
        WorkerFactory.newInstance(
            ready.connection().client(),
            WorkerFactoryOptions.newBuilder()
                .setWorkflowCacheSize(CACHED_WORKFLOWS)
                .setWorkerInterceptors(new OwnServerOnly(ready.connection()))
                .build());
    WorkerOptions options =
        WorkerOptions.newBuilder()
            .setMaxHeartbeatThrottleInterval(HEARTBEAT_THROTTLE)
            .setDefaultHeartbeatThrottleInterval(HEARTBEAT_THROTTLE)
            .setDefaultDeadlockDetectionTimeout(DEADLOCK_MILLIS)
            .build();
    for (String queue : ready.settings().queues()) {
      Worker worker = factory.newWorker(queue, options);
      worker.registerWorkflowImplementationTypes(steps.workflows().toArray(Class<?>[]::new));
      worker.registerActivitiesImplementations(steps.activities().toArray());
    }
    factory
        .newWorker(
            ready.settings().ownQueue() + Embed.QUEUE_SUFFIX,
            WorkerOptions.newBuilder(options)
                .setMaxConcurrentActivityExecutionSize(EMBEDDINGS_AT_ONCE)
                .build())
        .registerActivitiesImplementations(
            steps.activities().stream().filter(Embed.class::isInstance).toArray());
    return factory;
  }

  private static @Nullable MetricsEndpoint endpoint(
      Settings settings, Metrics metrics, Connection connection) {
    if (settings.metricsPort().isEmpty()) {
      return null;
    }
    return MetricsEndpoint.start(
        settings.metricsAddress(),
        settings.metricsPort().getAsInt(),
        metrics.registry(),
        connection::answers);
  }
}
