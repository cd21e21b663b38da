package dev.eider.connector.manifest.request;

import dev.eider.connector.manifest.model.Part;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.template.Scope;
import dev.eider.template.Template;
import dev.eider.template.TemplateException;
import dev.eider.template.ValidTypes;
import dev.eider.template.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Templates in a map, a list or a single text of a requester, compiled once. Entries whose value is
 * None, empty or made of something missing are left out.
 */
final class Inputs {
  private final @Nullable Object root;
  private final boolean textsOnly;

  private Inputs(@Nullable Object root, boolean textsOnly) {
    this.root = root;
    this.textsOnly = textsOnly;
  }

  /** Query parameters and form fields: only texts and lists are read as literals. */
  static Inputs texts(Part part, String field) {
    return of(part, field, part.raw(field), true);
  }

  /** Headers and JSON bodies: every literal is read. */
  static Inputs values(Part part, String field) {
    return of(part, field, part.raw(field), false);
  }

  static Inputs of(Part part, String field, @Nullable Object raw, boolean textsOnly) {
    return new Inputs(compiled(part, field, raw), textsOnly);
  }

  /** A map; or, where a single text stands for all, whatever it evaluates to. */
  @Nullable Object evaluate(Scope scope) {
    return switch (root) {
      case null -> Map.of();
      case Template template -> whole(template, scope);
      case Object other -> value(other, scope);
    };
  }

  private static @Nullable Object whole(Template template, Scope scope) {
    try {
      return template.eval(scope);
    } catch (TemplateException e) {
      if (e.undefined()) {
        return "";
      }
      throw e;
    }
  }

  private @Nullable Object value(@Nullable Object compiled, Scope scope) {
    return switch (compiled) {
      case null -> null;
      case Template template ->
          template.evalOrNull(scope, textsOnly ? ValidTypes.STRING_OR_LIST : ValidTypes.ANY);
      case Entries entries -> map(entries, scope);
      case List<?> list -> {
        List<@Nullable Object> items = new ArrayList<>();
        list.forEach(item -> items.add(value(item, scope)));
        yield items;
      }
      case Object plain -> plain;
    };
  }

  private Map<String, @Nullable Object> map(Entries entries, Scope scope) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (Entry entry : entries.all()) {
      @Nullable Object value = value(entry.value(), scope);
      if (value != null) {
        String key = textsOnly ? entry.key().render(scope) : entry.key().text(scope);
        map.put(key, value);
      }
    }
    return map;
  }

  private static @Nullable Object compiled(Part part, String field, @Nullable Object raw) {
    return switch (raw) {
      case null -> null;
      case String text -> template(part, field, text);
      case Map<?, ?> map -> entries(part, field, map);
      case List<?> list -> {
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
          items.add(compiled(part, field + "/" + i, list.get(i)));
        }
        yield items;
      }
      case Object plain -> plain;
    };
  }

  private static Entries entries(Part part, String field, Map<?, ?> map) {
    List<Entry> entries = new ArrayList<>();
    map.forEach(
        (name, value) -> {
          String key = Values.str(name);
          String at = field + "/" + key;
          entries.add(new Entry(template(part, at, key), compiled(part, at, value)));
        });
    return new Entries(entries);
  }

  private static Template template(Part part, String field, String text) {
    try {
      return Template.compile(text);
    } catch (TemplateException e) {
      throw new Misconfigured(
          "manifest.bad_template",
          part.pointer() + "/" + field,
          String.valueOf(e.getMessage()),
          "correct the template");
    }
  }

  private record Entry(Template key, @Nullable Object value) {}

  private record Entries(List<Entry> all) {}
}
