/** What every store of vectors promises. */
@NullMarked
package dev.eider.vector;

import org.jspecify.annotations.NullMarked;
