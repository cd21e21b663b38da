package dev.eider.connector.manifest.partition;

import dev.eider.connector.manifest.model.Part;
import dev.eider.connector.manifest.request.RequestContext;
import dev.eider.connector.manifest.request.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a stream into partitions; one word of the manifest, one class of this family. */
public sealed interface Router permits ListRouter, ProductRouter {

  /** The partitions in order; cursor keys are empty. */
  Iterable<Slice> slices();

  /** What a partition's requests carry because of it. */
  void options(Slice slice, RequestOptions options);

  /**
   * A stream's router, if it has one.
   *
   * @param retriever whose {@code partition_router} counts
   * @param context with {@code config}
   */
  static Optional<Router> of(Part retriever, RequestContext context) {
    List<Router> routers = new ArrayList<>();
    for (Part part : retriever.parts("partition_router")) {
      if (!part.type().equals("ListPartitionRouter")) {
        throw part.unsupported("partition router");
      }
      routers.add(new ListRouter(part, context));
    }
    if (routers.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(routers.size() == 1 ? routers.getFirst() : new ProductRouter(routers));
  }
}
