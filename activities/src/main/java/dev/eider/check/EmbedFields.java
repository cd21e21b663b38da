package dev.eider.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.embedding.Document;
import dev.eider.embedding.Documents;
import dev.eider.outcome.Problem;
import dev.eider.plan.EmbedPlan;
import dev.eider.plan.Words;
import dev.eider.record.RowSchema;
import dev.eider.source.StreamInfo;
import dev.eider.template.Template;
import dev.eider.template.TemplateException;
import dev.eider.wire.WireFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sees whether documents can be made of a stream's rows, as far as its columns tell. */
final class EmbedFields {
  private static final ObjectMapper JSON = WireFormat.mapper();

  private final EmbedPlan plan;
  private final String where;
  private final List<Problem> problems;
  private final Set<String> names;
  private final boolean closed;

  /**
   * One stream's.
   *
   * @param where how messages call its {@code embed}
   * @param taken the columns that are taken; null = all
   * @param problems where to put what is wrong
   */
  EmbedFields(
      EmbedPlan plan,
      String where,
      StreamInfo info,
      @Nullable List<String> taken,
      List<Problem> problems) {
    this.plan = plan;
    this.where = where;
    this.problems = problems;
    List<String> declared = info.schema().columns().stream().map(RowSchema.Column::name).toList();
    this.names = Set.copyOf(taken == null ? declared : taken);
    this.closed = taken != null || (!declared.isEmpty() && !isOpen(info.schema().jsonSchema()));
  }

  /** Only what says so itself may have fields it does not name. */
  private static boolean isOpen(String jsonSchema) {
    try {
      JsonNode more = JSON.readTree(jsonSchema).path("additionalProperties");
      return more.isObject() || more.asBoolean(false);
    } catch (JsonProcessingException e) {
      return true;
    }
  }

  /**
   * Adds what is wrong.
   *
   * @param key the columns that tell its rows apart; null = they are wrong already
   */
  void check(@Nullable List<String> key) {
    if (key != null && key.isEmpty()) {
      problems.add(
          new Problem(
              "embed.no_key",
              where,
              "expected a primary key to know documents by but the stream declares none",
              "write primary_key: [<column>]"));
    }
    template();
    for (String path : plan.metadata()) {
      metadata(path);
    }
  }

  private void template() {
    try {
      Template template = Template.compile(plan.document());
      for (String name : template.names()) {
        if (!name.equals(Documents.RECORD)) {
          strange(name);
        }
      }
      for (String field : template.fieldsOf(Documents.RECORD)) {
        if (closed && !names.contains(field)) {
          unknown("document", field, Documents.RECORD + ".");
        }
      }
    } catch (TemplateException e) {
      add("embed.template", "document", String.valueOf(e.getMessage()), "correct the template");
    }
  }

  private void strange(String name) {
    add(
        "embed.unknown_name",
        "document",
        "expected '" + Documents.RECORD + "' in the template of a document but was '" + name + "'",
        "write " + Documents.RECORD + (names.contains(name) ? "." + name : ".<field>"));
  }

  private void metadata(String path) {
    if (path.isBlank() || path.startsWith(Document.OWN)) {
      add(
          "embed.metadata_name",
          "metadata",
          "expected a field's name that does not begin with '"
              + Document.OWN
              + "' but was '"
              + path
              + "'",
          "leave it out: Eider's own metadata is always there");
      return;
    }
    String first = path.substring(0, path.indexOf('.') < 0 ? path.length() : path.indexOf('.'));
    // A name may have dots of its own.
    boolean known =
        names.contains(first)
            || names.stream().anyMatch(name -> path.equals(name) || path.startsWith(name + "."));
    if (closed && !known) {
      unknown("metadata", first, "");
    }
  }

  private void unknown(String part, String field, String prefix) {
    add(
        "embed.unknown_field",
        part,
        "expected a column of the stream but was '" + field + "'",
        Words.closest(field, names)
            .map(name -> "write " + prefix + name)
            .orElse("write one of " + String.join(", ", names.stream().sorted().toList())));
  }

  private void add(String code, String part, String message, String fix) {
    problems.add(new Problem(code, where + "/" + part, message, fix));
  }
}
