/** The promise of every source, and the steps that are its only caller. */
@NullMarked
package dev.eider.source;

import org.jspecify.annotations.NullMarked;
