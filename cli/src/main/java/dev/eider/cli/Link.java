package dev.eider.cli;

import io.temporal.client.WorkflowClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An open connection to a Temporal server.
 *
 * @param client for workflows, with Eider's wire format
 * @param ui the root of its web interface, or null where none is known
 * @param durable whether what runs on it survives this process
 * @param taskQueue where Eider's workers take syncs from
 * @param stranger whether another installation's server took the address meanwhile
 * @param closing ends the connection, and a server that lives in this process
 */
public record Link(
    WorkflowClient client,
    @Nullable String ui,
    boolean durable,
    String taskQueue,
    BooleanSupplier stranger,
    Runnable closing)
    implements AutoCloseable {

  /** The page of a workflow in the web interface. */
  public Optional<String> page(String workflowId) {
    return Optional.ofNullable(ui)
        .map(
            root ->
                root
                    + "/namespaces/"
                    + client.getOptions().getNamespace()
                    + "/workflows/"
                    + URLEncoder.encode(workflowId, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    closing.run();
  }
}
