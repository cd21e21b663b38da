package dev.eider.cli;

import dev.eider.plan.Described;
import dev.eider.plan.Spec;
import dev.eider.plan.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code eider help …}: verbs, exit codes, connectors. */
@Command(
    name = "help",
    description =
        "Explain a command, 'exit-codes', or a 'source', 'destination', 'embedder', 'store' [TYPE].")
final class HelpCommand extends Verb {
  @Parameters(arity = "0..*", paramLabel = "TOPIC", description = "what to explain")
  List<String> topics = new ArrayList<>();

  HelpCommand(Surroundings around) {
    super(around);
  }

  @Override
  ExitCode run(Printer printer) {
    String topic = topics.isEmpty() ? "" : topics.getFirst();
    switch (topic) {
      case "exit-codes" -> exitCodes(printer);
      case "source" -> connector(Described.Kind.SOURCE, printer);
      case "destination" -> connector(Described.Kind.DESTINATION, printer);
      case "embedder" -> connector(Described.Kind.EMBEDDER, printer);
      case "store" -> connector(Described.Kind.STORE, printer);
      default -> usage(printer);
    }
    return ExitCode.DONE;
  }

  private static void exitCodes(Printer printer) {
    Columns table = new Columns("CODE", "MEANS", "FAULTS");
    for (ExitCode code : ExitCode.values()) {
      table.row(code.number(), code.means(), code.faults());
    }
    List<Map<String, Object>> json =
        Arrays.stream(ExitCode.values())
            .<Map<String, Object>>map(code -> Map.of("code", code.number(), "means", code.means()))
            .toList();
    printer.data(json, table::text);
  }

  private void usage(Printer printer) {
    CommandLine line = command.root().commandLine();
    for (String word : topics) {
      Map<String, CommandLine> verbs = line.getSubcommands();
      CommandLine next = verbs.get(word);
      if (next == null) {
        throw Trouble.wrong(
            "cli.usage",
            "eider help",
            "expected one of " + String.join(", ", verbs.keySet()) + " but was '" + word + "'",
            Words.closest(word, verbs.keySet()).map(w -> "write " + w).orElse(null));
      }
      line = next;
    }
    String usage = line.getUsageMessage().stripTrailing();
    printer.data(usage, () -> usage);
  }

  private void connector(Described.Kind kind, Printer printer) {
    List<String> names = around().connectors().get().names(kind);
    if (topics.size() < 2) {
      printer.data(names, () -> String.join("\n", names));
      return;
    }
    String name = topics.get(1);
    Described described =
        around()
            .connectors()
            .get()
            .named(kind, name)
            .orElseThrow(
                () ->
                    Trouble.wrong(
                        "cli.usage",
                        "eider help " + kind.name().toLowerCase(Locale.ROOT),
                        "expected one of " + String.join(", ", names) + " but was '" + name + "'",
                        Words.closest(name, names).map(word -> "write " + word).orElse(null)));
    printer.data(described.spec(), () -> text(name, described.spec()));
  }

  private static String text(String name, Spec spec) {
    Columns table = new Columns("FIELD", "HOLDS", "LEFT OUT", "MEANING");
    for (Spec.Field field : spec.fields()) {
      String leftOut = field.fallback() == null ? "nothing" : field.fallback();
      table.row(
          field.name(),
          field.type().name().toLowerCase(Locale.ROOT),
          field.required() ? "(required)" : leftOut,
          field.doc());
    }
    String example = spec.example().lines().map(l -> "  " + l).collect(Collectors.joining("\n"));
    return name + ": " + spec.summary() + "\n\n" + table.text() + "\n\nExample:\n" + example;
  }
}
