/** Incremental cursors: slices, state, and which records are new. */
@NullMarked
package dev.eider.connector.manifest.cursor;

import org.jspecify.annotations.NullMarked;
