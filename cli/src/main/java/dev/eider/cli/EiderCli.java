package dev.eider.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** The word {@code eider}: all verbs, and how they end. */
@Command(
    name = "eider",
    mixinStandardHelpOptions = false,
    versionProvider = EiderCli.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Durable data syncs on Temporal: an API or a database into your database.",
    footer = {"", "eider help exit-codes explains how a command ends."})
public final class EiderCli implements Runnable {
  private static final String LOGS = "org.slf4j.simpleLogger.";

  /** They speak of the others. */
  private static final Set<String> NEED_ALL = Set.of("help", "completion");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "show the version")
  boolean version;

  @CommandLine.Spec CommandLine.Model.CommandSpec command = CommandLine.Model.CommandSpec.create();

  /** Runs a command and ends the process with its code. */
  public static void main(String[] args) {
    HeadStart.of(args);
    Surroundings around = Surroundings.ofThisProcess();
    quietLogs(args, around);
    PrintWriter out = writer(System.out);
    PrintWriter err = writer(System.err);
    int code = run(args, out, err, around);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** Runs a command; data goes to the one, talk to the other. */
  public static int run(String[] args, PrintWriter out, PrintWriter err) {
    return run(args, out, err, Surroundings.ofThisProcess());
  }

  static int run(String[] args, PrintWriter out, PrintWriter err, Surroundings around) {
    return commands(around, args).setOut(out).setErr(err).execute(args);
  }

  /**
   * Only the verb that was typed, if one was: to make all of them takes most of a quick command.
   */
  private static CommandLine commands(Surroundings around, String[] args) {
    Map<String, Supplier<Object>> verbs = verbs(around);
    String typed = args.length > 0 && !NEED_ALL.contains(args[0]) ? args[0] : "";
    CommandLine all = new CommandLine(new EiderCli());
    verbs.forEach(
        (name, verb) -> {
          if (!verbs.containsKey(typed) || name.equals(typed)) {
            all.addSubcommand(name, verb.get());
          }
        });
    return all.setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler((failure, words) -> misused(failure))
        .setExecutionExceptionHandler(
            (failure, verb, result) -> Failures.print(failure, printer(verb)).number());
  }

  /** In the order help shows them. */
  private static Map<String, Supplier<Object>> verbs(Surroundings around) {
    Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();
    verbs.put("demo", () -> new DemoCommand(around));
    verbs.put("init", () -> new InitCommand(around));
    verbs.put("check", () -> new CheckCommand(around));
    verbs.put("discover", () -> new DiscoverCommand(around));
    verbs.put("preview", () -> new PreviewCommand(around));
    verbs.put("sync", () -> new SyncCommand(around));
    verbs.put("status", () -> new StatusCommand(around));
    verbs.put("list", () -> new ListCommand(around));
    verbs.put("cancel", () -> new CancelCommand(around));
    verbs.put("approve", () -> new AnswerCommand.Approve(around));
    verbs.put("reject", () -> new AnswerCommand.Reject(around));
    verbs.put("verify", () -> new VerifyCommand(around));
    verbs.put("search", () -> new SearchCommand(around));
    verbs.put("state", () -> StateCommand.withVerbs(around));
    verbs.put("quarantine", () -> QuarantineCommand.withVerbs(around));
    verbs.put("schedule", () -> ScheduleCommand.withVerbs(around));
    verbs.put("worker", () -> new WorkerCommand(around));
    verbs.put("server", () -> ServerCommand.withVerbs(around));
    verbs.put("schema", () -> new SchemaCommand(around));
    verbs.put("doctor", () -> new DoctorCommand(around));
    verbs.put("completion", () -> new CompletionCommand(around));
    verbs.put("help", () -> new HelpCommand(around));
    return verbs;
  }

  /** Without a verb: what there is. */
  @Override
  public void run() {
    CommandLine line = command.commandLine();
    line.usage(line.getOut());
  }

  private static int misused(CommandLine.ParameterException failure) {
    return Failures.print(failure, printer(failure.getCommandLine())).number();
  }

  private static Printer printer(CommandLine line) {
    return line.getCommand() instanceof Verb verb
        ? verb.printer()
        : new Printer(line.getOut(), line.getErr(), new OutputOptions());
  }

  /** Before the first logger exists; a worker's log lines are what its user wants to see. */
  private static void quietLogs(String[] args, Surroundings around) {
    List<String> words = Arrays.asList(args);
    boolean loud = words.contains("-v") || words.contains("--verbose") || words.contains("worker");
    boolean help = words.contains("-h") || words.contains("--help");
    boolean works =
        !help
            && words.stream()
                .anyMatch(
                    List.of("sync", "demo", "state", "quarantine", "verify", "search")::contains);
    if (!loud && !(works && logToFile(around))) {
      // What a worker in this process would log is on the screen as progress, waits and problems.
      System.setProperty(LOGS + "defaultLogLevel", "error");
      System.setProperty(LOGS + "log.dev.eider", "error");
      System.setProperty(LOGS + "log.io.temporal", "off");
    }
  }

  /** What a worker in this process logs is kept for whoever has to find out why. */
  private static boolean logToFile(Surroundings around) {
    try {
      around.local().get().ifPresent(local -> local.logToFile(around.environment()));
      return around.local().get().isPresent();
    } catch (Trouble unusable) {
      // The command itself meets the same folder, and tells.
      return false;
    }
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  /** The version the jar was built with. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = EiderCli.class.getPackage().getImplementationVersion();
      return new String[] {"eider " + (version == null ? "(development)" : version)};
    }
  }
}
