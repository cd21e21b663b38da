package dev.eider.cli;

import picocli.CommandLine.Option;

/** How a command answers. */
final class OutputOptions {
  enum Form {
    text,
    json
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text or json, on stdout; talk goes to stderr")
  Form form = Form.text;

  @Option(
      names = {"-v", "--verbose"},
      description = "say more: logs, and stack traces of what went wrong")
  boolean verbose;
}
