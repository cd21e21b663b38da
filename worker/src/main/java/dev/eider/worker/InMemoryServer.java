package dev.eider.worker;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.MethodDescriptor;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.util.List;
import java.util.Optional;

/** Temporal's test server inside this process: no port, no interface, nothing kept. */
final class InMemoryServer {
  static final String LINE =
      "Temporal: IN-MEMORY server, NOT DURABLE: nothing of this run survives this process, and"
          + " schedules, lists and the web interface need a real server";

  private InMemoryServer() {}

  static Server start() {
    TestServer.InProcessTestServer server = TestServer.createServer(true);
    return new Server(
        Server.Kind.IN_MEMORY,
        "in-memory",
        "default",
        Optional.empty(),
        LINE,
        WorkflowServiceStubsOptions.newBuilder()
            .setChannel(server.getChannel())
            .setGrpcClientInterceptors(List.of(new NeverSticky()))
            .build(),
        WorkflowClientOptions.getDefaultInstance(),
        Optional.empty(),
        server::close);
  }

  /**
   * This server waits for ever for a worker that asked for its workflows back and died, so no
   * worker may ask.
   */
  private static final class NeverSticky implements ClientInterceptor {
    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(
        MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
      return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
        @Override
        public void sendMessage(Q message) {
          super.sendMessage(plain(message));
        }
      };
    }

    @SuppressWarnings("unchecked") // the message keeps its class
    private static <Q> Q plain(Q message) {
      return message instanceof RespondWorkflowTaskCompletedRequest done
          ? (Q) done.toBuilder().clearStickyAttributes().build()
          : message;
    }
  }
}
