/** Rows that could not be written, and another try for them. */
@NullMarked
package dev.eider.quarantine;

import org.jspecify.annotations.NullMarked;
