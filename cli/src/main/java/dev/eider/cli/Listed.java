package dev.eider.cli;

import dev.eider.plan.SyncPlan;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A sync as the server alone knows it, without asking a worker. */
final class Listed {
  private static final SearchAttributeKey<String> PHASE =
      SearchAttributeKey.forKeyword("EiderPhase");
  private static final SearchAttributeKey<String> OUTCOME =
      SearchAttributeKey.forKeyword("EiderOutcome");
  private static final SearchAttributeKey<Long> ROWS = SearchAttributeKey.forLong("EiderRows");
  private static final String STATUS_PREFIX = "WORKFLOW_EXECUTION_STATUS_";

  private Listed() {}

  /** Its fields in order; search attributes the server does not know are left out. */
  static Map<String, Object> of(WorkflowExecutionMetadata described) {
    Map<String, Object> line = new LinkedHashMap<>();
    String id = described.getExecution().getWorkflowId();
    line.put("sync", id.startsWith(SyncPlan.workflowId("")) ? id.substring(5) : id);
    line.put(
        "status", described.getStatus().name().replace(STATUS_PREFIX, "").toLowerCase(Locale.ROOT));
    SearchAttributes attributes = described.getTypedSearchAttributes();
    Optional.ofNullable(attributes.get(PHASE)).ifPresent(phase -> line.put("phase", phase));
    Optional.ofNullable(attributes.get(OUTCOME)).ifPresent(word -> line.put("outcome", word));
    Optional.ofNullable(attributes.get(ROWS)).ifPresent(rows -> line.put("rows", rows));
    line.put("started", described.getStartTime().toString());
    Optional.ofNullable(described.getCloseTime())
        .ifPresent(closed -> line.put("ended", closed.toString()));
    return line;
  }

  static String words(Map<String, Object> line) {
    return line.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining("\n"));
  }
}
