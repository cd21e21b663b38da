package dev.eider.destination;

import dev.eider.plan.BatchFormat;
import dev.eider.plan.Described;
import dev.eider.plan.Spec;
import dev.eider.secret.Settings;
import java.util.Set;

/** Opens destinations of one type. Found by name with {@code ServiceLoader}. */
public interface DestinationProvider extends Described {

  @Override
  default Kind kind() {
    return Kind.DESTINATION;
  }

  @Override
  String name();

  @Override
  Spec spec();

  /** Ready to write; throws {@code Misconfigured} when the settings are wrong. */
  Destination open(Settings settings);

  /** The formats it can load, best first; NDJSON always among them. */
  default Set<BatchFormat> formats() {
    return Set.of(BatchFormat.NDJSON);
  }
}
