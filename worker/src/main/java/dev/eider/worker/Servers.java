package dev.eider.worker;

import dev.eider.fault.Fault.Misconfigured;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which Temporal server: a configured one, else our own run with the {@code temporal} program that
 * is there, was installed or can be, else one in memory.
 */
public final class Servers {
  private static final String DEFAULT_NAMESPACE = "default";
  private static final String DEFAULT_ADDRESS = "127.0.0.1:7233";

  private Servers() {}

  /** The way to a server, before anything is started. */
  sealed interface Way {
    /** An address or a profile names it. */
    record Configured(ClientConfigProfile profile) implements Way {}

    /** A program on this machine can run it. */
    record Program(Path binary, String origin) implements Way {}

    /** A program has to be installed first. */
    record Install() implements Way {}

    /** Nothing but this process. */
    record Memory() implements Way {}
  }

  /**
   * A server that can be connected to; one of our own is started first. The caller closes it.
   *
   * @param talk hears the one line saying which was taken, and what had to be done for it
   */
  public static Server choose(Settings settings, Consumer<String> talk) {
    Server server = open(settings, talk);
    talk.accept(server.line());
    return server;
  }

  /** The same for a caller who says himself which was taken. */
  public static Server open(Settings settings, Consumer<String> talk) {
    return switch (way(settings)) {
      case Way.Configured configured -> configured(settings, configured.profile());
      case Way.Program program -> managed(settings, program, talk);
      case Way.Install install ->
          new Installer(settings)
              .install(talk)
              .map(binary -> managed(settings, new Way.Program(binary, "installed"), talk))
              .orElseGet(InMemoryServer::start);
      case Way.Memory memory -> InMemoryServer.start();
    };
  }

  /** What a server would be run with, in words. */
  static String program(Settings settings) {
    return switch (way(settings)) {
      case Way.Configured configured -> "not needed, since a server is configured";
      case Way.Program program -> program.binary() + " (" + program.origin() + ")";
      case Way.Install install -> "not installed; the first sync installs it into the data folder";
      case Way.Memory memory -> "not needed, since EIDER_SERVER asks for one in memory";
    };
  }

  /** The server that {@link #choose} would take, if it is there without starting anything. */
  public static Optional<Server> find(Settings settings) {
    return switch (way(settings)) {
      case Way.Configured configured -> Optional.of(configured(settings, configured.profile()));
      case Way.Program program -> running(settings);
      case Way.Install install -> running(settings);
      case Way.Memory memory -> Optional.empty();
    };
  }

  static Way way(Settings settings) {
    if (settings.inMemoryServer()) {
      return new Way.Memory();
    }
    Optional<ClientConfigProfile> profile = profile(settings);
    if (profile.isPresent()) {
      return new Way.Configured(profile.get());
    }
    Optional<Way> named = settings.temporalCli().map(name -> named(settings, name));
    if (named.isPresent()) {
      return named.get();
    }
    Optional<Path> onPath = Programs.onPath(settings, "temporal");
    if (onPath.isPresent()) {
      return new Way.Program(onPath.get(), "on PATH");
    }
    return new Installer(settings)
        .installed()
        .<Way>map(binary -> new Way.Program(binary, "installed before"))
        .orElseGet(Way.Install::new);
  }

  private static Way named(Settings settings, String name) {
    Path path = Path.of(name);
    Optional<Path> found =
        path.getNameCount() > 1 || path.isAbsolute()
            ? Optional.of(path).filter(Files::isExecutable).filter(Files::isRegularFile)
            : Programs.onPath(settings, name);
    return found
        .map(binary -> new Way.Program(binary.toAbsolutePath(), "EIDER_TEMPORAL_CLI"))
        .orElseThrow(
            () ->
                new Misconfigured(
                    "server.program_missing",
                    "environment variable EIDER_TEMPORAL_CLI",
                    "expected a program but '" + name + "' is none",
                    "name the temporal program, or unset EIDER_TEMPORAL_CLI"));
  }

  private static Optional<ClientConfigProfile> profile(Settings settings) {
    try {
      ClientConfigProfile profile =
          ClientConfigProfile.load(
              LoadClientConfigProfileOptions.newBuilder()
                  .setEnvOverrides(settings.environment())
                  .build());
      boolean named = settings.variable("TEMPORAL_PROFILE").isPresent();
      return Optional.of(profile).filter(p -> named || hasText(p.getAddress()));
    } catch (IOException | RuntimeException e) {
      throw new Misconfigured(
          "server.profile",
          settings.variable("TEMPORAL_CONFIG_FILE").orElse("temporal.toml"),
          "expected a Temporal profile but it cannot be read: " + e.getMessage(),
          "correct the file, TEMPORAL_PROFILE or the TEMPORAL_… variables");
    }
  }

  private static Server configured(Settings settings, ClientConfigProfile profile) {
    WorkflowServiceStubsOptions.Builder stubs =
        WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions());
    String address = hasText(profile.getAddress()) ? profile.getAddress() : DEFAULT_ADDRESS;
    String namespace = hasText(profile.getNamespace()) ? profile.getNamespace() : DEFAULT_NAMESPACE;
    return new Server(
        Server.Kind.CONFIGURED,
        address,
        namespace,
        settings.variable("EIDER_TEMPORAL_UI"),
        "Temporal: " + address + ", namespace " + namespace + " (configured)",
        stubs.setTarget(address).build(),
        profile.toWorkflowClientOptions(),
        Optional.empty(),
        () -> {});
  }

  private static Server managed(Settings settings, Way.Program program, Consumer<String> talk) {
    ManagedServer ours = new ManagedServer(settings);
    boolean there = ours.find().isPresent();
    Room.demand(settings.home(), there ? Room.TO_GO_ON : Room.TO_START);
    ManagedServer.Running running = ours.start(program.binary(), talk);
    return managed(
        running,
        there ? "already running" : "started with " + program.binary() + ", " + program.origin());
  }

  private static Optional<Server> running(Settings settings) {
    return new ManagedServer(settings).find().map(found -> managed(found, "already running"));
  }

  private static Server managed(ManagedServer.Running running, String how) {
    return new Server(
        Server.Kind.MANAGED,
        running.address(),
        DEFAULT_NAMESPACE,
        Optional.of(running.ui()),
        "Temporal: " + running.address() + " (" + how + "), web interface " + running.ui(),
        WorkflowServiceStubsOptions.newBuilder().setTarget(running.address()).build(),
        WorkflowClientOptions.getDefaultInstance(),
        Optional.ofNullable(running.cluster()),
        () -> {});
  }

  private static boolean hasText(@org.jspecify.annotations.Nullable String text) {
    return text != null && !text.isBlank();
  }
}
