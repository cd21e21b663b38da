/** Slices and the routers that make them. */
@NullMarked
package dev.eider.connector.manifest.partition;

import org.jspecify.annotations.NullMarked;
