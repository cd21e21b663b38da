/** The verbs a workflow may use, one activity interface each, their records nested. */
@NullMarked
package dev.eider.step;

import org.jspecify.annotations.NullMarked;
