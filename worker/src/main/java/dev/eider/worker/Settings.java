package dev.eider.worker;

import dev.eider.fault.Fault.Misconfigured;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The environment as one record; nothing else of the worker reads it.
 *
 * @param home where this installation keeps everything (EIDER_HOME)
 * @param taskQueue the queue shared by every installation on one server (EIDER_TASK_QUEUE)
 * @param temporalCli the {@code temporal} binary to run a server with (EIDER_TEMPORAL_CLI)
 * @param inMemoryServer use nothing but the server inside this process (EIDER_SERVER=memory)
 * @param syncEveryCommit the managed server survives power loss, at a price
 *     (EIDER_SERVER_SYNC=full)
 * @param download where the {@code temporal} archive is taken from; empty = never installed
 *     (EIDER_TEMPORAL_DOWNLOAD, {@code off})
 * @param metricsAddress where metrics are served (EIDER_METRICS_ADDRESS)
 * @param metricsPort their port, 0 = any (EIDER_METRICS_PORT); empty = not served
 * @param secretFolders folders with one file per secret, in the order they are asked
 * @param environment every variable, for what other libraries read by their own names
 */
public record Settings(
    Path home,
    String taskQueue,
    Optional<String> temporalCli,
    boolean inMemoryServer,
    boolean syncEveryCommit,
    Optional<String> download,
    String metricsAddress,
    OptionalInt metricsPort,
    List<Path> secretFolders,
    Map<String, String> environment) {

  private static final String ARCHIVE = "https://temporal.download/cli/archive/latest";

  /** The settings of this process. */
  public static Settings fromEnvironment() {
    return from(System.getenv());
  }

  /** Settings from variables handed in. */
  public static Settings from(Map<String, String> environment) {
    return from(environment, System.getProperty("os.name"), System.getProperty("user.home"));
  }

  static Settings from(Map<String, String> environment, String system, String userHome) {
    Path home = home(environment, system, userHome);
    String download = value(environment, "EIDER_TEMPORAL_DOWNLOAD").orElse(ARCHIVE);
    return new Settings(
        home,
        value(environment, "EIDER_TASK_QUEUE").orElse("eider"),
        value(environment, "EIDER_TEMPORAL_CLI"),
        choice(environment, "EIDER_SERVER", "auto", "memory"),
        choice(environment, "EIDER_SERVER_SYNC", "normal", "full"),
        download.equals("off") ? Optional.empty() : Optional.of(download),
        value(environment, "EIDER_METRICS_ADDRESS").orElse("127.0.0.1"),
        port(environment, "EIDER_METRICS_PORT"),
        List.of(
            value(environment, "EIDER_SECRETS_DIR").map(Path::of).orElse(home.resolve("secrets")),
            Path.of("/run/secrets")),
        Map.copyOf(environment));
  }

  /**
   * The queue only this installation's workers poll, so that plans with local files meet the
   * machine that holds them.
   */
  public String ownQueue() {
    return taskQueue + "@" + HomeId.of(home);
  }

  /** Every queue this installation's workers poll. */
  public List<String> queues() {
    return List.of(taskQueue, ownQueue());
  }

  /** The same settings with metrics served on a port unless one was chosen. */
  public Settings servingMetricsOn(int port) {
    return new Settings(
        home,
        taskQueue,
        temporalCli,
        inMemoryServer,
        syncEveryCommit,
        download,
        metricsAddress,
        metricsPort.isPresent() ? metricsPort : OptionalInt.of(port),
        secretFolders,
        environment);
  }

  /** A variable, unless it is missing or blank. */
  Optional<String> variable(String name) {
    return value(environment, name);
  }

  /** Without the environment, which may hold secrets. */
  @Override
  public String toString() {
    return "Settings[home=" + home + ", taskQueue=" + taskQueue + "]";
  }

  private static Path home(Map<String, String> environment, String system, String userHome) {
    Optional<String> chosen = value(environment, "EIDER_HOME");
    if (chosen.isPresent()) {
      return Path.of(chosen.get()).toAbsolutePath().normalize();
    }
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      return Path.of(userHome, "Library", "Application Support", "Eider");
    }
    if (name.startsWith("windows")) {
      return value(environment, "LOCALAPPDATA")
          .map(Path::of)
          .orElse(Path.of(userHome, "AppData", "Local"))
          .resolve("Eider");
    }
    // The XDG base directory specification asks to ignore relative paths.
    return value(environment, "XDG_DATA_HOME")
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElse(Path.of(userHome, ".local", "share"))
        .resolve("eider");
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  private static boolean choice(
      Map<String, String> environment, String name, String no, String yes) {
    String word = value(environment, name).orElse(no).toLowerCase(Locale.ROOT);
    if (!word.equals(no) && !word.equals(yes)) {
      throw refused(name, "'" + no + "' or '" + yes + "'", word);
    }
    return word.equals(yes);
  }

  private static OptionalInt port(Map<String, String> environment, String name) {
    @Nullable String text = value(environment, name).orElse(null);
    if (text == null) {
      return OptionalInt.empty();
    }
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
      throw refused(name, "a port from 0 to 65535", text);
    }
    return OptionalInt.of(Integer.parseInt(text));
  }

  private static Misconfigured refused(String name, String expected, String actual) {
    return new Misconfigured(
        "settings.value",
        "environment variable " + name,
        "expected " + expected + " but was '" + actual + "'",
        "change or unset " + name);
  }
}
