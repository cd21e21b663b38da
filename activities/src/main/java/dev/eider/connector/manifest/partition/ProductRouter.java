package dev.eider.connector.manifest.partition;

import dev.eider.connector.manifest.request.RequestOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every combination of several routers' partitions, the first one outermost. */
final class ProductRouter implements Router {
  private final List<Router> routers;

  ProductRouter(List<Router> routers) {
    this.routers = routers;
  }

  @Override
  public Iterable<Slice> slices() {
    List<Slice> product = List.of(Slice.WHOLE);
    for (Router router : routers) {
      List<Slice> next = new ArrayList<>();
      for (Slice left : product) {
        router.slices().forEach(right -> next.add(joined(left, right)));
      }
      product = next;
    }
    return product;
  }

  /** Added backwards, so that the first router wins. */
  @Override
  public void options(Slice slice, RequestOptions options) {
    routers.reversed().forEach(router -> router.options(slice, options));
  }

  private static Slice joined(Slice left, Slice right) {
    return new Slice(
        merged(left.partition(), right.partition()),
        Map.of(),
        merged(left.extraFields(), right.extraFields()));
  }

  private static Map<String, @Nullable Object> merged(
      Map<String, @Nullable Object> left, Map<String, @Nullable Object> right) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(left);
    all.putAll(right);
    return all;
  }
}
