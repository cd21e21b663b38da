package dev.eider.cli;

import dev.eider.plan.Described;
import dev.eider.plan.Words;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eider init}: a commented sync file to begin with. */
@Command(name = "init", description = "Write a commented sync file for a source and a destination.")
final class InitCommand extends Verb {
  @Parameters(
      index = "0",
      paramLabel = "SOURCE",
      description = "the source's type; 'eider help source' lists them")
  String source = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DESTINATION",
      defaultValue = "duckdb",
      description = "the destination's type, duckdb when left out")
  String destination = "duckdb";

  @Option(names = "--name", paramLabel = "NAME", description = "the sync's name")
  @Nullable String name;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "where to write it, NAME.yaml when left out")
  @Nullable Path file;

  InitCommand(Surroundings around) {
    super(around);
  }

  @Override
  ExitCode run(Printer printer) throws IOException {
    Described from = known(Described.Kind.SOURCE, source);
    Described to = known(Described.Kind.DESTINATION, destination);
    String called = Optional.ofNullable(name).orElse("my-" + source);
    Path path = Optional.ofNullable(file).orElse(Path.of(called + ".yaml"));
    try {
      Files.writeString(
          around().resolve(path), Draft.of(called, from, to), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw Trouble.wrong(
          "cli.file_exists",
          path.toString(),
          "expected no such file but there is one",
          "choose another with --file");
    }
    printer.data(Map.of("file", path.toString()), () -> "wrote " + path);
    printer.say("next: edit it, then 'eider check " + path + "' and 'eider sync " + path + "'");
    return ExitCode.DONE;
  }

  private Described known(Described.Kind kind, String type) {
    List<String> names = around().connectors().get().names(kind);
    return around()
        .connectors()
        .get()
        .named(kind, type)
        .orElseThrow(
            () ->
                Trouble.wrong(
                    "cli.unknown_connector",
                    "eider init",
                    "expected one of " + String.join(", ", names) + " but was '" + type + "'",
                    Words.closest(type, names).map(word -> "write " + word).orElse(null)));
  }
}
