/** What can go wrong and who must act; the only place that knows Temporal's ApplicationFailure. */
@NullMarked
package dev.eider.fault;

import org.jspecify.annotations.NullMarked;
