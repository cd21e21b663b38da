package dev.eider.source;

import dev.eider.plan.BatchFormat;
import dev.eider.plan.Described;
import dev.eider.plan.Spec;
import dev.eider.secret.Settings;
import java.util.Set;

/**
 * Opens sources of one type. Found by name with {@code ServiceLoader}; the folder is the
 * registration.
 */
public interface SourceProvider extends Described {

  @Override
  default Kind kind() {
    return Kind.SOURCE;
  }

  @Override
  String name();

  @Override
  Spec spec();

  /** Ready to read; throws {@code Misconfigured} when the settings are wrong. */
  Source open(Settings settings);

  /** How it can stage batches; NDJSON always. */
  default Set<BatchFormat> formats() {
    return Set.of(BatchFormat.NDJSON);
  }

  /**
   * What state tables call this source: a connector's name such as {@code source-rick-and-morty},
   * as PyAirbyte would write it.
   */
  String sourceName(Settings settings);

  /**
   * Options that may change without it becoming another source: where a mock is, the text of a
   * manifest. All others are part of the fingerprint that guards a cursor.
   */
  default Set<String> incidental() {
    return Set.of();
  }
}
