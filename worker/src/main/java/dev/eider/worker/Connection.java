package dev.eider.worker;

import dev.eider.fault.Fault;
import dev.eider.fault.Fault.Denied;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.outcome.Problem;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An open connection to a server.
 *
 * @param server the other side
 * @param transport what carries the calls; ends with the connection
 * @param client for workflows
 * @param cluster the id of a managed server's database; empty for a server of somebody else
 */
public record Connection(Server server, Transport transport, WorkflowClient client, String cluster)
    implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration NOW = Duration.ofSeconds(2);

  static Connection to(
      Server server, WorkflowServiceStubsOptions reach, WorkflowClientOptions options) {
    Transport transport = new Transport(reach);
    WorkflowServiceStubs stubs = transport.stubs();
    try {
      stubs.connect(PATIENCE);
      DescribeNamespaceResponse unused = describe(stubs, server.namespace(), PATIENCE);
      boolean ours = server.kind() == Server.Kind.MANAGED;
      String cluster = ours ? ServerProbe.cluster(stubs) : "";
      if (!server.cluster().orElse(cluster).equals(cluster)) {
        throw stranger(server);
      }
      return new Connection(server, transport, WorkflowClient.newInstance(stubs, options), cluster);
    } catch (RuntimeException e) {
      transport.close();
      throw e instanceof Fault fault ? fault : refused(server, e);
    }
  }

  /**
   * Sees that our own server still answers at this address: after it stopped, another
   * installation's may listen there, and the connection would come back to that one by itself. A
   * server that does not answer is no stranger.
   */
  void refuseStranger() {
    if (cluster.isEmpty()) {
      return;
    }
    String answering;
    try {
      answering = ServerProbe.cluster(stubs());
    } catch (StatusRuntimeException e) {
      return;
    }
    if (!answering.equals(cluster)) {
      throw stranger(server);
    }
  }

  /** The same as a question. */
  public boolean toStranger() {
    try {
      refuseStranger();
      return false;
    } catch (Unavailable e) {
      return true;
    }
  }

  private static Unavailable stranger(Server server) {
    return new Unavailable(
        new Problem(
            "server.stranger",
            "Temporal server " + server.address(),
            "expected this installation's server but another one answers at its address",
            "run: eider server start, then start this again"),
        null,
        null);
  }

  /** Whether the server answers right now. */
  public boolean answers() {
    try {
      return describe(stubs(), server.namespace(), NOW).hasNamespaceInfo();
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  /** For calls the client does not have. */
  public WorkflowServiceStubs stubs() {
    return transport.stubs();
  }

  /** What a user reads when the server answers but cannot do its work. */
  Unavailable failing(StatusRuntimeException cause) {
    String said = cause.getStatus().getCode() + " " + cause.getStatus().getDescription();
    return new Unavailable(
        new Problem(
            "server.failing",
            "Temporal server " + server.address(),
            "expected it to do its work but it answers: " + said,
            "read the server's log, and see that its disk has room"),
        null,
        cause);
  }

  @Override
  public void close() {
    transport.close();
  }

  private static DescribeNamespaceResponse describe(
      WorkflowServiceStubs stubs, String namespace, Duration patience) {
    return stubs
        .blockingStub()
        .withDeadlineAfter(patience.toSeconds(), TimeUnit.SECONDS)
        .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
  }

  private static Fault refused(Server server, RuntimeException cause) {
    String where = "Temporal server " + server.address();
    return switch (code(cause)) {
      case NOT_FOUND ->
          new Misconfigured(
              "server.namespace_missing",
              where,
              "expected namespace '" + server.namespace() + "' but the server does not have it",
              "create it: temporal operator namespace create " + server.namespace());
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          new Denied(
              "server.denied",
              where,
              "expected access to namespace '" + server.namespace() + "' but it was refused",
              "check TEMPORAL_API_KEY or the client certificate of the profile");
      // gRPC's list of codes is not ours to enumerate.
      default -> unreachable(where, server, cause);
    };
  }

  private static Unavailable unreachable(String where, Server server, RuntimeException cause) {
    String fix =
        switch (server.kind()) {
          case CONFIGURED ->
              "start it, correct TEMPORAL_ADDRESS, or unset it and Eider runs a server itself";
          case MANAGED -> "run: eider server stop, then try again";
          case IN_MEMORY -> "try again";
        };
    return new Unavailable(
        new Problem(
            "server.unreachable",
            where,
            "expected an answer within " + PATIENCE.toSeconds() + " s but got none",
            fix),
        null,
        cause);
  }

  private static Status.Code code(RuntimeException cause) {
    @Nullable Throwable at = cause;
    while (at != null) {
      if (at instanceof StatusRuntimeException status) {
        return status.getStatus().getCode();
      }
      at = at.getCause();
    }
    return Status.Code.UNKNOWN;
  }
}
