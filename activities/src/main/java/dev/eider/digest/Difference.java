package dev.eider.digest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row that differs: row content, so it never leaves the machine it was found on.
 *
 * @param difference {@code changed}, {@code only_source} or {@code only_destination}
 * @param key the key's values as text; where the stream has no key, every value
 * @param columns of a changed row, the fields that differ
 */
public record Difference(
    String difference,
    Map<String, @Nullable String> key,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> columns) {}
