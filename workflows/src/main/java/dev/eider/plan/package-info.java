/** What the user asked for: plain records that check themselves and hold no secret. */
@NullMarked
package dev.eider.plan;

import org.jspecify.annotations.NullMarked;
