package dev.eider.cli;

import dev.eider.outcome.Problem;
import dev.eider.plan.StreamTask;
import dev.eider.plan.SyncPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a cli can do that has a worker in its own process. Found by {@code ServiceLoader}; without
 * one the cli only talks to a configured server.
 *
 * <p>Every method takes the environment it shall see, and what it has to say to the user it says in
 * lines. What stands in its way it throws as a {@link RuntimeException} the cli can explain.
 */
public interface LocalMode {

  /**
   * A connection to the chosen server, which is started when it is ours and not running; one line
   * said tells which it is.
   */
  Link connect(Map<String, String> environment, Consumer<String> say);

  /** Whether any worker takes Eider's work from that server. */
  boolean workerPolling(Link link);

  /**
   * Starts a worker in this process, once every secret of the plan is at hand; closing it lets
   * running steps stop cleanly.
   */
  Work startWorker(Job job, Link link);

  /** Runs a worker until this process is asked to end. */
  void runWorker(Map<String, String> environment, Consumer<String> say);

  /** Reaches source and destination, and decides everything the plan left open. */
  CheckResult check(Job job);

  /** Every stream of the plan's source. */
  List<StreamLine> discover(Job job);

  /** The first rows of a stream; nothing is written. */
  Preview preview(Job job, String stream, int rows);

  /** Starts the server Eider manages, or finds it running. */
  ServerState startServer(Map<String, String> environment, Consumer<String> say);

  /** Stops the server Eider manages. */
  ServerState stopServer(Map<String, String> environment, Consumer<String> say);

  /** What the server Eider manages is doing. */
  ServerState serverState(Map<String, String> environment);

  /** What is there and what is not, for {@code eider doctor}. */
  List<Finding> doctor(Map<String, String> environment);

  /** What one plan needs: its secrets, and a destination that can be written to. */
  List<Finding> doctor(Job job);

  /** Sends log lines to a file of this installation; called before the first of them. */
  void logToFile(Map<String, String> environment);

  /** A sample API on loopback and a sync file for it in a folder. */
  Demo demo(Map<String, String> environment, Path folder, Consumer<String> say);

  /**
   * Work on a plan in this process.
   *
   * @param environment the variables it sees
   * @param plan what is asked for
   * @param folder of the sync file, whose {@code .env} is looked at too
   * @param prompt asks for a secret that is nowhere else, or null
   */
  record Job(
      Map<String, String> environment, SyncPlan plan, Path folder, @Nullable Prompt prompt) {}

  /** A worker in this process. */
  interface Work extends AutoCloseable {
    /** Lets running steps stop cleanly; never throws. */
    @Override
    void close();
  }

  /**
   * What a check found.
   *
   * @param streams what would be done, in catalog order
   * @param notes things worth knowing that stop nothing
   */
  record CheckResult(List<StreamTask> streams, List<Problem> notes) {}

  /**
   * One stream of a source.
   *
   * @param name its name
   * @param primaryKey column names; empty = none known
   * @param cursor the cursor's column, or null
   * @param modes how it can be read, as written in a sync file
   * @param columns its declared columns
   * @param notes what a user should know
   */
  record StreamLine(
      String name,
      List<String> primaryKey,
      @Nullable String cursor,
      List<String> modes,
      List<String> columns,
      List<String> notes) {}

  /**
   * First rows of a stream.
   *
   * @param columns the columns' names
   * @param rows each a JSON object as text
   */
  record Preview(List<String> columns, List<String> rows) {}

  /**
   * A managed server.
   *
   * @param running whether it answers
   * @param address host and port, or null when it does not run
   * @param ui its web interface, or null
   * @param line one sentence for the user
   */
  record ServerState(boolean running, @Nullable String address, @Nullable String ui, String line) {}

  /**
   * One thing the doctor looked at.
   *
   * @param what the thing
   * @param ok whether it is as it should be
   * @param found what is there
   * @param fix what to do, or null
   */
  record Finding(String what, boolean ok, String found, @Nullable String fix) {}

  /** A running demonstration; closing it ends the sample API. */
  interface Demo extends AutoCloseable {
    /** The sync file it wrote. */
    Path syncFile();

    /** Where the rows will lie, in the words of a user. */
    String database();

    /** The table the rows go to. */
    String table();

    /** The first rows of that table, once the sync is done. */
    Preview firstRows(int rows);

    @Override
    void close();
  }
}
