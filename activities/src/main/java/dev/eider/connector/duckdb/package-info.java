/** DuckDB and MotherDuck, as source and as destination; the only folder that knows JDBC. */
@NullMarked
package dev.eider.connector.duckdb;

import org.jspecify.annotations.NullMarked;
