package dev.eider.connector.manifest.partition;

import dev.eider.connector.manifest.model.Part;
import dev.eider.connector.manifest.request.RequestContext;
import dev.eider.connector.manifest.request.RequestOption;
import dev.eider.connector.manifest.request.RequestOptions;
import dev.eider.template.Scope;
import dev.eider.template.Template;
import dev.eider.template.Values;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One partition per value of a list that stands in the manifest or in the config. */
final class ListRouter implements Router {
  private final String key;
  private final List<@Nullable Object> values;
  private final Optional<RequestOption> injection;

  ListRouter(Part part, RequestContext context) {
    Scope own = context.scope(part);
    this.key = part.template("cursor_field").text(own);
    this.values = values(part, own);
    this.injection = part.optionalPart("request_option").map(o -> RequestOption.of(o, context));
  }

  @Override
  public Iterable<Slice> slices() {
    List<Slice> slices = new ArrayList<>();
    for (Object value : values) {
      Map<String, @Nullable Object> partition = new LinkedHashMap<>();
      partition.put(key, value);
      slices.add(new Slice(partition, Map.of(), Map.of()));
    }
    return slices;
  }

  @Override
  public void options(Slice slice, RequestOptions options) {
    Object value = slice.partition().get(key);
    if (injection.isPresent() && Values.truthy(value)) {
      injection.get().inject(options, value);
    }
  }

  /** A template must give a list; a text is taken apart into its characters, as Python does. */
  private static List<@Nullable Object> values(Part part, Scope scope) {
    Object raw = part.raw("values");
    Object value = raw instanceof String text ? Template.compile(text).eval(scope) : raw;
    if (value instanceof Collection<?> list) {
      return new ArrayList<>(list);
    }
    if (value instanceof Map<?, ?> map) {
      return new ArrayList<>(map.keySet());
    }
    if (value instanceof String text) {
      return new ArrayList<>(text.codePoints().mapToObj(Character::toString).toList());
    }
    throw part.wrong("values", "a list", value);
  }
}
