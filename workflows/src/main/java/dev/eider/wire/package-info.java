/** How records look on the wire between cli, server and worker. */
@NullMarked
package dev.eider.wire;

import org.jspecify.annotations.NullMarked;
