/** Tells Temporal that a step is alive, and the step that it is no longer wanted. */
@NullMarked
package dev.eider.pulse;

import org.jspecify.annotations.NullMarked;
