package dev.eider.worker;

import dev.eider.fault.Fault.Unavailable;
import dev.eider.outcome.Problem;
import dev.eider.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The Temporal server Eider runs itself: one per home folder, outliving the command that started
 * it, found again by the next one.
 */
public final class ManagedServer {
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration TERM = Duration.ofSeconds(10);
  private static final Duration KILL = Duration.ofSeconds(5);
  // Boot time, from which start times are reckoned, moves a little when the clock is corrected.
  private static final Duration SAME_START = Duration.ofSeconds(2);
  private static final int PORT_RACES = 3;

  private final Settings settings;
  private final Path folder;
  private final Path note;

  /** The server of this installation, running or not. */
  public ManagedServer(Settings settings) {
    this.settings = settings;
    this.folder = settings.home().resolve("server");
    this.note = folder.resolve("server.json");
  }

  /**
   * A server process, as noted beside its database.
   *
   * @param pid of the process
   * @param started when it began; a process with this pid that began at another time is another one
   * @param port of the service, on loopback
   * @param uiPort of the web interface, on loopback
   * @param binary the program
   * @param cluster the id its database was given when it was made; null = it has not answered yet
   */
  public record Running(
      long pid, Instant started, int port, int uiPort, String binary, @Nullable String cluster) {

    /** Host and port of the service. */
    public String address() {
      return "127.0.0.1:" + port;
    }

    /** The web interface. */
    public String ui() {
      return "http://127.0.0.1:" + uiPort;
    }
  }

  /** The folder with its database, log and pid file. */
  public Path folder() {
    return folder;
  }

  /** The running server, if there is one. */
  public Optional<Running> find() {
    return noted().filter(running -> process(running).isPresent());
  }

  /** The running server; started first if there is none. Returns when it answers. */
  public Running start(Path binary, Consumer<String> talk) {
    return Locked.by(folder.resolve("lock"), () -> findOrStart(binary, talk));
  }

  /** Ends the server and waits until it is gone; false if none was running. */
  public boolean stop() {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    return Locked.by(folder.resolve("lock"), this::end);
  }

  private Running findOrStart(Path binary, Consumer<String> talk) throws IOException {
    Optional<Running> found = find();
    if (found.isPresent()) {
      if (!ServerProbe.answers(found.get(), process(found.get()), START)) {
        throw silent(found.get());
      }
      return found.get();
    }
    // A killed server's workers still knock at its old ports, so those come first.
    int port = noted().map(Running::port).orElse(Ports.SERVICE);
    int uiPort = noted().map(Running::uiPort).orElse(Ports.UI);
    for (int attempt = 1; ; attempt++) {
      int free = Ports.free("the Temporal server", port, talk);
      int freeUi =
          Ports.free("the Temporal web interface", Math.max(uiPort, freeAfter(free, uiPort)), talk);
      Process process = ServerProcess.spawn(settings, folder, binary, free, freeUi);
      Running running = noteOrEnd(process, started(process, free, freeUi, binary, null));
      if (ServerProbe.answers(running, Optional.of(process.toHandle()), START)) {
        String cluster = ServerProbe.cluster(running);
        return noteOrEnd(process, started(process, free, freeUi, binary, cluster));
      }
      boolean raced = ServerProcess.logTail(folder).contains("address already in use");
      if (!raced || attempt == PORT_RACES) {
        end();
        throw didNotStart(binary);
      }
      port = free + 1;
      uiPort = freeUi + 1;
    }
  }

  /** The web interface may not take the port the service is about to take. */
  private static int freeAfter(int servicePort, int uiPort) {
    return servicePort == uiPort ? uiPort + 1 : uiPort;
  }

  private boolean end() throws IOException {
    Optional<Running> running = noted();
    Optional<ProcessHandle> process = running.flatMap(ManagedServer::process);
    if (process.isPresent()) {
      process.get().destroy();
      if (!gone(process.get(), TERM)) {
        process.get().destroyForcibly();
        if (!gone(process.get(), KILL)) {
          throw silent(running.orElseThrow());
        }
      }
    }
    Files.deleteIfExists(note);
    return process.isPresent();
  }

  private static boolean gone(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Optional<ProcessHandle> process(Running running) {
    return ProcessHandle.of(running.pid())
        .filter(ProcessHandle::isAlive)
        .filter(process -> sameStart(process, running.started()));
  }

  private static boolean sameStart(ProcessHandle process, Instant noted) {
    return process
        .info()
        .startInstant()
        .map(start -> Duration.between(start, noted).abs().compareTo(SAME_START) <= 0)
        .orElse(true);
  }

  private static Running started(
      Process process, int port, int uiPort, Path binary, @Nullable String cluster) {
    Instant started = process.info().startInstant().orElseGet(Instant::now);
    return new Running(process.pid(), started, port, uiPort, binary.toString(), cluster);
  }

  /** A server without a note would never be found and stopped again. */
  private Running noteOrEnd(Process process, Running running) throws IOException {
    try {
      return note(running);
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private Running note(Running running) throws IOException {
    Path draft = folder.resolve("server.json.new");
    Files.writeString(draft, WireFormat.mapper().writeValueAsString(running) + "\n");
    Files.move(draft, note, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return running;
  }

  private Optional<Running> noted() {
    try {
      return Optional.of(WireFormat.mapper().readValue(Files.readString(note), Running.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      // A note nobody can read says nothing about a server; the next start writes a new one.
      return Optional.empty();
    } catch (IOException e) {
      throw Locked.unusable(note, e);
    }
  }

  private Unavailable silent(Running running) {
    return new Unavailable(
        new Problem(
            "server.silent",
            "Temporal server " + running.address(),
            "expected process " + running.pid() + " to answer within " + START.toSeconds() + " s",
            "run: eider server stop, then try again; its log is " + ServerProcess.log(folder)),
        null,
        null);
  }

  private Unavailable didNotStart(Path binary) {
    return new Unavailable(
        new Problem(
            "server.start",
            binary.toString(),
            "expected a server within "
                + START.toSeconds()
                + " s but it ended or stayed silent: "
                + ServerProcess.logTail(folder).lines().reduce((a, b) -> b).orElse("no output"),
            "read " + ServerProcess.log(folder)),
        null,
        null);
  }
}
