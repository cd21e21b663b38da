package dev.eider.connector.manifest.select;

import dev.eider.connector.manifest.partition.Slice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes records of one decoded response. */
public interface Selector {

  /**
   * Extracts, filters, transforms.
   *
   * @param decoded the elements the decoder produced: the items of a root array, or the one root
   *     object
   * @param slice where the response belongs
   * @param nextPageToken the token the request was made with: {@code {"next_page_token": X}} or
   *     null
   */
  Selected select(
      List<@Nullable Object> decoded,
      Slice slice,
      @Nullable Map<String, @Nullable Object> nextPageToken);

  /**
   * What a response held.
   *
   * @param extracted how many records there were before filtering: what page and offset strategies
   *     count
   * @param records what is left, ready to be staged
   */
  record Selected(int extracted, List<Map<String, @Nullable Object>> records) {}
}
