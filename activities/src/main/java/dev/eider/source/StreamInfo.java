package dev.eider.source;

import dev.eider.plan.ReadMode;
import dev.eider.record.RowSchema;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a source says about one of its streams.
 *
 * @param name the stream's name
 * @param schema its declared columns
 * @param primaryKey column names; empty = none known
 * @param cursor the cursor's column, or null when there is none
 * @param modes how it can be read
 * @param table the table name a destination takes when nothing else is said
 * @param notes what a user should know (a guessed key, a table without a cursor); lower-case
 */
public record StreamInfo(
    String name,
    RowSchema schema,
    List<String> primaryKey,
    @Nullable String cursor,
    Set<ReadMode> modes,
    String table,
    List<String> notes) {}
