/** What steps tell the people who watch: one listener logs, one counts, tests record. */
@NullMarked
package dev.eider.event;

import org.jspecify.annotations.NullMarked;
