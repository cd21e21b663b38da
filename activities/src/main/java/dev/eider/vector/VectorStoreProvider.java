package dev.eider.vector;

import dev.eider.plan.Described;
import dev.eider.plan.Spec;
import dev.eider.secret.Settings;

/** Opens stores of one type. Found by name with {@code ServiceLoader}. */
public interface VectorStoreProvider extends Described {

  /** Described by every store alike; read by whoever names the collections, never by a store. */
  Spec.Field COLLECTION =
      new Spec.Field(
          "collection",
          Spec.Type.TEXT,
          false,
          "the sync's and the stream's name with a dot",
          "the collection documents are kept in");

  @Override
  default Kind kind() {
    return Kind.STORE;
  }

  @Override
  String name();

  @Override
  Spec spec();

  /** Ready to write and search; throws {@code Misconfigured} when the settings are wrong. */
  VectorStore open(Settings settings);
}
