package dev.eider.record;

import dev.eider.plan.BatchFormat;
import java.nio.file.Path;

/**
 * A batch in the staging folder, verified against its checksum.
 *
 * <p>{@code NDJSON}: each line holds the batch schema's columns, absent = null, and perhaps {@code
 * _airbyte_meta}. Values fit their column's type, except dates, times and timestamps, which stand
 * as the source wrote them. {@code DUCKDB}: a file with one table {@code batch} whose columns are
 * the stream's own.
 *
 * @param file the rows
 * @param format how they lie there
 * @param schema the batch's columns: the declared ones and those found in its rows
 * @param rows how many
 * @param extractedAtMillis when they were read, in epoch milliseconds
 */
public record StagedBatch(
    Path file, BatchFormat format, RowSchema schema, long rows, long extractedAtMillis) {}
