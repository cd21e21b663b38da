package dev.eider.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
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
    return commands(around).setOut(out).setErr(err).execute(args);
  }

  static CommandLine commands(Surroundings around) {
    CommandLine all =
        new CommandLine(new EiderCli())
            .addSubcommand(new DemoCommand(around))
            .addSubcommand(new InitCommand(around))
            .addSubcommand(new CheckCommand(around))
            .addSubcommand(new DiscoverCommand(around))
            .addSubcommand(new PreviewCommand(around))
            .addSubcommand(new SyncCommand(around))
            .addSubcommand(new StatusCommand(around))
            .addSubcommand(new ListCommand(around))
            .addSubcommand(new CancelCommand(around))
            .addSubcommand(new AnswerCommand.Approve(around))
            .addSubcommand(new AnswerCommand.Reject(around))
            .addSubcommand(new VerifyCommand(around))
            .addSubcommand(StateCommand.withVerbs(around))
            .addSubcommand(QuarantineCommand.withVerbs(around))
            .addSubcommand(ScheduleCommand.withVerbs(around))
            .addSubcommand(new WorkerCommand(around))
            .addSubcommand(ServerCommand.withVerbs(around))
            .addSubcommand(new SchemaCommand(around))
            .addSubcommand(new DoctorCommand(around))
            .addSubcommand(new CompletionCommand(around))
            .addSubcommand(new HelpCommand(around));
    return all.setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler((failure, args) -> misused(failure))
        .setExecutionExceptionHandler(
            (failure, verb, result) -> Failures.print(failure, printer(verb)).number());
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
                .anyMatch(List.of("sync", "demo", "state", "quarantine", "verify")::contains);
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
