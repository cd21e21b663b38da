package dev.eider.worker.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.outcome.Outcome;
import dev.eider.outcome.SyncReport;
import dev.eider.plan.SyncPlan;
import dev.eider.wire.WireFormat;
import dev.eider.worker.rig.Installation;
import dev.eider.worker.rig.Plans;
import dev.eider.worker.rig.RecordsApi;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A planted token is used, and is nowhere afterwards. */
@Tag("slow")
final class SecretsStaySecretTest {
  private static final String NAME = "RECORDS_CANARY";
  private static final String CANARY = "sk_live_canary_9f8e7d6c5b4a39281706";
  private static final String PAYMENTS = "payments";

  private final Path folder;
  private final Path file;

  SecretsStaySecretTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("warehouse.duckdb");
  }

  @Test
  void aTokenThatIsUsedAndEchoedIsNeverWrittenDown() throws Exception {
    List<String> texts = new ArrayList<>();
    try (RecordsApi api = RecordsApi.of(500);
        Installation installation = Installation.in(folder)) {
      installation.startWorker(Map.of(NAME, CANARY));
      SyncPlan plan =
          Plans.plan(
              "secret",
              Plans.api(api, "${secret:" + NAME + "}", 100, PAYMENTS),
              file,
              Plans.chunksOf(2));
      for (int refusedFrom : List.of(1, 4)) {
        refuseFrom(api, refusedFrom);
        SyncReport refused = installation.run(plan);
        assertThat(refused.outcome()).isNotEqualTo(Outcome.DONE);
        texts.add(WireFormat.mapper().writeValueAsString(refused));
        assertThat(texts.getLast()).contains("401");
      }
      api.intercept((request, number) -> Optional.empty());
      SyncReport accepted = installation.run(plan);
      assertThat(accepted.outcome()).isEqualTo(Outcome.DONE);
      assertThat(api.asked())
          .allSatisfy(asked -> assertThat(asked.authorization()).isEqualTo("Bearer " + CANARY));
      texts.add(WireFormat.mapper().writeValueAsString(accepted));
      texts.addAll(histories(installation));
      installation.workers().forEach(worker -> texts.add(worker.log()));
      hasAHistoryOf(texts, PAYMENTS);
    }
    assertThat(texts).noneMatch(SecretsStaySecretTest::holdsCanary);
    List<Path> files = files();
    assertThat(files).contains(file, folder.resolve("home/server/temporal.db"));
    assertThat(files).filteredOn(path -> holdsCanary(bytes(path))).isEmpty();
  }

  /** From its n-th request of now on, the API answers with the token it was given. */
  private static void refuseFrom(RecordsApi api, int first) {
    int before = api.requests();
    api.intercept(
        (request, number) ->
            number - before < first
                ? Optional.empty()
                : Optional.of(
                    new RecordsApi.Instead(
                        401,
                        Map.of("X-Echo", request.authorization()),
                        "{\"error\":{\"message\":\"Invalid API Key provided: "
                            + request.authorization()
                            + "\"}}")));
  }

  /** As exported, and as bytes: an export hides payloads behind base64. */
  private static List<String> histories(Installation installation) {
    List<WorkflowExecutionMetadata> all;
    try (Stream<WorkflowExecutionMetadata> executions = installation.client().listExecutions("")) {
      all = executions.toList();
    }
    List<String> texts = new ArrayList<>();
    for (WorkflowExecutionMetadata one : all) {
      WorkflowExecutionHistory history =
          installation
              .client()
              .fetchHistory(one.getExecution().getWorkflowId(), one.getExecution().getRunId());
      texts.add(history.toJson(true));
      texts.add(new String(history.getHistory().toByteArray(), ISO_8859_1));
    }
    return texts;
  }

  /** The search would find something: it finds what is no secret. */
  private static void hasAHistoryOf(List<String> texts, String word) {
    assertThat(texts).anyMatch(text -> text.contains("sync/secret/" + word));
    assertThat(texts).anyMatch(text -> text.contains("${secret:" + NAME + "}"));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile).toList();
    }
  }

  private static String bytes(Path path) {
    try {
      return new String(Files.readAllBytes(path), ISO_8859_1);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean holdsCanary(String text) {
    String base64 =
        Base64.getEncoder().withoutPadding().encodeToString(CANARY.getBytes(ISO_8859_1));
    return text.contains(CANARY) || text.contains(base64.substring(0, base64.length() - 2));
  }
}
