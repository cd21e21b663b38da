package dev.eider.worker;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.GetClusterInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits until a server process serves its namespace. */
final class ServerProbe {
  private static final Duration STEP = Duration.ofMillis(50);
  private static final int CLUSTER_SECONDS = 5;

  private ServerProbe() {}

  static boolean answers(
      ManagedServer.Running server, Optional<ProcessHandle> process, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!Ports.open(server.port())) {
      if (!goesOn(process, deadline)) {
        return false;
      }
    }
    try (Transport transport = to(server)) {
      while (!hasNamespace(transport.stubs())) {
        if (!goesOn(process, deadline)) {
          return false;
        }
      }
      // The port may have been taken by somebody else while ours was starting.
      return process.map(ProcessHandle::isAlive).orElse(false);
    }
  }

  /** The id of the cluster that answers there: one a database, kept as long as its file is. */
  static String cluster(ManagedServer.Running server) {
    try (Transport transport = to(server)) {
      return cluster(transport.stubs());
    }
  }

  /** The same over a connection that is there. */
  static String cluster(WorkflowServiceStubs stubs) {
    return stubs
        .blockingStub()
        .withDeadlineAfter(CLUSTER_SECONDS, TimeUnit.SECONDS)
        .getClusterInfo(GetClusterInfoRequest.getDefaultInstance())
        .getClusterId();
  }

  private static Transport to(ManagedServer.Running server) {
    return new Transport(
        WorkflowServiceStubsOptions.newBuilder().setTarget(server.address()).build());
  }

  private static boolean goesOn(Optional<ProcessHandle> process, long deadline) {
    LockSupport.parkNanos(STEP.toNanos());
    return process.map(ProcessHandle::isAlive).orElse(false)
        && System.nanoTime() < deadline
        && !Thread.currentThread().isInterrupted();
  }

  private static boolean hasNamespace(WorkflowServiceStubs stubs) {
    try {
      return stubs
          .blockingStub()
          .withDeadlineAfter(1, TimeUnit.SECONDS)
          .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace("default").build())
          .hasNamespaceInfo();
    } catch (StatusRuntimeException e) {
      return false;
    }
  }
}
