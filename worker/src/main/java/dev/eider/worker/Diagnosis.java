package dev.eider.worker;

import dev.eider.fault.Fault;
import dev.eider.outcome.Problem;
import dev.eider.plan.SyncPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is there and what is not: program, server, worker; and what one plan needs. */
public final class Diagnosis {
  private final Settings settings;

  /** Looks around a process with these settings; starts nothing. */
  public Diagnosis(Settings settings) {
    this.settings = settings;
  }

  /**
   * One thing that was looked at.
   *
   * @param what the thing
   * @param ok whether it is as it should be
   * @param found what is there
   * @param fix what to do, or null
   */
  public record Line(String what, boolean ok, String found, @Nullable String fix) {

    static Line of(String what, Problem problem) {
      return new Line(what, false, problem.where() + ": " + problem.message(), problem.fix());
    }
  }

  /** Program, server and worker. */
  public List<Line> installation() {
    List<Line> lines = new ArrayList<>();
    try {
      lines.add(new Line("temporal", true, Servers.program(settings), null));
      lines.addAll(server(Servers.find(settings)));
    } catch (Fault e) {
      lines.add(Line.of("server", e.problem()));
    }
    return lines;
  }

  /** Secrets, and whether the destination can be written to right now. */
  public List<Line> plan(SyncPlan plan, PlanSecrets secrets) {
    List<Line> lines = new ArrayList<>(secrets.lines());
    if (lines.stream().anyMatch(line -> !line.ok())) {
      lines.add(new Line("destination", false, "not looked at while a secret is missing", null));
      return lines;
    }
    Inspect inspect = new Inspect(settings, secrets.secrets());
    String what = "destination";
    try {
      lines.add(new Line(what, true, inspect.reachDestination(plan) + " can be written to", null));
    } catch (Fault e) {
      lines.add(Line.of(what, inspect.masked(e.problem())));
    }
    return lines;
  }

  private List<Line> server(Optional<Server> found) {
    if (found.isEmpty()) {
      return List.of(new Line("server", true, "none is running; 'eider sync' starts one", null));
    }
    try (Connection connection = found.get().connect()) {
      String worker =
          Pollers.poll(connection, settings.taskQueue())
              ? "one takes work from queue " + settings.taskQueue()
              : "none is running; 'eider sync' works itself, schedules need 'eider worker'";
      return List.of(
          new Line("server", true, found.get().line(), null),
          new Line("worker", true, worker, null));
    }
  }
}
