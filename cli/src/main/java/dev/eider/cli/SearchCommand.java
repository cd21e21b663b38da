package dev.eider.cli;

import dev.eider.outcome.Problem;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.EmbedPlan;
import dev.eider.plan.StreamPlan;
import dev.eider.plan.SyncPlan;
import dev.eider.plan.Words;
import dev.eider.step.Embed;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eider search SYNC TEXT}: the documents nearest in meaning to a text. */
@Command(
    name = "search",
    description = {
      "Find the documents of a sync that are nearest in meaning to a text.",
      "A stream has documents where its sync file says 'embed'."
    })
final class SearchCommand extends SyncVerb {
  /** An answer is one payload of 2 MB: some so many of the longest chunks of a model in process. */
  private static final int MOST = 500;

  /** Who asked has gone long before; the answer itself waits a minute for what is not there. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  /** As wide as help. */
  private static final int USUAL_WIDTH = 100;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "TEXT",
      description = "what to look for, in words")
  List<String> text = List.of();

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      defaultValue = "10",
      description = "so many at most; left out, ${DEFAULT-VALUE}")
  int limit = 10;

  @Option(
      names = "--stream",
      paramLabel = "STREAM",
      description = "whose documents; left out, the only stream that has them")
  @Nullable String stream;

  @Option(
      names = "--store",
      paramLabel = "TYPE",
      description = "the store to ask; left out, the first of the stream")
  @Nullable String store;

  @Option(
      names = "--where",
      paramLabel = "FIELD=VALUE",
      description = {
        "only documents with this metadata; may be given for several fields.",
        "Numbers, true and false are taken as such, anything else and '\"quoted\"' as text"
      })
  List<String> where = List.of();

  SearchCommand(Surroundings around) {
    super(around);
  }

  @Override
  ExitCode run(Printer printer) {
    return withWorker(
        printer,
        (link, plan) -> {
          Embed.Question question = question(plan);
          printer.notes(unknownFields(question));
          Embed.Answer answer = ask(link, plan, question);
          printer.data(answer, () -> HitsText.of(answer, question, width()));
          printer.say(HitsText.how(answer));
          return ExitCode.DONE;
        });
  }

  @Override
  void examine(SyncPlan plan) {
    var unused = question(plan);
  }

  private Embed.Question question(SyncPlan plan) {
    String words = String.join(" ", text).strip();
    if (words.isEmpty()) {
      throw Trouble.wrong(
          "cli.usage", "eider search", "expected a text but it is empty", "write what to look for");
    }
    if (limit < 1 || limit > MOST) {
      throw Trouble.wrong(
          "cli.usage",
          "eider search --limit",
          "expected 1 to " + MOST + " documents but was " + limit,
          limit < 1 ? "write 10" : "write " + MOST);
    }
    StreamPlan asked = stream(plan);
    EmbedPlan embed = Objects.requireNonNull(asked.embed());
    refuseStore(embed);
    return new Embed.Question(
        plan.name(), asked.name(), embed, store, words, limit, Where.of(where));
  }

  private StreamPlan stream(SyncPlan plan) {
    List<StreamPlan> embedded = plan.streams().stream().filter(one -> one.embed() != null).toList();
    String sync = "sync '" + plan.name() + "'";
    if (embedded.isEmpty()) {
      throw Trouble.wrong(
          "search.no_documents",
          sync,
          "expected a stream with 'embed' but there is none",
          "write embed: {document: \"{{ record.FIELD }}\"} below a stream of its file, and run it");
    }
    List<String> names = embedded.stream().map(StreamPlan::name).toList();
    if (stream == null && names.size() > 1) {
      throw Trouble.wrong(
          "search.which_stream",
          sync,
          "expected one stream with documents but there are " + String.join(", ", names),
          "add --stream " + names.getFirst());
    }
    String wanted = stream == null ? names.getFirst() : stream;
    return embedded.stream()
        .filter(one -> one.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                unknown(
                    "cli.unknown_stream",
                    "eider search --stream",
                    wanted,
                    names,
                    "write one of them, or add embed: to that stream"));
  }

  private void refuseStore(EmbedPlan embed) {
    List<String> types = embed.stores().stream().map(ConnectorPlan::type).distinct().toList();
    if (store != null && !types.contains(store)) {
      throw unknown(
          "search.unknown_store",
          "eider search --store",
          store,
          types,
          "write one of them, or add it to store: of the stream");
    }
  }

  private static Trouble unknown(
      String code, String where, String word, List<String> known, String fix) {
    return Trouble.wrong(
        code,
        where,
        "expected one of " + String.join(", ", known) + " but was '" + word + "'",
        Words.closest(word, known).map(meant -> "write " + meant).orElse(fix));
  }

  /** A collection others write to may hold more fields, so these are told and asked for. */
  private static List<Problem> unknownFields(Embed.Question question) {
    List<String> known = question.embed().metadata();
    return question.where().keySet().stream()
        .filter(field -> known.stream().noneMatch(one -> (field + ".").startsWith(one + ".")))
        .map(
            field ->
                new Problem(
                    "search.unknown_field",
                    "eider search --where",
                    "expected "
                        + (known.isEmpty() ? "no field" : "one of " + String.join(", ", known))
                        + " but was '"
                        + field
                        + "'",
                    Words.closest(field, known)
                        .map(meant -> "write " + meant)
                        .orElse("add it to metadata: of the stream, and run the sync")))
        .toList();
  }

  private static Embed.Answer ask(Link link, SyncPlan plan, Embed.Question question) {
    WorkflowOptions options =
        Starting.describing(plan)
            .setWorkflowId("search/" + plan.name() + "/" + UUID.randomUUID())
            .setTaskQueue(link.taskQueue())
            .setWorkflowExecutionTimeout(FORGOTTEN)
            .build();
    WorkflowStub stub = link.client().newUntypedWorkflowStub("Search", options);
    try {
      var unused = stub.start(question);
      return stub.getResult(Embed.Answer.class);
    } catch (WorkflowFailedException e) {
      throw Ending.trouble(plan.name(), e);
    }
  }

  private int width() {
    return around().terminal()
        ? CommandSpec.create().usageMessage().autoWidth(true).width()
        : USUAL_WIDTH;
  }
}
