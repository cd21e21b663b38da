package dev.eider.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.eider.outcome.Problem;
import dev.eider.plan.StreamPlan;
import dev.eider.plan.SyncPlan;
import dev.eider.wire.WireFormat;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Starts workflows with what the UI and the next command want to know about them. */
final class Starting {
  /** A plan travels in several payloads; the server warns from 256 KiB on. */
  private static final int LARGEST_PLAN = 128 * 1024;

  private static final String START = "EiderStart";
  private static final String PLAN = "EiderPlan";
  private static final int HASH_DIGITS = 16;
  private static final int MOST_NAMES = 10;

  private Starting() {}

  /**
   * A sync that runs.
   *
   * @param stub its handle
   * @param attached it ran already
   * @param samePlan what runs is what was asked for
   */
  record Started(WorkflowStub stub, boolean attached, boolean samePlan) {}

  static Started start(Link link, SyncPlan plan) {
    String token = UUID.randomUUID().toString();
    String hash = hash(plan);
    WorkflowOptions options =
        describing(plan)
            .setWorkflowId(plan.workflowId())
            .setTaskQueue(link.taskQueue())
            .setWorkflowIdReusePolicy(
                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
            .setWorkflowIdConflictPolicy(
                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
            .setMemo(Map.of(START, token, PLAN, hash))
            .build();
    WorkflowStub stub = link.client().newUntypedWorkflowStub("Sync", options);
    var unused = stub.start(plan);
    // The server does not say whether it started or found the run, but only ours has our token.
    WorkflowExecutionDescription running = stub.describe();
    boolean ours = token.equals(running.getMemo(START, String.class));
    return new Started(stub, !ours, ours || hash.equals(running.getMemo(PLAN, String.class)));
  }

  /** Summary and details both: a schedule whose action has only one of them cannot be described. */
  static WorkflowOptions.Builder describing(SyncPlan plan) {
    return WorkflowOptions.newBuilder()
        .setStaticSummary(
            plan.name() + ": " + plan.source().type() + " → " + plan.destination().type())
        .setStaticDetails(details(plan));
  }

  static Map<String, Object> memo(SyncPlan plan) {
    return Map.of(PLAN, hash(plan));
  }

  /** Refuses a plan the server would refuse, in words that say what to do. */
  static void guardSize(SyncPlan plan) {
    int bytes = json(plan).length;
    if (bytes > LARGEST_PLAN) {
      Problem problem =
          new Problem(
              "plan.too_large",
              plan.name(),
              "expected a plan of at most "
                  + LARGEST_PLAN / 1024
                  + " KiB but was "
                  + bytes / 1024
                  + " KiB",
              "shorten its options, or split its streams over two syncs");
      throw new Trouble(ExitCode.WRONG, List.of(problem), null);
    }
  }

  private static String details(SyncPlan plan) {
    String streams =
        plan.streams().isEmpty()
            ? "all"
            : plan.streams().stream()
                    .limit(MOST_NAMES)
                    .map(StreamPlan::name)
                    .collect(Collectors.joining(", "))
                + (plan.streams().size() > MOST_NAMES ? ", …" : "");
    return "- source: "
        + plan.source().type()
        + "\n- destination: "
        + plan.destination().type()
        + "\n- streams: "
        + streams
        + "\n- reads: "
        + (plan.fullRefresh() ? "everything again" : "on from the checkpoints")
        + "\n- plan: "
        + hash(plan);
  }

  private static String hash(SyncPlan plan) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(json(plan));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] json(SyncPlan plan) {
    try {
      return WireFormat.mapper().writeValueAsString(plan).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("every plan is JSON", e);
    }
  }
}
