/** What flows: rows, their schema and types, and the batch files they are staged in. */
@NullMarked
package dev.eider.record;

import org.jspecify.annotations.NullMarked;
