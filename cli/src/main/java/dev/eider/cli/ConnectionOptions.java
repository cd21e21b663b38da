package dev.eider.cli;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Temporal server is meant, and the way there. */
final class ConnectionOptions {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Option(
      names = "--address",
      paramLabel = "HOST:PORT",
      description = "the Temporal server (else TEMPORAL_ADDRESS, a profile, or Eider's own)")
  @Nullable String address;

  @Option(names = "--namespace", paramLabel = "NAME", description = "the namespace on it")
  @Nullable String namespace;

  @Option(names = "--profile", paramLabel = "NAME", description = "a profile of temporal.toml")
  @Nullable String profile;

  /** The environment as if the options had been variables. */
  Map<String, String> environment(Surroundings around) {
    Map<String, String> environment = new HashMap<>(around.environment());
    put(environment, "TEMPORAL_ADDRESS", address);
    put(environment, "TEMPORAL_NAMESPACE", namespace);
    put(environment, "TEMPORAL_PROFILE", profile);
    return environment;
  }

  Link open(Surroundings around, Printer printer) {
    Map<String, String> environment = environment(around);
    Optional<LocalMode> local = around.local().get();
    return local.isPresent()
        ? local.get().connect(environment, printer::say)
        : configured(environment, printer);
  }

  private static void put(Map<String, String> map, String key, @Nullable String value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  private static Link configured(Map<String, String> environment, Printer printer) {
    String address = environment.getOrDefault("TEMPORAL_ADDRESS", "");
    if (address.isBlank()) {
      throw Trouble.wrong(
          "server.not_configured",
          "TEMPORAL_ADDRESS",
          "expected a server's address but there is none",
          "give --address HOST:PORT or set TEMPORAL_ADDRESS");
    }
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newConnectedServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build(), PATIENCE);
    WorkflowClientOptions options =
        WorkflowClientOptions.newBuilder()
            .setNamespace(environment.getOrDefault("TEMPORAL_NAMESPACE", "default"))
            .setDataConverter(dev.eider.wire.WireFormat.converter())
            .build();
    printer.say("Temporal: " + address + " (configured)");
    return new Link(
        WorkflowClient.newInstance(stubs, options),
        null,
        true,
        environment.getOrDefault("EIDER_TASK_QUEUE", "eider"),
        () -> false,
        stubs::shutdownNow);
  }
}
