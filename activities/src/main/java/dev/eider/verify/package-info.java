/** Compares a stream's source and destination, and keeps which keys differ. */
@NullMarked
package dev.eider.verify;

import org.jspecify.annotations.NullMarked;
