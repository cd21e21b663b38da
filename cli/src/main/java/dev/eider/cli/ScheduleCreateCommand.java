package dev.eider.cli;

import dev.eider.cli.syncfile.Spans;
import dev.eider.plan.SyncPlan;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleState;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code eider schedule create FILE --every 1h}: a run that is due while one goes on is skipped.
 */
@Command(
    name = "create",
    description = "Run a sync every so often; a run that is due while one goes on is skipped.")
final class ScheduleCreateCommand extends Verb {
  /** Left unset, a server that was away for long would start a year of missed runs. */
  private static final Duration CATCH_UP = Duration.ofHours(1);

  @Parameters(paramLabel = "FILE", description = "the sync file")
  Path file = Path.of("sync.yaml");

  @Option(names = "--every", paramLabel = "SPAN", description = "such as 15m, 1h or P1D")
  @Nullable String every;

  @Option(names = "--cron", paramLabel = "LINE", description = "such as '0 6 * * mon-fri'")
  @Nullable String cron;

  @Option(
      names = "--timezone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "of --cron, such as Europe/Vienna; UTC when left out")
  String timezone = "UTC";

  @Option(names = "--paused", description = "create it without starting runs yet")
  boolean paused;

  @Option(names = "--replace", description = "take the place of one that is there")
  boolean replace;

  @Mixin ConnectionOptions connection = new ConnectionOptions();

  ScheduleCreateCommand(Surroundings around) {
    super(around);
  }

  @Override
  ExitCode run(Printer printer) {
    SyncPlan plan = read(file, printer).plan();
    Starting.guardSize(plan);
    ScheduleSpec spec = spec();
    String when = cron == null ? "every " + every : "cron " + cron + " " + timezone;
    try (Link link = ScheduleCommand.durable(connection.open(around(), printer))) {
      create(ScheduleCommand.client(link), link, plan, spec, when);
      printer.data(
          Map.of("schedule", plan.name(), "when", when, "paused", paused),
          () -> "schedule of '" + plan.name() + "': " + when + (paused ? ", paused" : ""));
      printer.say("runs need a worker: 'eider worker' on this machine or another");
    }
    return ExitCode.DONE;
  }

  private void create(
      ScheduleClient client, Link link, SyncPlan plan, ScheduleSpec spec, String when) {
    Map<String, Object> memo = new HashMap<>(Starting.memo(plan));
    // A server gives cron lines back as calendars, so the user's own words are kept beside them.
    memo.put(ScheduleListCommand.WHEN, when);
    ScheduleOptions options = ScheduleOptions.newBuilder().setMemo(memo).build();
    String id = ScheduleCommand.id(plan.name());
    Schedule schedule = schedule(link, plan, spec);
    try {
      if (replace) {
        deleteIfThere(client, id);
      }
      var unused = client.createSchedule(id, schedule, options);
    } catch (ScheduleAlreadyRunningException e) {
      throw Trouble.wrong(
          "schedule.exists",
          "schedule of '" + plan.name() + "'",
          "expected none yet but there is one",
          "add --replace, or 'eider schedule delete " + plan.name() + "'");
    }
  }

  private static void deleteIfThere(ScheduleClient client, String id) {
    try {
      client.getHandle(id).delete();
    } catch (ScheduleException e) {
      if (!String.valueOf(e.getCause()).contains("NOT_FOUND")) {
        throw e;
      }
    }
  }

  private Schedule schedule(Link link, SyncPlan plan, ScheduleSpec spec) {
    return Schedule.newBuilder()
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType("ScheduledSync")
                .setArguments(plan)
                .setOptions(
                    Starting.describing(plan)
                        .setWorkflowId(ScheduleCommand.id(plan.name()))
                        .setTaskQueue(link.taskQueue())
                        .setMemo(Starting.memo(plan))
                        .build())
                .build())
        .setSpec(spec)
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                .setCatchupWindow(CATCH_UP)
                .build())
        .setState(ScheduleState.newBuilder().setPaused(paused).build())
        .build();
  }

  private ScheduleSpec spec() {
    if ((every == null) == (cron == null)) {
      throw Trouble.wrong(
          "cli.usage",
          "eider schedule create",
          "expected either --every or --cron",
          "write e.g. --every 1h");
    }
    ScheduleSpec.Builder spec = ScheduleSpec.newBuilder();
    if (cron != null) {
      return spec.setCronExpressions(List.of(Cron.checked(cron))).setTimeZoneName(zone()).build();
    }
    Optional<Duration> span =
        Spans.parse(String.valueOf(every)).filter(s -> s.compareTo(Duration.ofSeconds(1)) >= 0);
    return spec.setIntervals(List.of(new ScheduleIntervalSpec(span.orElseThrow(this::badSpan))))
        .build();
  }

  private Trouble badSpan() {
    return Trouble.wrong(
        "schedule.bad_span",
        "eider schedule create --every",
        "expected a duration of a second or more but was '" + every + "'",
        "write e.g. 15m, 1h or P1D");
  }

  private String zone() {
    try {
      return ZoneId.of(timezone).getId();
    } catch (DateTimeException e) {
      throw Trouble.wrong(
          "schedule.bad_timezone",
          "eider schedule create --timezone",
          "expected a time zone but was '" + timezone + "'",
          "write e.g. UTC or Europe/Vienna");
    }
  }
}
