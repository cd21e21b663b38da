/** Asks: reads sync files, starts, follows and stops syncs. */
@NullMarked
package dev.eider.cli;

import org.jspecify.annotations.NullMarked;
