/** Measures against a limit taken in the same run. */
@NullMarked
package dev.eider.bench;

import org.jspecify.annotations.NullMarked;
