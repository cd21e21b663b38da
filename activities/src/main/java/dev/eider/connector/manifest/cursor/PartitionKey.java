package dev.eider.connector.manifest.cursor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.UncheckedIOException;
import java.util.Map;

/** A partition as one text: JSON with sorted keys. */
final class PartitionKey {
  private static final ObjectMapper SORTED =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private PartitionKey() {}

  static String of(Map<?, ?> partition) {
    try {
      return SORTED.writeValueAsString(partition);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
