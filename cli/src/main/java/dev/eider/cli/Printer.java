package dev.eider.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.outcome.Problem;
import dev.eider.wire.WireFormat;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;

/** Data on stdout in the form that was asked for, talk on stderr. */
final class Printer {
  private final PrintWriter out;
  private final PrintWriter err;
  private final OutputOptions options;

  Printer(PrintWriter out, PrintWriter err, OutputOptions options) {
    this.out = out;
    this.err = err;
    this.options = options;
  }

  boolean json() {
    return options.form == OutputOptions.Form.json;
  }

  boolean verbose() {
    return options.verbose;
  }

  /** The answer: one JSON value, or text. */
  void data(Object value, Supplier<String> text) {
    if (json()) {
      document(value, WireFormat.mapper());
    } else {
      out.println(text.get());
      out.flush();
    }
  }

  /** A JSON document that is text already. */
  void raw(String text) {
    out.println(text);
    out.flush();
  }

  /** A JSON document whatever form was asked for, of plain maps and lists. */
  void document(Object value, ObjectMapper mapper) {
    try {
      out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(value));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("every answer is JSON", e);
    }
  }

  /** One line to the user. */
  void say(String line) {
    err.println(line);
    err.flush();
  }

  /** Control sequences and lines of a live table. */
  void draw(String text) {
    err.print(text);
    err.flush();
  }

  void problems(List<Problem> problems) {
    problems.forEach(problem -> say(block("✗", problem)));
  }

  void notes(List<Problem> notes) {
    notes.forEach(note -> say(block("!", note)));
  }

  void stack(Throwable cause) {
    if (verbose()) {
      cause.printStackTrace(err);
      err.flush();
    }
  }

  static String block(String mark, Problem problem) {
    String first = mark + " " + problem.code() + "   " + problem.where();
    String fix = problem.fix() == null ? "" : "\n    → " + problem.fix();
    return first + "\n    " + problem.message() + fix;
  }
}
