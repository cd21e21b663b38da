package dev.eider.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.cli.syncfile.JsonSchema;
import picocli.CommandLine.Command;

/** {@code eider schema}: what editors need to complete a sync file. */
@Command(
    name = "schema",
    description = {
      "Print the JSON Schema of sync files.",
      "Editors use it after: eider schema > eider.schema.json, and as a file's first line",
      "# yaml-language-server: $schema=eider.schema.json"
    })
final class SchemaCommand extends Verb {

  SchemaCommand(Surroundings around) {
    super(around);
  }

  @Override
  ExitCode run(Printer printer) {
    printer.document(new JsonSchema(around().connectors().get()).document(), new ObjectMapper());
    return ExitCode.DONE;
  }
}
