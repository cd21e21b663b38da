/** Sees whether a plan can run, and decides what it left open. */
@NullMarked
package dev.eider.check;

import org.jspecify.annotations.NullMarked;
