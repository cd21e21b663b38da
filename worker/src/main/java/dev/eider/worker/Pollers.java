package dev.eider.worker;

import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether anybody works on a queue. */
public final class Pollers {
  // A worker asks for work at least once a minute; the server remembers who asked for five.
  private static final Duration RECENT = Duration.ofSeconds(75);
  private static final int SECONDS = 5;
  private static final Pattern IDENTITY = Pattern.compile("eider:(\\d+)@(.+)");

  private Pollers() {}

  /** Whether a live worker polls this queue for workflows and for activities. */
  public static boolean poll(Connection connection, String queue) {
    // The in-memory server has no other workers than those of its own process.
    return connection.server().kind() != Server.Kind.IN_MEMORY
        && polls(connection, queue, TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
        && polls(connection, queue, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY);
  }

  /** What workers of this process call themselves: {@code eider:<pid>@<host>}. */
  static String identity() {
    return "eider:" + ManagementFactory.getRuntimeMXBean().getName();
  }

  /** Whether a poller last seen then is likely to be alive. */
  static boolean alive(String identity, Instant lastSeen, Instant now) {
    if (Duration.between(lastSeen, now).compareTo(RECENT) > 0) {
      return false;
    }
    Matcher matcher = IDENTITY.matcher(identity);
    if (!matcher.matches() || !identity().endsWith("@" + matcher.group(2))) {
      return true;
    }
    if (identity.equals(identity())) {
      return EiderWorker.runsHere();
    }
    // One of this machine, which can be looked at: the server does not notice a killed worker.
    return ProcessHandle.of(Long.parseLong(matcher.group(1)))
        .map(ProcessHandle::isAlive)
        .orElse(false);
  }

  private static boolean polls(Connection connection, String queue, TaskQueueType type) {
    Instant now = Instant.now();
    return pollers(connection, queue, type).stream()
        .anyMatch(p -> alive(p.getIdentity(), instant(p.getLastAccessTime()), now));
  }

  private static List<PollerInfo> pollers(Connection connection, String queue, TaskQueueType type) {
    DescribeTaskQueueRequest request =
        DescribeTaskQueueRequest.newBuilder()
            .setNamespace(connection.server().namespace())
            .setTaskQueue(TaskQueue.newBuilder().setName(queue))
            .setTaskQueueType(type)
            .build();
    try {
      return connection
          .stubs()
          .blockingStub()
          .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
          .describeTaskQueue(request)
          .getPollersList();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        return List.of();
      }
      throw connection.failing(e);
    }
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
