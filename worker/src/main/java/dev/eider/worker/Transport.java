package dev.eider.worker;

import io.grpc.ManagedChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The service behind a socket whose threads end with it. The threads gRPC shares among connections
 * linger in native code for a second, and a JVM that exits waits 300 ms for such: a quarter of what
 * a short command takes.
 */
final class Transport implements AutoCloseable {
  private static final int THREADS = 2;

  private final NioEventLoopGroup sockets = new NioEventLoopGroup(THREADS, daemons());
  private final WorkflowServiceStubs stubs;

  /** Connects with the first call. */
  Transport(WorkflowServiceStubsOptions reach) {
    // A channel somebody made has its own threads; the one of the in-memory server has no socket.
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            reach.getChannel() != null
                ? reach
                : WorkflowServiceStubsOptions.newBuilder(reach)
                    .setChannelInitializer(this::use)
                    .build());
  }

  /** The service itself. */
  WorkflowServiceStubs stubs() {
    return stubs;
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    var unused = sockets.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private void use(ManagedChannelBuilder<?> channel) {
    if (channel instanceof NettyChannelBuilder netty) {
      NettyChannelBuilder unused =
          netty.eventLoopGroup(sockets).channelType(NioSocketChannel.class);
    }
  }

  private static ThreadFactory daemons() {
    return Thread.ofPlatform().daemon().name("temporal-socket-", 0).factory();
  }
}
