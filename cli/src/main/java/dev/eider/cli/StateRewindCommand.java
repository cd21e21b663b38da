package dev.eider.cli;

import dev.eider.flow.RewindWorkflow;
import dev.eider.plan.SyncPlan;
import dev.eider.step.History;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eider state rewind}: back to an earlier checkpoint. */
@Command(
    name = "rewind",
    description = "Take a stream back to an earlier checkpoint; rows stay, the next sync goes on.")
final class StateRewindCommand extends SyncVerb {
  private static final Pattern BATCH = Pattern.compile("(\\d{1,18})/(-|\\d{1,9})");

  /** From the most exact to the shortest; without an offset it is UTC. */
  private static final List<Function<String, Instant>> TIMES =
      List.of(
          text -> OffsetDateTime.parse(text).toInstant(),
          text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC),
          text -> LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));

  @Parameters(index = "1", paramLabel = "STREAM", description = "the stream")
  String stream = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "WHEN",
      description = "a time, or RUN/CHUNK as 'eider state list' shows it")
  String to = "";

  @Option(names = "--dry-run", description = "only say what the state would become")
  boolean dryRun;

  @Option(
      names = "--yes",
      description = "also where rows that were appended since will be there twice")
  boolean yes;

  StateRewindCommand(Surroundings around) {
    super(around);
  }

  @Override
  ExitCode run(Printer printer) {
    History.Target target = target(to);
    return withWorker(
        printer,
        (link, plan) -> {
          refuseRunning(link, plan);
          tell(rewound(link, plan, target), printer);
          return ExitCode.DONE;
        });
  }

  private History.Rewound rewound(Link link, SyncPlan plan, History.Target target) {
    RewindWorkflow.Request request = new RewindWorkflow.Request(plan, stream, target, dryRun, yes);
    return answer(link, plan, new Question("StateRewind", "state", request), History.Rewound.class);
  }

  private void tell(History.Rewound rewound, Printer printer) {
    printer.data(rewound, () -> text(rewound));
    if (rewound.repeated() > 0) {
      printer.say(
          "! "
              + Numbers.rows(rewound.repeated())
              + " that were appended since will be there twice after the next sync");
    }
    printer.say(
        dryRun
            ? "nothing was changed: leave out --dry-run to do it"
            : "rewound: the next sync goes on from there");
  }

  private static String text(History.Rewound rewound) {
    History.Moment to = rewound.to();
    return rewound.stream()
        + " (table "
        + rewound.table()
        + "): to "
        + StateListCommand.batch(to)
        + ", "
        + to.kind()
        + " of "
        + to.committed()
        + "\n  from     "
        + state(rewound.from())
        + "\n  to       "
        + state(rewound.state())
        + "\n  after it "
        + (rewound.batches() == 1 ? "1 batch" : Numbers.grouped(rewound.batches()) + " batches")
        + ", "
        + Numbers.rows(rewound.rows());
  }

  private static String state(@org.jspecify.annotations.Nullable String state) {
    return state == null ? "the beginning" : state;
  }

  static History.Target target(String text) {
    Matcher batch = BATCH.matcher(text);
    if (batch.matches()) {
      int chunk = batch.group(2).equals("-") ? -1 : Integer.parseInt(batch.group(2));
      return new History.Target(null, Long.parseLong(batch.group(1)), chunk);
    }
    for (Function<String, Instant> form : TIMES) {
      Optional<Instant> at = parsed(form, text);
      if (at.isPresent()) {
        return new History.Target(at.get(), null, null);
      }
    }
    throw Trouble.wrong(
        "state.bad_time",
        "--to",
        "expected a time such as 2026-11-21T12:00:00Z, or RUN/CHUNK such as 3/7, but was '"
            + text
            + "'",
        "see 'eider state list'");
  }

  private static Optional<Instant> parsed(Function<String, Instant> form, String text) {
    try {
      return Optional.of(form.apply(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
