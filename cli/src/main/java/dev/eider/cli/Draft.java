package dev.eider.cli;

import dev.eider.plan.Described;
import dev.eider.plan.Spec;
import java.util.Locale;

/** A sync file to begin with: what must be there, and as comments what may be. */
final class Draft {

  private Draft() {}

  static String of(String name, Described source, Described destination) {
    return "# One sync: where rows come from and where they go. Run it with 'eider sync FILE'.\n"
        + "name: "
        + name
        + "\n\n# "
        + source.spec().summary()
        + "\nsource:\n"
        + options(source)
        + "\n# "
        + destination.spec().summary()
        + "\ndestination:\n"
        + options(destination)
        + """

        # Left out: every stream, each in the best mode its source offers. 'eider discover FILE' lists them.
        # streams:
        #   orders: {mode: incremental, write: upsert, primary_key: [id], cursor: updated_at}
        #   articles:
        #     embed: {document: "{{ record.title }}"}   # 'eider search' finds rows by their meaning

        # parallel_streams: 4      # streams extracted at the same time
        # give_up_after: PT1H      # how long to wait without progress for what is unavailable
        """;
  }

  private static String options(Described described) {
    StringBuilder text = new StringBuilder("  type: " + described.name() + "\n");
    for (Spec.Field field : described.spec().fields()) {
      String lead = field.required() ? "  " : "  # ";
      text.append("  # ").append(field.doc()).append('\n');
      text.append(lead).append(field.name()).append(": ").append(sample(described, field));
      text.append('\n');
    }
    return text.toString();
  }

  private static String sample(Described described, Spec.Field field) {
    return switch (field.type()) {
      case TEXT -> field.fallback() == null ? "…" : field.fallback();
      case INTEGER -> "1";
      case FLAG -> "true";
      case PATH, DOCUMENT -> "path/to/" + field.name();
      case SECRET ->
          "\"${secret:" + (described.name() + "_" + field.name()).toUpperCase(Locale.ROOT) + "}\"";
      case MAP -> "{}";
      case LIST -> "[]";
    };
  }
}
