package dev.eider.cli;

import dev.eider.flow.SearchWorkflow;
import dev.eider.outcome.FaultKind;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Problem;
import dev.eider.step.Embed;
import io.temporal.failure.ApplicationFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A search whose text says how it goes: hits, nothing, or denied. */
public final class FakeSearch implements SearchWorkflow {
  /** What was asked last. */
  static final AtomicReference<Embed.@Nullable Question> ASKED = new AtomicReference<>();

  @Override
  public Embed.Answer run(Embed.Question question) {
    ASKED.set(question);
    if (question.text().equals("denied")) {
      Problem problem = new Problem("chroma.denied", "chroma", "expected a token", "set TOKEN");
      throw ApplicationFailure.newNonRetryableFailure(
          problem.line(), "Denied", new FaultReport(FaultKind.DENIED, problem, null));
    }
    List<Embed.Hit> hits = question.text().equals("nothing") ? List.of() : hits();
    String store = question.embed().stores().getFirst().type();
    String asked = question.store() == null ? store : question.store();
    return new Embed.Answer(
        asked,
        question.sync() + "." + question.stream(),
        "exact, over 826 vectors",
        hits.stream().limit(question.limit()).toList());
  }

  private static List<Embed.Hit> hits() {
    Map<String, Object> two = new LinkedHashMap<>();
    two.put("id", 2.0);
    two.put("region", "a\tb");
    return List.of(
        new Embed.Hit(
            0.81249,
            Map.of("id", 5),
            0,
            "Name: Jerry Smith\nLocation: Earth\n",
            Map.of("name", "Jerry Smith")),
        new Embed.Hit(
            0.5,
            two,
            1,
            "\u001b[31mred\u001b[0m \u009b2J \u202etxet\u202c \u2028next "
                + "\ud83d\udc19".repeat(200),
            Map.of("note", "\u001b]0;title\u0007")),
        new Embed.Hit(-0.0123, Map.of(), 0, "written by another client", Map.of()));
  }
}
