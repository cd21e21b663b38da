package dev.eider.cli;

import io.temporal.client.schedules.ScheduleListDescription;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code eider schedule list}: what runs by itself, and when next. */
@Command(name = "list", description = "List schedules and when they run next.")
final class ScheduleListCommand extends Verb {
  /** Where a schedule's memo keeps the user's own words. */
  static final String WHEN = "EiderWhen";

  @Mixin ConnectionOptions connection = new ConnectionOptions();

  ScheduleListCommand(Surroundings around) {
    super(around);
  }

  @Override
  ExitCode run(Printer printer) {
    try (Link link = ScheduleCommand.durable(connection.open(around(), printer))) {
      String prefix = ScheduleCommand.id("");
      List<Map<String, Object>> lines =
          ScheduleCommand.client(link)
              .listSchedules()
              .filter(schedule -> schedule.getScheduleId().startsWith(prefix))
              .map(schedule -> line(schedule, schedule.getScheduleId().substring(prefix.length())))
              .toList();
      printer.data(lines, () -> text(lines));
    }
    return ExitCode.DONE;
  }

  private static Map<String, Object> line(ScheduleListDescription schedule, String name) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("schedule", name);
    line.put("when", String.valueOf(schedule.getMemo(WHEN, String.class)));
    line.put("paused", schedule.getSchedule().getState().isPaused());
    List<Instant> next = schedule.getInfo().getNextActionTimes();
    line.put("next", next.isEmpty() ? "-" : next.getFirst().toString());
    return line;
  }

  private static String text(List<Map<String, Object>> lines) {
    Columns table = new Columns("SYNC", "WHEN", "PAUSED", "NEXT");
    for (Map<String, Object> line : lines) {
      table.row(
          line.getOrDefault("schedule", "-"),
          line.getOrDefault("when", "-"),
          Boolean.TRUE.equals(line.get("paused")) ? "yes" : "no",
          line.getOrDefault("next", "-"));
    }
    return table.text();
  }
}
