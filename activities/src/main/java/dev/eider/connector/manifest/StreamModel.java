package dev.eider.connector.manifest;

import dev.eider.connector.manifest.cursor.Cursor;
import dev.eider.connector.manifest.cursor.DatetimeCursor;
import dev.eider.connector.manifest.cursor.DatetimeWindow;
import dev.eider.connector.manifest.cursor.NoCursor;
import dev.eider.connector.manifest.cursor.PartitionedCursor;
import dev.eider.connector.manifest.model.Manifest;
import dev.eider.connector.manifest.model.Part;
import dev.eider.connector.manifest.partition.Router;
import dev.eider.connector.manifest.request.RequestContext;
import dev.eider.connector.manifest.request.SimpleRetriever;
import dev.eider.connector.manifest.select.RecordSelector;
import dev.eider.connector.manifest.select.Selector;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.outcome.Problem;
import dev.eider.template.Scope;
import dev.eider.template.TemplateException;
import dev.eider.template.Values;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One stream of a manifest: what it says about itself, and what reads it. */
final class StreamModel {
  private final Part part;

  StreamModel(Part part) {
    this.part = part;
  }

  Part part() {
    return part;
  }

  String name() {
    return part.optionalText("name").orElse(part.pointer());
  }

  /** The key's columns; empty when it names none. */
  List<String> primaryKey() {
    List<String> columns = new ArrayList<>();
    switch (part.raw("primary_key")) {
      case String one when !one.isEmpty() -> columns.add(one);
      case List<?> several -> several.forEach(key -> columns.add(column(key)));
      case null, default -> {}
    }
    return columns;
  }

  /** The cursor's field; empty for streams that are read from the beginning each time. */
  Optional<String> cursorField(Scope scope) {
    return part.optionalPart("incremental_sync")
        .map(
            cursor ->
                cursor
                    .template("cursor_field")
                    .text(scope.with("parameters", cursor.parameters())));
  }

  /** The declared JSON schema; empty when there is none. */
  Map<String, @Nullable Object> jsonSchema() {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>();
    for (Part loader : part.parts("schema_loader").reversed()) {
      if (loader.type().equals("InlineSchemaLoader")
          && loader.raw("schema") instanceof Map<?, ?> m) {
        merge(merged, m);
      }
    }
    return merged;
  }

  /** What stands against reading it; empty when it can be read. */
  List<Problem> problems(RequestContext context) {
    List<Problem> problems = new ArrayList<>(Manifest.problems(part));
    if (problems.isEmpty()) {
      try {
        primaryKey();
        Instant now = context.scope().clock().instant();
        retriever(cursor(context, now, Map.of(), Duration.ZERO), context);
      } catch (Misconfigured e) {
        problems.add(e.problem());
      } catch (TemplateException e) {
        problems.add(
            new Problem(
                "manifest.template_failed",
                part.pointer(),
                String.valueOf(e.getMessage()),
                "correct the template or the config it reads"));
      }
    }
    return problems;
  }

  /**
   * The cursor of one read.
   *
   * @param context where templates are evaluated
   * @param now what the read takes for the present from its first page to its last
   * @param state what it begins from
   * @param lookback how far before the last value to read again at least
   */
  Cursor cursor(
      RequestContext context, Instant now, Map<String, @Nullable Object> state, Duration lookback) {
    refuse();
    Optional<Router> router = Router.of(retriever(), context);
    Optional<Part> cursor = cursorPart();
    if (cursor.isEmpty()) {
      return new NoCursor(router);
    }
    Clock still = Clock.fixed(now, ZoneOffset.UTC);
    RequestContext pinned =
        new RequestContext(
            new Scope(still, context.scope().names()),
            context.exchange(),
            context.cached(),
            context.waits(),
            context.dialect());
    DatetimeWindow window = new DatetimeWindow(cursor.get(), pinned, lookback);
    return router
        .<Cursor>map(r -> new PartitionedCursor(r, window, state, context.scope().clock()))
        .orElseGet(() -> new DatetimeCursor(window, state));
  }

  /** What sends the requests of a read and makes records of the answers. */
  SimpleRetriever retriever(Cursor cursor, RequestContext context) {
    boolean clientSide =
        part.optionalPart("incremental_sync")
            .map(c -> c.flag("is_client_side_incremental", false))
            .orElse(false);
    Part selector = retriever().part("record_selector");
    Selector records =
        new RecordSelector(
            selector,
            part,
            context.scope(selector),
            clientSide ? Optional.of(cursor::isNew) : Optional.empty());
    return SimpleRetriever.of(retriever(), context, records, false);
  }

  /** Whether records are only wanted from a certain moment on, newest first. */
  boolean isDataFeed() {
    return part.optionalPart("incremental_sync")
        .map(c -> c.flag("is_data_feed", false))
        .orElse(false);
  }

  Part retriever() {
    return part.part("retriever");
  }

  private Optional<Part> cursorPart() {
    Optional<Part> cursor = part.optionalPart("incremental_sync");
    if (cursor.isPresent() && !cursor.get().type().equals("DatetimeBasedCursor")) {
      throw cursor.get().unsupported("cursor");
    }
    return cursor;
  }

  private void refuse() {
    if (!part.type().equals("DeclarativeStream")) {
      throw part.unsupported("stream");
    }
    if (!retriever().type().equals("SimpleRetriever")) {
      throw retriever().unsupported("retriever");
    }
    for (Part loader : part.parts("schema_loader")) {
      if (!loader.type().equals("InlineSchemaLoader")
          && !loader.type().equals("JsonFileSchemaLoader")) {
        throw loader.unsupported("schema loader");
      }
    }
    for (String field : List.of("state_migrations", "file_uploader")) {
      if (part.has(field) && !List.of().equals(part.raw(field))) {
        throw new Misconfigured(Manifest.unsupported(part.pointer() + "/" + field, field));
      }
    }
  }

  private String column(@Nullable Object key) {
    if (key instanceof List<?> path) {
      if (path.size() != 1) {
        throw part.wrong("primary_key", "keys at the top of the record", path);
      }
      return String.valueOf(path.getFirst());
    }
    return String.valueOf(key);
  }

  private static void merge(Map<String, @Nullable Object> into, Map<?, ?> schema) {
    Object properties = into.get("properties");
    into.putAll(Values.fields(schema));
    if (properties instanceof Map<?, ?> old && schema.get("properties") instanceof Map<?, ?> own) {
      Map<String, @Nullable Object> all = Values.fields(old);
      all.putAll(Values.fields(own));
      into.put("properties", all);
    }
  }
}
