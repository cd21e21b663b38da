package dev.eider.flow;

import dev.eider.outcome.Counts;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Outcome;
import dev.eider.outcome.StreamReport;
import dev.eider.outcome.SyncReport;
import dev.eider.outcome.Vectors;
import io.temporal.common.SearchAttributeKey;
import io.temporal.workflow.Workflow;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a person sees in the Temporal UI: search attributes, summaries, current details. */
final class Labels {
  private static final SearchAttributeKey<String> SYNC = SearchAttributeKey.forKeyword("EiderSync");
  private static final SearchAttributeKey<String> PHASE =
      SearchAttributeKey.forKeyword("EiderPhase");
  private static final SearchAttributeKey<String> OUTCOME =
      SearchAttributeKey.forKeyword("EiderOutcome");
  private static final SearchAttributeKey<Long> ROWS = SearchAttributeKey.forLong("EiderRows");

  /** What the server takes for a summary is 400 bytes; the documentation promises 200. */
  private static final int SUMMARY_BYTES = 200;

  private final String sync;
  private final boolean searchable;
  private String shown = "";

  /**
   * Labels of one workflow.
   *
   * @param sync the sync's name
   * @param searchable whether the server knows Eider's search attributes
   */
  Labels(String sync, boolean searchable) {
    this.sync = sync;
    this.searchable = searchable;
  }

  /** Shows where it stands; repeating what is shown already costs no history. */
  void show(String phase, Outcome outcome, long rows) {
    String now = phase + outcome + rows;
    if (!searchable || now.equals(shown)) {
      return;
    }
    shown = now;
    Workflow.upsertTypedSearchAttributes(
        SYNC.valueSet(sync),
        PHASE.valueSet(phase),
        OUTCOME.valueSet(outcome.word()),
        ROWS.valueSet(rows));
  }

  /** Current details as Markdown bullets: the UI draws tables without borders. */
  void details(StreamReport report) {
    Counts counts = report.counts();
    StringBuilder text = new StringBuilder();
    text.append("- phase: ").append(report.phase());
    text.append("\n- chunks loaded: ").append(report.chunks());
    text.append("\n- rows read: ").append(counts.read());
    text.append("\n- inserted: ").append(counts.inserted());
    text.append("\n- updated: ").append(counts.updated());
    text.append("\n- unchanged: ").append(counts.unchanged());
    text.append("\n- deleted: ").append(counts.deleted());
    text.append("\n- set aside: ").append(counts.setAside());
    text.append("\n- pages: ").append(counts.pages());
    Vectors vectors = report.vectors();
    if (vectors != null) {
      text.append("\n- chunks embedded: ").append(vectors.embedded());
      text.append("\n- chunks reused: ").append(vectors.reused());
      text.append("\n- chunks deleted: ").append(vectors.deleted());
    }
    if (report.cursor() != null) {
      text.append("\n- checkpoint: `").append(summary(report.cursor())).append('`');
    }
    if (report.question() != null) {
      String answer = sync + " " + report.stream();
      text.append("\n- **waits for approval**: ").append(report.question().text());
      text.append("\n- answer: `eider approve ").append(answer);
      text.append("` or `eider reject ").append(answer).append('`');
    }
    if (report.note() != null) {
      text.append("\n- note: ").append(report.note());
    }
    Workflow.setCurrentDetails(text.append(waits(report.fault())).toString());
  }

  /** The same for a whole sync, whose rows are counted when a stream ends. */
  static void details(SyncReport report, int running, Set<String> parked) {
    long ended = report.streams().stream().filter(s -> s.outcome() != Outcome.RUNNING).count();
    String approval =
        parked.isEmpty()
            ? ""
            : "\n- **waiting for approval**: " + String.join(", ", new TreeSet<>(parked));
    Workflow.setCurrentDetails(
        "- phase: "
            + report.phase()
            + "\n- streams ended: "
            + ended
            + " of "
            + report.streams().size()
            + "\n- streams running: "
            + running
            + ", each a workflow of its own with its numbers"
            + approval
            + waits(report.fault()));
  }

  private static String waits(@Nullable FaultReport waiting) {
    return waiting == null
        ? ""
        : "\n- waits for `" + waiting.problem().where() + "`: " + waiting.problem().message();
  }

  /** A text cut to what a summary may weigh, never inside a character. */
  static String summary(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length <= SUMMARY_BYTES) {
      return text;
    }
    int end = Math.min(text.length(), SUMMARY_BYTES - 3);
    while (text.substring(0, end).getBytes(StandardCharsets.UTF_8).length > SUMMARY_BYTES - 3) {
      end--;
    }
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }
}
