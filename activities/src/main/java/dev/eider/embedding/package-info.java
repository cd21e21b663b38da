/** Text to vectors: what every embedder promises, and how a document is cut for one. */
@NullMarked
package dev.eider.embedding;

import org.jspecify.annotations.NullMarked;
