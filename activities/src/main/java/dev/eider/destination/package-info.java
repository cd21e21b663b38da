/** The promise of every destination, and the steps that are its only caller. */
@NullMarked
package dev.eider.destination;

import org.jspecify.annotations.NullMarked;
