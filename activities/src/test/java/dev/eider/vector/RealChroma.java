package dev.eider.vector;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Chroma server of its own for tests: the program named by {@code EIDER_CHROMA_CLI}, on a free
 * port of this machine, its data in a folder of the test.
 */
public final class RealChroma implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Path program;
  private final Path folder;
  private final int port;
  private Process process;

  private RealChroma(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
    this.port = freePort();
    this.process = started();
  }

  /** Starts one, or skips the test with a message when there is no program for it. */
  public static RealChroma start(Path folder) {
    String named = System.getenv().getOrDefault("EIDER_CHROMA_CLI", "");
    boolean there = !named.isBlank() && Files.isExecutable(Path.of(named));
    if (!there) {
      System.out.println("not run: no Chroma program in EIDER_CHROMA_CLI ('" + named + "')");
    }
    assumeTrue(there, "not run: no Chroma program in EIDER_CHROMA_CLI; .ci/run gets one");
    return new RealChroma(Path.of(named), folder);
  }

  /** Where it answers. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** The Python that has Chroma's own client: beside the program. */
  public Path python() {
    return program.resolveSibling("python");
  }

  /** Ends it as a power cut would, and starts it again with the same data. */
  public void restart() {
    close();
    process = started();
  }

  /** How a program ended. */
  public record Ended(int status, String output) {}

  /** Runs a script with Chroma's own client. */
  public Ended runs(Path script, String... arguments) {
    try {
      ProcessBuilder builder = new ProcessBuilder(python().toString(), script.toString(), url());
      builder.command().addAll(List.of(arguments));
      builder.environment().put("ANONYMIZED_TELEMETRY", "False");
      Process child = builder.redirectErrorStream(true).start();
      String output = new String(child.getInputStream().readAllBytes());
      return new Ended(child.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private Process started() {
    try {
      Process child =
          new ProcessBuilder(
                  program.toString(),
                  "run",
                  "--path",
                  folder.toString(),
                  "--host",
                  "127.0.0.1",
                  "--port",
                  Integer.toString(port))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("chroma.log").toFile())
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(child::destroyForcibly));
      awaitReady(child);
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady(Process child) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (child.isAlive() && System.nanoTime() - end < 0) {
      if (answers()) {
        return;
      }
      pause(child);
    }
    child.destroyForcibly();
    throw new AssertionError("Chroma did not get ready: see " + folder.resolve("chroma.log"));
  }

  private boolean answers() {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest heartbeat =
          HttpRequest.newBuilder(URI.create(url() + "/api/v2/heartbeat"))
              .timeout(Duration.ofSeconds(2))
              .build();
      return client.send(heartbeat, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Waits for a moment, or for the process to end. */
  private static void pause(Process child) {
    try {
      boolean unused = child.waitFor(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      int unused = process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
