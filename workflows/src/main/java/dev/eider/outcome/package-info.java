/** What came of it: reports, counts, the five kinds of fault. */
@NullMarked
package dev.eider.outcome;

import org.jspecify.annotations.NullMarked;
