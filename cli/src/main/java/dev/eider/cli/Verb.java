package dev.eider.cli;

import dev.eider.cli.syncfile.SyncFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all verbs share: how they answer, what they see, how they read a sync file. */
abstract class Verb implements Callable<Integer> {
  @Mixin OutputOptions output = new OutputOptions();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  boolean help;

  @Spec CommandSpec command = CommandSpec.create();

  private final Surroundings around;

  Verb(Surroundings around) {
    this.around = around;
  }

  /** Does it. */
  abstract ExitCode run(Printer printer) throws Exception;

  @Override
  public final Integer call() throws Exception {
    return run(printer()).number();
  }

  final Printer printer() {
    return new Printer(command.commandLine().getOut(), command.commandLine().getErr(), output);
  }

  final Surroundings around() {
    return around;
  }

  /** The plan of a sync file; its notes are told. */
  final SyncFile.Read read(Path file, Printer printer) {
    SyncFile reader = new SyncFile(EiderHome.of(around.environment()), around.connectors().get());
    SyncFile.Read read = reader.read(around.resolve(file));
    printer.notes(read.notes());
    return read;
  }

  /** The name of a sync that was given by name or by file. */
  final String nameOf(String nameOrFile, Printer printer) {
    boolean file = nameOrFile.endsWith(".yaml") || nameOrFile.endsWith(".yml");
    return file ? read(Path.of(nameOrFile), printer).plan().name() : nameOrFile;
  }
}
