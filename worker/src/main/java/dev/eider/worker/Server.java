package dev.eider.worker;

import com.uber.m3.tally.NoopScope;
import com.uber.m3.tally.Scope;
import dev.eider.wire.WireFormat;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A Temporal server that was chosen and, where it is ours, is running.
 *
 * @param kind who runs it
 * @param address host and port, or {@code in-memory}
 * @param namespace where Eider's workflows live
 * @param ui the address of its web interface, where one is known
 * @param line one sentence for the user: which one was taken and why
 * @param stubs how to reach it
 * @param options of clients
 * @param cluster the id of the cluster that must answer there; empty = whichever does
 * @param closing ends what lives in this process only
 */
public record Server(
    Kind kind,
    String address,
    String namespace,
    Optional<String> ui,
    String line,
    WorkflowServiceStubsOptions stubs,
    WorkflowClientOptions options,
    Optional<String> cluster,
    Runnable closing)
    implements AutoCloseable {

  /** Who runs a server. */
  public enum Kind {
    /** Somebody else; named by an address or a profile. */
    CONFIGURED,
    /** Eider, as a process that outlives the cli. */
    MANAGED,
    /** This very process; nothing of it survives. */
    IN_MEMORY
  }

  /** Whether what runs on it survives this process. */
  public boolean durable() {
    return kind != Kind.IN_MEMORY;
  }

  /** The page of a workflow in the web interface. */
  public Optional<String> page(String workflowId) {
    return ui.map(
        root ->
            root
                + "/namespaces/"
                + namespace
                + "/workflows/"
                + URLEncoder.encode(workflowId, StandardCharsets.UTF_8));
  }

  /** Connects; one that does not answer is refused within seconds. */
  public Connection connect() {
    return connect(new NoopScope());
  }

  Connection connect(Scope metrics) {
    WorkflowServiceStubsOptions reach =
        WorkflowServiceStubsOptions.newBuilder(stubs).setMetricsScope(metrics).build();
    WorkflowClientOptions.Builder client =
        WorkflowClientOptions.newBuilder(options)
            .setNamespace(namespace)
            .setIdentity(Pollers.identity())
            .setDataConverter(WireFormat.converter());
    if (kind == Kind.IN_MEMORY) {
      // It does not know worker heartbeats and the client would warn about it.
      client.setWorkerHeartbeatInterval(Duration.ofSeconds(-1));
    }
    return Connection.to(this, reach, client.build());
  }

  @Override
  public void close() {
    closing.run();
  }
}
