package dev.eider.connector.manifest.select;

import dev.eider.connector.manifest.model.Part;
import dev.eider.connector.manifest.partition.Slice;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.template.Scope;
import dev.eider.template.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Extracts, filters, transforms and normalises, in this order; with {@code
 * transform_before_filtering} the middle two change places.
 */
public final class RecordSelector implements Selector {
  private final DpathExtractor extractor;
  private final Optional<Template> filter;
  private final Map<String, @Nullable Object> filterParameters;
  private final List<Transformation> transformations;
  private final BiPredicate<Slice, Map<String, @Nullable Object>> wanted;
  private final boolean transformFirst;
  private final boolean scoped;
  private final Optional<Normalizer> normalizer;
  private final Scope scope;
  private final String pointer;

  /**
   * Of one stream.
   *
   * @param selector the manifest's {@code record_selector}
   * @param stream whose transformations and schema count
   * @param scope with {@code config}
   * @param clientSide the cursor's own filter, for streams that are filtered here; else empty
   */
  public RecordSelector(
      Part selector,
      Part stream,
      Scope scope,
      Optional<BiPredicate<Slice, Map<String, @Nullable Object>>> clientSide) {
    if (!selector.part("extractor").type().equals("DpathExtractor")) {
      throw selector.part("extractor").unsupported("extractor");
    }
    Optional<Part> recordFilter = selector.optionalPart("record_filter");
    if (recordFilter.isPresent() && !recordFilter.get().type().equals("RecordFilter")) {
      throw recordFilter.get().unsupported("record filter");
    }
    this.scope = scope;
    this.pointer = selector.pointer();
    this.extractor = new DpathExtractor(selector.part("extractor"), scope);
    this.filter = recordFilter.flatMap(f -> f.optionalTemplate("condition"));
    this.filterParameters = recordFilter.map(Part::parameters).orElse(Map.of());
    this.transformations = Transformation.of(stream.parts("transformations"));
    this.wanted = clientSide.orElse((slice, record) -> true);
    this.transformFirst = selector.flag("transform_before_filtering", clientSide.isPresent());
    this.normalizer = Normalizer.of(selector, stream);
    this.scoped =
        filter.isPresent() || transformations.stream().anyMatch(Transformation::seesScope);
  }

  @Override
  public Selected select(
      List<@Nullable Object> decoded,
      Slice slice,
      @Nullable Map<String, @Nullable Object> nextPageToken) {
    List<@Nullable Object> extracted = extractor.extract(decoded);
    List<Map<String, @Nullable Object>> records = new ArrayList<>(extracted.size());
    Map<String, @Nullable Object> names = new HashMap<>();
    Scope page = scoped ? page(names, slice, nextPageToken) : scope;
    for (Object item : extracted) {
      if (item != null) {
        Map<String, @Nullable Object> record = record(item);
        names.put("record", record);
        if (keep(record, slice, page)) {
          normalizer.ifPresent(n -> n.apply(record));
          records.add(record);
        }
      }
    }
    return new Selected(extracted.size(), records);
  }

  private boolean keep(Map<String, @Nullable Object> record, Slice slice, Scope page) {
    if (transformFirst) {
      transform(record, page);
    }
    if (!wanted.test(slice, record) || (filter.isPresent() && !passes(filter.get(), page))) {
      return false;
    }
    if (!transformFirst) {
      transform(record, page);
    }
    return true;
  }

  private boolean passes(Template condition, Scope page) {
    return condition.test(
        filterParameters.isEmpty() ? page : page.with("parameters", filterParameters));
  }

  private void transform(Map<String, @Nullable Object> record, Scope page) {
    for (Transformation transformation : transformations) {
      transformation.apply(record, page);
    }
  }

  /** One scope per page: the record under it changes, the rest stays. */
  private Scope page(
      Map<String, @Nullable Object> names,
      Slice slice,
      @Nullable Map<String, @Nullable Object> nextPageToken) {
    names.putAll(slice.seenIn(scope).names());
    names.putIfAbsent("parameters", Map.of());
    names.put("next_page_token", nextPageToken);
    return new Scope(scope.clock(), names);
  }

  @SuppressWarnings("unchecked") // JSON maps have string keys
  private Map<String, @Nullable Object> record(Object item) {
    if (item instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw new Misconfigured(
        "manifest.record_not_an_object",
        pointer + "/extractor/field_path",
        "expected objects at this path but found another value",
        "point field_path at a list of objects");
  }
}
