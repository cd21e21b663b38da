package dev.eider.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.fault.Fault.Unavailable;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real server program, found as a user's would be. */
@Tag("slow")
final class ManagedServerTest {
  private final Path folder;

  private final List<String> said = new ArrayList<>();
  private Settings settings;
  private Path binary;
  private ManagedServer server;

  ManagedServerTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void find() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(name -> name.startsWith("TEMPORAL_"));
    environment.put("TEMPORAL_CONFIG_FILE", folder.resolve("none.toml").toString());
    environment.put("EIDER_HOME", folder.resolve("a home").toString());
    settings = Settings.from(environment);
    if (Servers.way(settings) instanceof Servers.Way.Program program) {
      binary = program.binary();
    }
    Assumptions.assumeTrue(
        binary != null, "skipped: no temporal program on PATH or in EIDER_TEMPORAL_CLI");
    server = new ManagedServer(settings);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop();
    }
  }

  @Test
  void theNextCommandFindsTheRunningServer() {
    ManagedServer.Running first = server.start(binary, said::add);
    assertThat(new ManagedServer(settings).start(binary, said::add)).isEqualTo(first);
    assertThat(Servers.find(settings)).map(Server::address).contains(first.address());
  }

  @Test
  void stoppingWaitsUntilTheProcessIsGone() {
    ManagedServer.Running running = server.start(binary, said::add);
    assertThat(server.stop()).isTrue();
    assertThat(ProcessHandle.of(running.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(server.find()).isEmpty();
    assertThat(server.stop()).isFalse();
  }

  @Test
  void twoStartsAtOnceMakeOneServer() {
    List<CompletableFuture<ManagedServer.Running>> starts =
        Stream.of(1, 2, 3)
            .map(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> new ManagedServer(settings).start(binary, line -> {})))
            .toList();
    assertThat(starts.stream().map(CompletableFuture::join).distinct()).hasSize(1);
  }

  @Test
  void aTakenPortIsSteppedOverSayingSo() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int taken = other.getLocalPort();
      assertThat(Ports.free("the server", taken, said::add)).isGreaterThan(taken);
      assertThat(said).hasSize(1).first().asString().contains("port " + taken + " is taken");
    }
  }

  @Test
  void aKilledServerComesBackOnItsFileAndItsPort() throws Exception {
    ManagedServer.Running first = server.start(binary, said::add);
    try (Connection connection = Servers.find(settings).orElseThrow().connect()) {
      start(connection, "remembered");
    }
    ProcessHandle process = ProcessHandle.of(first.pid()).orElseThrow();
    assertThat(process.destroyForcibly()).isTrue();
    process.onExit().join();
    assertThat(server.find()).isEmpty();

    ManagedServer.Running second = server.start(binary, said::add);
    assertThat(second.port()).isEqualTo(first.port());
    assertThat(second.pid()).isNotEqualTo(first.pid());
    try (Connection connection = Servers.find(settings).orElseThrow().connect()) {
      assertThat(connection.client().fetchHistory("remembered").getEvents()).isNotEmpty();
    }
  }

  @Test
  void aNoteOfAnotherProcessWithThatPidIsNotBelieved() throws Exception {
    Files.createDirectories(server.folder());
    Files.writeString(
        server.folder().resolve("server.json"),
        "{\"pid\":"
            + ProcessHandle.current().pid()
            + ",\"started\":\"2001-01-01T00:00:00Z\",\"port\":7233,\"uiPort\":8233,\"binary\":\"x\"}");
    assertThat(server.find()).isEmpty();
    assertThat(server.stop()).isFalse();
  }

  @Test
  void aWorkerRegistersSearchAttributesAndIsSeenPolling() {
    ManagedServer.Running running = server.start(binary, said::add);
    Server found = Servers.find(settings).orElseThrow();
    assertThat(found.address()).isEqualTo(running.address());
    Steps steps =
        new Steps(List.of(GreetingWorkflow.Impl.class), List.of(new GreetingWorkflow.Hello()));
    try (Connection connection = found.connect()) {
      assertThat(Pollers.poll(connection, settings.ownQueue())).isFalse();
      try (EiderWorker worker = EiderWorker.start(settings, found, ready -> steps, said::add)) {
        assertThat(worker.ready().searchAttributes()).isTrue();
        start(connection, "seen");
        assertThat(connection.client().newUntypedWorkflowStub("seen").getResult(String.class))
            .isEqualTo("hello Ada");
        assertThat(Pollers.poll(connection, settings.ownQueue())).isTrue();
      }
    }
  }

  @Test
  void aWorkerServesNoOtherInstallationThatTookTheAddress() throws Exception {
    ManagedServer.Running ours = server.start(binary, said::add);
    Server found = Servers.find(settings).orElseThrow();
    Steps steps =
        new Steps(List.of(GreetingWorkflow.Impl.class), List.of(new GreetingWorkflow.Hello()));
    ManagedServer other = otherInstallation(ours.port());
    try (EiderWorker worker = EiderWorker.start(settings, found, ready -> steps, said::add)) {
      assertThat(server.stop()).isTrue();
      assertThat(other.start(binary, said::add).address()).isEqualTo(ours.address());
      try (Connection theirs = connectUnasked(found)) {
        start(theirs, "not ours");
        assertThatThrownBy(worker::awaitTermination)
            .isInstanceOf(Unavailable.class)
            .hasMessageContaining("another one answers");
        assertThat(theirs.client().fetchHistory("not ours").getEvents())
            .noneMatch(HistoryEvent::hasActivityTaskCompletedEventAttributes);
      }
      assertThatThrownBy(found::connect)
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("another one answers");
    } finally {
      other.stop();
    }
  }

  private static Connection connectUnasked(Server server) {
    return new Server(
            server.kind(),
            server.address(),
            server.namespace(),
            server.ui(),
            server.line(),
            server.stubs(),
            server.options(),
            Optional.empty(),
            server.closing())
        .connect();
  }

  /** Its note makes it take this port again when it starts. */
  private ManagedServer otherInstallation(int port) throws Exception {
    ManagedServer other =
        new ManagedServer(
            Settings.from(Map.of("EIDER_HOME", folder.resolve("other home").toString())));
    Files.createDirectories(other.folder());
    Files.writeString(
        other.folder().resolve("server.json"),
        "{\"pid\":1,\"started\":\"2001-01-01T00:00:00Z\",\"port\":"
            + port
            + ",\"uiPort\":8233,\"binary\":\"x\"}");
    return other;
  }

  private void start(Connection connection, String id) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(settings.ownQueue()).build();
    var unused = connection.client().newUntypedWorkflowStub("Greeting", options).start("Ada");
  }
}
