package dev.eider.connector.manifest.paging;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a page strategy may look at.
 *
 * @param response the first element the decoder produced: of a root list, its first item
 * @param headers in the case the server wrote them
 * @param extracted how many records there were before filtering
 * @param selected how many are left
 * @param lastRecord the last of these, or null
 * @param token the one this page was asked for with, or null
 */
public record PageFacts(
    @Nullable Object response,
    Map<String, String> headers,
    int extracted,
    int selected,
    @Nullable Map<String, @Nullable Object> lastRecord,
    @Nullable Object token) {}
