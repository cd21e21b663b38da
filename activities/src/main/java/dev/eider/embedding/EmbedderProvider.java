package dev.eider.embedding;

import dev.eider.plan.Described;
import dev.eider.plan.Spec;
import dev.eider.secret.Settings;

/** Opens embedders of one type. Found by name with {@code ServiceLoader}. */
public interface EmbedderProvider extends Described {

  @Override
  default Kind kind() {
    return Kind.EMBEDDER;
  }

  @Override
  String name();

  @Override
  Spec spec();

  /** Ready to embed; throws {@code Misconfigured} when the settings are wrong. */
  Embedder open(Settings settings);
}
