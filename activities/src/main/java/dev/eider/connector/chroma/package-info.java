/** Vectors in Chroma, over version 2 of its HTTP API. */
@NullMarked
package dev.eider.connector.chroma;

import org.jspecify.annotations.NullMarked;
