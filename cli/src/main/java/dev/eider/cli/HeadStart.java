package dev.eider.cli;

import dev.eider.wire.WireFormat;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.util.Set;

/**
 * Gets ready what every talk with a server needs while the command is still being read: a tenth of
 * a second goes into the descriptors of Temporal's messages.
 */
final class HeadStart {
  private static final Set<String> QUIET =
      Set.of("init", "schema", "completion", "help", "check", "discover", "preview", "doctor");

  private HeadStart() {}

  /** For a command that will talk to a server. */
  static void of(String[] args) {
    if (args.length > 0 && !args[0].startsWith("-") && !QUIET.contains(args[0])) {
      Thread.ofPlatform().daemon().name("head-start").start(HeadStart::prepare);
    }
  }

  private static void prepare() {
    Object unusedMessages = WorkflowServiceGrpc.getServiceDescriptor().getSchemaDescriptor();
    Object unusedConverter = WireFormat.converter();
  }
}
