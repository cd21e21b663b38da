package dev.eider.cli;

import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleHandle;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code eider schedule …}: syncs that start by themselves. */
@Command(name = "schedule", description = "Run a sync again and again.")
final class ScheduleCommand extends Group {

  static CommandLine withVerbs(Surroundings around) {
    CommandLine line =
        new CommandLine(new ScheduleCommand())
            .addSubcommand(new ScheduleCreateCommand(around))
            .addSubcommand(new ScheduleListCommand(around));
    for (Change change : Change.values()) {
      CommandLine verb = new CommandLine(new Changing(around, change));
      verb.getCommandSpec().usageMessage().description(change.description);
      line.addSubcommand(change.name().toLowerCase(Locale.ROOT), verb);
    }
    return line;
  }

  static String id(String name) {
    return "schedule/" + name;
  }

  static ScheduleClient client(Link link) {
    return ScheduleClient.newInstance(
        link.client().getWorkflowServiceStubs(),
        ScheduleClientOptions.newBuilder()
            .setNamespace(link.client().getOptions().getNamespace())
            .setIdentity(link.client().getOptions().getIdentity())
            .setDataConverter(link.client().getOptions().getDataConverter())
            .build());
  }

  /** Refuses servers that forget: a schedule that ends with this process is none. */
  static Link durable(Link link) {
    if (!link.durable()) {
      link.close();
      throw Trouble.world(
          "schedule.needs_server",
          "Temporal server",
          "expected a server that outlives this process but the in-memory one ends with it",
          "set TEMPORAL_ADDRESS, or let Eider run a server: 'eider server start'");
    }
    return link;
  }

  private enum Change {
    PAUSE("paused", "Start no more runs until it is resumed."),
    RESUME("resumed", "Start runs again."),
    TRIGGER("triggered", "Start a run now."),
    DELETE("deleted", "Forget the schedule; a run that goes on goes on.");

    private final String done;
    private final String description;

    Change(String done, String description) {
      this.done = done;
      this.description = description;
    }

    void apply(ScheduleHandle schedule) {
      switch (this) {
        case PAUSE -> schedule.pause();
        case RESUME -> schedule.unpause();
        case TRIGGER -> schedule.trigger();
        case DELETE -> schedule.delete();
      }
    }
  }

  /** One of the verbs that take a schedule and do one thing to it. */
  @Command
  private static final class Changing extends Verb {
    private final Change change;

    @Parameters(paramLabel = "NAME|FILE", description = "the sync's name or file")
    String sync = "";

    @Mixin ConnectionOptions connection = new ConnectionOptions();

    Changing(Surroundings around, Change change) {
      super(around);
      this.change = change;
    }

    @Override
    ExitCode run(Printer printer) {
      String name = nameOf(sync, printer);
      try (Link link = durable(connection.open(around(), printer))) {
        change.apply(client(link).getHandle(id(name)));
      } catch (ScheduleException e) {
        throw missing(name, e);
      }
      printer.data(
          Map.of("schedule", name, "outcome", change.done),
          () -> "schedule of '" + name + "': " + change.done);
      return ExitCode.DONE;
    }

    private static RuntimeException missing(String name, ScheduleException failure) {
      boolean absent = String.valueOf(failure.getCause()).contains("NOT_FOUND");
      return absent
          ? Trouble.wrong(
              "schedule.not_found",
              "schedule of '" + name + "'",
              "expected a schedule of that name but there is none",
              "see 'eider schedule list'")
          : failure;
    }
  }
}
